/** A course with a lesson a week after the date. */
import { afterAll, expect, test } from 'vitest';
import { createWorld } from '../../scripts/in-process/world.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import { marathon } from '../support/marathon.ts';

const world = createWorld({
  start: '2028-01-10T12:00Z',
  provider: { keep_bodies: true },
  courses: shelfOf(marathon),
});
afterAll(() => world.close());

await world.join({ email: 'ada@example.com', target_date: '2028-03-20', time_zone: 'UTC' });
await world.play('2028-04-10T12:00Z');
const sent = (message: string) => world.mails({ message })[0]!;

test.each(['confirm', 'welcome'])(
  '%s lists the lesson after the date, in both parts',
  (message) => {
    const { html, text } = sent(message);
    for (const part of [html, text]) {
      const days = [13, 20, 27].map((day) => `Monday, March ${day}, 2028`);
      const places = days.map((day) => part.lastIndexOf(day));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  },
);

test('the marks of the road are in the HTML only', () => {
  const { html, text } = sent('week-after');
  expect(html).toContain('>4 weeks</td>');
  expect(text).not.toMatch(/^(12|4|1) weeks?$/m);
});
