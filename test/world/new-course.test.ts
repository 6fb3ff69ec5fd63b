import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { readDistances } from '../../scripts/cli/distances.ts';
import { newCourse } from '../../scripts/cli/new.ts';
import { compile } from '../../scripts/course/compile.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import { previewPlan } from '../../src/usecases/show.ts';
import { milepost } from '../support/local-database.ts';

const root = mkdtempSync(join(tmpdir(), 'milepost-new-'));
mkdirSync(join(root, 'content'));
afterAll(() => rmSync(root, { recursive: true }));

const emails = join(import.meta.dirname, '../../emails');
const written = (path: string) => readFileSync(join(root, path), 'utf8');

/** Runs the command; returns what it prints. */
async function make(...args: string[]): Promise<string> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await newCourse(args, root);
    return print.mock.calls.join('\n');
  } finally {
    print.mockRestore();
  }
}

test('a new course builds and plans its lessons', async () => {
  const said = await make('race', '--yes', '--target', 'race', '--lessons', '1 day, 2 weeks, P1W');
  expect(said).toMatch(/npm start.*\/c\/race/s);
  const { compiled, problems } = await compile(root, emails, '2026-11-22');
  expect(problems).toEqual([]);
  const course = shelfOf(compiled!).find('race')!;
  const wish = { targetDate: '2028-03-20', timeZone: 'UTC', sendHour: 8 };
  const plan = previewPlan(course, { ...wish, dateKind: 'appointment' }, Date.parse('2028-01-01'));
  expect(plan.map(({ lesson, status }) => [lesson.id, status])).toEqual([
    ['2-weeks', 'upcoming'],
    ['1-day', 'upcoming'],
    ['1-week-after', 'upcoming'],
  ]);
});

test('a course in German needs its possessive, and is German', async () => {
  await expect(make('lauf', '--yes', '--language', 'de', '--target', 'Lauf')).rejects.toMatchObject(
    {
      exitCode: 2,
      message: '--your is missing.',
    },
  );
  const lauf = ['--language', 'de', '--target', 'Lauf', '--your', 'dein Lauf'];
  await make('lauf', '--yes', ...lauf, '--lessons', '3 months');
  expect(written('content/lauf/course.yaml')).toContain('your: dein Lauf');
  expect(written('content/lauf/lessons/10-3-months.md')).toContain('Dein Lauf: noch 3 Monate');
});

test('the sender and the place at / are added to site.yaml', async () => {
  await make('half', '--yes', '--first', '--from', 'Run <run@club.example>');
  await make('full', '--yes', '--reply-to', 'coach@club.example');
  const site = written('content/site.yaml');
  expect(site).toMatch(/courses:\s+- half\s+- lauf\s+- race\n/);
  expect(site).toMatch(/half:\s+from: Run <run@club.example>\s+full:\s+reply_to: coach@/);
});

test.each([
  [['Race'], 'An id has small letters'],
  [['new', '--language', 'tlh'], 'There are en, de'],
  [['new', '--lessons', 'soon'], "isn't a distance"],
  [['new', '--lessons', 'P1W'], 'has to be before the date'],
  [['new', '--lessons', '1 week, -P1W'], 'is there twice'],
  [['new', '--from', 'Ada'], "isn't a single email address"],
  [['new', '--target', 'x'.repeat(26)], '25 characters'],
])('%s is rejected, with the reason', async (args, why) => {
  const refused = await make(...args, '--yes').catch((error: unknown) => error);
  expect(refused).toMatchObject({ exitCode: 2, why: expect.stringContaining(why) });
});

test('distances are read as a person writes them, in order of time', () => {
  expect(readDistances('1 day, 1 year before, the day, 2 weeks after, -P3M')).toEqual([
    ...['-P1Y', '-P3M', '-P1D', '-P0D', 'P2W'],
  ]);
});

test('exit codes: 1 if the course exists, 2 without a terminal to ask in', async () => {
  const content = readdirSync(join(emails, '../content'), { withFileTypes: true });
  const existing = content.find((entry) => entry.isDirectory())!.name;
  const taken = await milepost('new', existing, '--yes');
  expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining('exists already')]);
  const mute = await milepost('new', 'race');
  expect([mute.code, mute.stderr]).toEqual([2, expect.stringContaining('Add --yes')]);
});
