/** Lists that grow with data are bound in portions: D1 rejects values over 2,000,000 bytes. */
import { afterEach, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { catalog } from '../../src/course/catalog.ts';
import type { Template } from '../../src/domain/template.ts';
import type { PlannedRow } from '../../src/storage/deliveries.ts';
import { savePlans } from '../../src/storage/enrolments.ts';

const START = '2027-01-04T08:00:00Z';

let world: World;
afterEach(() => world.close());

it('the templates of six courses in two languages are stored, and emails are sent', async () => {
  const courses = catalog.templates();
  const many = [1, 2, 3, 4, 5, 6].flatMap((course) =>
    courses.map((one): Template => ({ ...one, hash: `${one.hash}${course}` })),
  );
  const templates = [...courses, ...many];
  world = createWorld({ start: START, courses: { ...catalog, templates: () => templates } });
  expect(JSON.stringify(templates).length).toBeGreaterThan(2_000_000);
  await world.join({ email: 'ada@example.com', time_zone: 'UTC', target_date: '2027-03-01' });
  expect(world.mails().length).toBeGreaterThan(1);
  expect(world.rows('SELECT count(*) AS n FROM templates')).toEqual([{ n: templates.length }]);
});

it('the plans of 300 people with 24 lessons each are updated at once', async () => {
  world = createWorld({ start: START });
  addPeople(300);
  const changes = Array.from({ length: 300 }, (_, person) => ({
    subscription: { id: `s${person}`, revision: 1 },
    rows: Array.from({ length: 24 }, (_, lesson) => rowOf(person, lesson)),
    removed: Array.from({ length: 24 }, (_, lesson) => `s${person}_gone-${lesson}`),
  }));
  expect(JSON.stringify(changes.flatMap(({ rows }) => rows)).length).toBeGreaterThan(2_000_000);
  await savePlans(world.ports.db, changes);
  expect(world.rows('SELECT count(*) AS n FROM deliveries')).toEqual([{ n: 300 * 24 }]);
});

function addPeople(count: number): void {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`;
  world.rows(`${numbers} INSERT INTO subscribers (id, address, address_key, created_at)
    SELECT 'p' || i, i || '@example.com', i || '@example.com', 0 FROM n`);
  world.rows(`${numbers} INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone,
      send_hour, name, locale, round, revision, change_token, requested_at)
    SELECT 's' || i, 'p' || i, 'ml-interviews', 'active', 'UTC', 8, '', 'en', 1, 1, '', 0 FROM n`);
}

const rowOf = (person: number, lesson: number): PlannedRow => ({
  id: `s${person}_lesson-${lesson}_1_1`,
  message: `lesson-${lesson}`,
  kind: 'lesson',
  round: 1,
  occasion: 1,
  class: 2,
  state: 'scheduled',
  reason: null,
  dueAt: 1,
  closesAt: 2,
  address: `${person}@example.com`,
  facts: {
    next: { lesson: `lesson-${lesson + 1}`, at: 3 },
    open: { lesson: `lesson-${lesson - 1}`, steps: ['first-step', 'second-step'] },
  },
});
