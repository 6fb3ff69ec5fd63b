/** Courses of other shapes than the fixture's, played from sign-up to the end. */
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import type { Compiled } from '../../src/course/compiled.ts';
import { civilDay, DAY, instantAt, shift, weekday } from '../../src/domain/time.ts';
import { compileFiles, PROJECT } from '../course/fixture.ts';
import { compiledFrom } from '../support/fixture-course.ts';

const ZONE = 'Europe/Zurich';
const SUNDAY = '2028-05-14';

const [marathon, phd] = (await Promise.all(
  ['marathon', 'phd'].map((name) => compiledFrom(join(PROJECT, 'examples', name))),
)) as [Compiled, Compiled];

describe('a marathon', () => {
  it('sends each lesson on its day, and none on a Sunday', async () => {
    const { world } = await joined(marathon, 100);
    await playUntil(world, 10);
    expect(sentIn(world).filter(({ message }) => message !== 'confirm')).toEqual([
      { message: 'welcome', day: '2028-02-04' },
      { message: 'twelve-weeks', day: '2028-02-19' },
      { message: 'one-month', day: '2028-04-15' },
      { message: 'one-week', day: '2028-05-06' },
      { message: 'one-day', day: '2028-05-13' },
      { message: 'how-did-it-go', day: '2028-05-16' },
      { message: 'week-after', day: '2028-05-22' },
    ]);
    world.close();
  });

  it('keeps Sundays free, on whatever weekday the race is', async () => {
    const lessons = marathon.courses[0]!.lessons.map(({ id }) => id);
    for (let days = 0; days < 7; days++) {
      const { world } = await joined(marathon, 100, 'en', shift(SUNDAY, `P${days}D`));
      await playUntil(world, 20);
      const sent = sentIn(world).filter(({ message }) => lessons.includes(message));
      expect(sent).toHaveLength(lessons.length);
      expect(sent.filter(({ day }) => weekday(day) === 7)).toEqual([]);
      world.close();
    }
  });

  it('sends the lesson after the race to those who finished', async () => {
    const { world, id } = await joined(marathon, 100);
    await playUntil(world, 3);
    expect(await world.answer(id, 'finished')).toBe('answered');
    await playUntil(world, 10);
    expect(sentIn(world).map(({ message }) => message)).toContain('week-after');
    world.close();
  });

  it('begins a new countdown for those who did not start', async () => {
    const { world, id } = await joined(marathon, 100);
    await playUntil(world, 3);
    await world.answer(id, 'did_not_start');
    await playUntil(world, 4);
    expect(sentIn(world).at(-1)).toEqual({ message: 'round-two', day: '2028-05-17' });
    await world.reschedule(id, { target_date: '2028-10-01' });
    await world.play(instantAt('2028-10-01', 12, ZONE));
    expect(sentIn(world).slice(-1)).toEqual([{ message: 'one-day', day: '2028-09-30' }]);
    world.close();
  });
});

describe('a PhD application', () => {
  it.each(['en', 'de'])('is in one language throughout (%s)', async (locale) => {
    const { world } = await joined(phd, 200, locale);
    await playUntil(world, 5);
    const { lessons } = shelfOf(phd).find('phd', locale)!;
    expect(sentIn(world).map(({ message }) => message)).toEqual([
      'confirm',
      'welcome',
      ...lessons.map(({ id }) => id),
      'how-did-it-go',
    ]);
    for (const { html, text } of world.mails()) {
      expect(html).toMatch(new RegExp(`<html[^>]* lang="${locale}"`));
      expect(text).not.toMatch(locale === 'de' ? /\byour?\b|deadline/i : /\bdeine?\b|Frist/);
    }
    world.close();
  });

  it('is over after it was submitted', async () => {
    const { world, id } = await joined(phd, 20);
    await playUntil(world, 3);
    await world.answer(id, 'submitted');
    const before = world.mails().length;
    await playUntil(world, 60);
    expect(world.mails()).toHaveLength(before);
    world.close();
  });
});

test.each([
  ['one lesson', ['-P1D']],
  ['a lesson on the date itself', ['-P1W', '-P0D']],
  ['a lesson after the date', ['-P1W', 'P1W']],
  ['twelve lessons', [...Array(10).keys()].map((n) => `-P${10 - n}W`).concat('-P1D', 'P3W')],
])('%s: each is sent once, on its day', async (_, offsets) => {
  const { compiled, problems } = await compileFiles(courseOf(offsets));
  expect(problems).toEqual([]);
  const { world } = await joined(compiled!, 80);
  await playUntil(world, 40);
  expect(sentIn(world).filter(({ message }) => message.startsWith('lesson-'))).toEqual(
    offsets.map((offset, n) => ({ message: `lesson-${n}`, day: shift(SUNDAY, offset) })),
  );
  world.close();
});

/** Files of a course with a lesson at each of these offsets. */
function courseOf(offsets: readonly string[]): Record<string, string> {
  const ids = offsets.map((_, n) => `lesson-${n}`);
  const lessons = offsets.map((offset, n) => [
    `content/tea/lessons/${ids[n]}.md`,
    `---\nid: ${ids[n]}\noffset: ${offset}\ntitle: The lesson at ${offset} from the tasting
minutes: 5\ntask: Boil some water, and write down how long it takes.\n---\nDrink it.\n`,
  ]);
  return {
    'content/tea/course.yaml': `id: tea\ntitle: Tea\ntagline: On tea\ndescription: Three cups.
target: tasting\nauthor: Tea House\n`,
    'content/tea/ids.lock': `ids: [${ids.join(', ')}]\nretired: []\n`,
    ...Object.fromEntries(lessons),
  };
}

/** A world in which one person joined so many days before the date. */
async function joined(compiled: Compiled, days: number, locale = 'en', date = SUNDAY) {
  const start = instantAt(shift(date, `-P${days}D`), 10, ZONE);
  const courses = shelfOf(compiled);
  const world = createWorld({ start, courses, provider: { keep_bodies: true } });
  const id = await world.join({
    email: 'ada@example.com',
    target_date: date,
    time_zone: ZONE,
    locale,
  });
  return { world, id };
}

/** Plays until so many days after the date on a Sunday. */
const playUntil = (world: World, days: number): Promise<void> =>
  world.play(instantAt(SUNDAY, 10, ZONE) + days * DAY);

const sentIn = (world: World): { message: string; day: string }[] =>
  world.mails().map(({ at, delivery }) => ({
    message: delivery.split('_')[1]!,
    day: civilDay(at, ZONE),
  }));
