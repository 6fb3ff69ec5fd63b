/** Days and hours of steps in front matter (rule 16). */
import { describe, expect, test } from 'vitest';
import { printable } from '../../scripts/course/problems.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import type { Facts } from '../../src/domain/delivery.ts';
import { escapeHtml, fill, oneLine } from '../../src/domain/template.ts';
import type { Due } from '../../src/storage/due.ts';
import { valuesOf } from '../../src/usecases/sending/values.ts';
import { subscription } from '../support/people.ts';
import { compileFiles, LESSON_FILE, smallCourse } from './fixture.ts';

const LAST_FILE = 'content/tea/lessons/20-two-days.md';
const AFTER_FILE = 'content/tea/lessons/30-after.md';

/** The small course with two more lessons, one after the date, and steps that name days. */
function datedCourse(): Record<string, string> {
  const files = smallCourse();
  const lesson = files[LESSON_FILE]!.replace(
    '  - id: pour\n',
    '  - id: pour\n    by: -P3D\n    hours: 2\n',
  ).replace('  - id: boil\n', '  - id: boil\n    by: -P5D\n    hours: 2\n');
  const other = (id: string, offset: string) =>
    lesson
      .replace('id: one-week', `id: ${id}`)
      .replace('offset: -P1W', `offset: ${offset}`)
      .replace('One week until your tasting', `The lesson ${id} about tea`)
      .replace(/ {4}(by|hours): .*\n/g, '');
  return {
    ...files,
    'content/tea/ids.lock': 'ids:\n  - after\n  - one-week\n  - two-days\nretired: []\n',
    [LESSON_FILE]: lesson,
    [LAST_FILE]: other('two-days', '-P2D'),
    [AFTER_FILE]: other('after', 'P3D')
      .replace('Your tasting is', 'Your tasting was')
      .replace(' You have {{days_to_go}} until {{target_date}}.', ''),
  };
}

async function problemsAfter(file: string, from: string, to: string, weekdays = '') {
  const files = datedCourse();
  if (!files[file]!.includes(from)) throw new Error(`${file} has no ${from}`);
  files[file] = files[file]!.replace(from, to);
  files['content/tea/course.yaml'] += weekdays;
  return printable((await compileFiles(files)).problems);
}

describe('a day of a step', () => {
  test.each([
    ['no distance', 'by: -P5D', 'by: soon', 11, "`checklist.0.by` isn't a signed ISO 8601"],
    ['before its lesson', 'by: -P5D', 'by: -P8D', 11, "`by` -P8D is before its lesson's day, 2026"],
    [
      'after the next lesson',
      'by: -P3D',
      'by: -P1D',
      17,
      "after the next lesson's day, 2026-12-30",
    ],
    [
      'too near for its hours',
      'hours: 2',
      'hours: 12',
      11,
      "too near its lesson's day, 2026-12-25, for 12 hours at 20 a week: for the date 2027-01-01",
    ],
    ['half an hour', 'hours: 2', 'hours: 0.5', 12, "isn't a whole number of hours"],
    ['no hour', 'hours: 2', 'hours: 0', 12, 'is under an hour'],
  ])('is refused with its file and line: %s', async (_, from, to, line, words) => {
    const problems = await problemsAfter(LESSON_FILE, from, to);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${LESSON_FILE}:${line}`);
    expect(problems[0]).toContain(words);
  });

  test('is not after the date, and has no limit in the last lesson after it', async () => {
    const late = await problemsAfter(LAST_FILE, '  - id: boil\n', '  - id: boil\n    by: P1D\n');
    expect(late).toEqual([
      expect.stringContaining(
        `${LAST_FILE}:11: \`by\` P1D is after the date: for the date 2027-01-01 it is 2027-01-02`,
      ),
    ]);
    expect(await problemsAfter(LAST_FILE, '  - id: boil\n', '  - id: boil\n    by: P0D\n')).toEqual(
      [],
    );
    expect(
      await problemsAfter(AFTER_FILE, '  - id: boil\n', '  - id: boil\n    by: P1M\n'),
    ).toEqual([]);
  });

  test('is checked for every date: months and weekdays differ', async () => {
    const month = await problemsAfter(LESSON_FILE, 'offset: -P1W', 'offset: -P1M');
    expect(month).toEqual([]);
    const short = { from: 'by: -P5D', to: 'by: -P30D' };
    const inMonth = await compileFiles({
      ...datedCourse(),
      [LESSON_FILE]: datedCourse()
        [LESSON_FILE]!.replace('offset: -P1W', 'offset: -P1M')
        .replace(short.from, short.to),
    });
    expect(printable(inMonth.problems)[0]).toContain('for the date 2027-03-01 it is 2027-01-30');
    // On a Monday, the lesson of two days before is sent on the Friday before it.
    const onWorkdays = await problemsAfter(
      LESSON_FILE,
      'by: -P3D',
      'by: -P2D',
      'weekdays: [mon, tue, wed, thu, fri]\n',
    );
    expect(onWorkdays[0]).toContain("after the next lesson's day");
  });

  test('is not for a translation to say', async () => {
    const files = datedCourse();
    const german = 'content/tea/de/lessons/10-one-week.md';
    const { problems } = await compileFiles({
      ...files,
      [german]: `---\nid: one-week\ntitle: T\nsubject: S\npreheader: P\ntask: T\nchecklist:\n  - id: boil\n    by: -P5D\n    text: Koch.\n---\n`,
    });
    expect(printable(problems)).toContainEqual(
      expect.stringContaining(`${german}:9: unknown key \`by\``),
    );
  });
});

const { compiled, problems } = await compileFiles(datedCourse());
const shelf = shelfOf(compiled!);

/** The email as sent to someone in Berlin with this date. */
function emailOn(
  day: string,
  targetDate: string,
  message = 'one-week',
  facts: Facts = {},
  courses = shelf,
) {
  const now = Date.parse(`${day}T08:00Z`);
  const template = courses.template('tea', message)!;
  const course = courses.find('tea')!;
  const person = subscription({ targetDate, timeZone: 'Europe/Berlin', sendHour: 8 });
  const values = valuesOf(template, {
    course,
    original: course,
    due: { person, facts, message, dueAt: now } as unknown as Due,
    now,
    baseUrl: '',
  });
  const all = {
    ...values,
    ...Object.fromEntries(
      ['manage_url', 'move_url', 'copy_url', 'unsubscribe_url', 'base_url', 'reply_to'].map(
        (name) => [name, name],
      ),
    ),
    address: 'a',
    postal_address: 'p',
  };
  return {
    values,
    text: fill(template.text, all, oneLine),
    html: fill(template.html, all, escapeHtml).replace(/<[^>]+>/g, ''),
    links: fill(template.html, all, escapeHtml).match(/href="[^"]*\/tasks\/[^"]*"/g) ?? [],
  };
}

describe('the email of a lesson', () => {
  test('is stored without values that it does not show', () => {
    const { values } = emailOn('2027-05-13', '2027-05-20');
    expect(JSON.stringify(values)).not.toMatch(/NaN|undefined/);
    expect(Object.entries(values).filter(([, value]) => Array.isArray(value) && !value[0])).toEqual(
      [],
    );
    expect(Object.keys(values)).not.toContain('hours');
  });

  test('names the days of its steps, and the hours a week', () => {
    expect(problems).toEqual([]);
    const { text, html } = emailOn('2027-05-13', '2027-05-20');
    expect(text).toContain('in a pot <https://pots.example/>. By May 15, 2027.');
    expect(text).toContain('Pour it & wait. By May 17, 2027.');
    expect(html).toContain('Boil water in a pot. By May 15, 2027.');
    for (const part of [text, html]) expect(part).toContain('About 4 hours in all.');
    expect(emailOn('2027-05-13', '2027-06-10').text).toContain(
      'About 4 hours in all: 1 a week until your date.',
    );
  });

  test('names no day that has passed', () => {
    const { text } = emailOn('2027-05-16', '2027-05-20');
    expect(text).toContain('By May 17, 2027.');
    expect(text.match(/By /g)).toHaveLength(1);
    expect(emailOn('2027-05-17', '2027-05-20').text).toContain('By May 17, 2027.');
    expect(text.replace(/[ ]$/gm, '')).toBe(text);
  });

  test('names no day that is too near for the hours of its step', async () => {
    const files = datedCourse();
    files[LESSON_FILE] = files[LESSON_FILE]!.replace('hours: 2', 'hours: 8');
    const long = shelfOf((await compileFiles(files)).compiled!);
    expect(emailOn('2027-05-13', '2027-05-20', 'one-week', {}, long).text).toContain(
      'By May 15, 2027.',
    );
    const late = emailOn('2027-05-14', '2027-05-20', 'one-week', {}, long).text;
    expect(late).not.toContain('By May 15, 2027.');
    expect(late).toContain('By May 17, 2027.');
  });

  test('with steps of a missed one names their days that are still ahead, and their own hours', () => {
    const carries = { carries: ['one-week'] };
    const { text } = emailOn('2027-05-14', '2027-05-20', 'two-days', carries);
    expect(text).toContain('- Boil water. By May 15, 2027.');
    expect(text).toContain('About 2 hours in all.');
    const later = emailOn('2027-05-16', '2027-05-20', 'two-days', carries).text;
    expect(later).toMatch(/- Boil water\.$/m);
  });

  test('offers to put its task into a calendar, tomorrow at the hour of its emails', () => {
    const { links, text } = emailOn('2027-05-13', '2027-05-20');
    const entry = 'base_url/tasks/tea/one-week.ics?zone=Europe%2FBerlin&#38;hour=8';
    expect(links).toEqual([`href="${entry}&amp;to=google"`, `href="${entry}"`]);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'No time now? Put 10 minutes in your calendar for tomorrow at 8:00',
    );
    expect(text).toMatch(/^base_url\/\S+one-week\.ics\?zone=Europe%2FBerlin&hour=8$/m);
  });

  test('does not offer the date itself for the task', () => {
    expect(emailOn('2027-05-19', '2027-05-20').links).toEqual([]);
    expect(emailOn('2027-05-19', '2027-05-20').text).not.toContain('No time now?');
    expect(emailOn('2027-05-23', '2027-05-20', 'after').links).toHaveLength(2);
  });
});

test('a public lesson says how long before the date a step is to be done', () => {
  const { checklist, task } = shelf.find('tea')!.lessonPages['one-week']!;
  expect(checklist.map(({ by }) => by)).toEqual(['5 days before', '3 days before']);
  expect(task).toContain('for tomorrow at 9:00');
  expect(task).toContain('<a href="/tasks/tea/one-week.ics?to=google">Google Calendar</a>');
  expect(task).toContain('<a href="/tasks/tea/one-week.ics">Another calendar</a>');
});
