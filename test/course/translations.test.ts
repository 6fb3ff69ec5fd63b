import { describe, expect, test } from 'vitest';
import { printable } from '../../scripts/course/problems.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import { escapeHtml, fill, oneLine, type Piece } from '../../src/domain/template.ts';
import type { Due } from '../../src/storage/due.ts';
import { valuesOf } from '../../src/usecases/sending/values.ts';
import { CATALOGUES } from '../../src/words/words.ts';
import { subscription } from '../support/people.ts';
import { compileFiles, type Files, LESSON_FILE, smallCourse } from './fixture.ts';
import { COURSE_IN_GERMAN, changed, inGerman, LESSON_IN_GERMAN, messageFor } from './german.ts';

test('a valid translation compiles without messages, and the build lists what is missing', async () => {
  const { problems, lacks } = await compileFiles(inGerman());
  expect(printable(problems)).toEqual([]);
  expect(lacks).toEqual(['tea de lacks pages: pots']);
});

describe('a mistake in a translation is reported with file and line', () => {
  test.each<[string, Files, string, string]>([
    [
      'an unknown language',
      { 'content/tea/tlh/course.yaml': inGerman()[COURSE_IN_GERMAN]! },
      'content/tea/tlh:1',
      'run `npx milepost new-language tlh`',
    ],
    [
      'a language that the interface lacks, with one lesson',
      { 'content/tea/tlh/lessons/10.md': inGerman()[LESSON_IN_GERMAN]! },
      'content/tea/tlh:1',
      'run `npx milepost new-language tlh`',
    ],
    [
      'no possessive',
      changed(COURSE_IN_GERMAN, '{ name: Verkostung, your: deine Verkostung }', 'Verkostung'),
      `${COURSE_IN_GERMAN}:4`,
      '`target` lacks its possessive',
    ],
    [
      'an outcome without a label',
      changed(COURSE_IN_GERMAN, '  - id: next_cup\n    label: Noch eine Tasse\n', ''),
      `${COURSE_IN_GERMAN}:5`,
      'the outcome "next_cup" has no label here',
    ],
    [
      'an outcome that the course does not have',
      changed(COURSE_IN_GERMAN, 'id: next_cup', 'id: spilled'),
      `${COURSE_IN_GERMAN}:9`,
      'no outcome "spilled"',
    ],
    [
      'an unknown lesson',
      changed(LESSON_IN_GERMAN, 'id: one-week', 'id: two-weeks'),
      `${LESSON_IN_GERMAN}:2`,
      'no "two-weeks" among its lessons; there are one-week',
    ],
    [
      'a setting that is the author’s',
      changed(LESSON_IN_GERMAN, 'task:', 'offset: -P2W\ntask:'),
      `${LESSON_IN_GERMAN}:6`,
      'unknown key `offset`',
    ],
    [
      'another step',
      changed(LESSON_IN_GERMAN, 'id: pour', 'id: steep'),
      `${LESSON_IN_GERMAN}:11`,
      'the step "pour" is expected here, and "steep" stands',
    ],
    [
      'a step too few',
      changed(LESSON_IN_GERMAN, '  - id: pour\n    text: Gieß auf.\n', ''),
      `${LESSON_IN_GERMAN}:7`,
      'the step "pour" is expected here, and none stands',
    ],
    [
      'an essential step without its short form',
      changed(LESSON_IN_GERMAN, '    short: Koch Wasser.\n', ''),
      `${LESSON_IN_GERMAN}:8`,
      'needs `short` here too',
    ],
    [
      'a slot left out',
      changed(LESSON_IN_GERMAN, ', noch {{days_to_go}}', ''),
      `${LESSON_IN_GERMAN}:17`,
      `lacks {{days_to_go}}, which ${LESSON_FILE} has`,
    ],
    [
      'a section left out',
      changed(LESSON_IN_GERMAN, '{{#next}}\nDann kommt {{title}} am {{day}}.\n{{/next}}\n', ''),
      `${LESSON_IN_GERMAN}:17`,
      'lacks {{#next}}',
    ],
    [
      'an unknown slot',
      changed(LESSON_IN_GERMAN, '{{greeting}}', '{{greeting}} {{nick}}'),
      `${LESSON_IN_GERMAN}:18`,
      'unknown slot {{nick}}',
    ],
    [
      'a link of its own',
      changed(LESSON_IN_GERMAN, 'https://pots.example/', 'https://kannen.example/'),
      `${LESSON_IN_GERMAN}:14`,
      'the original has no link to https://kannen.example/',
    ],
    [
      'a subject that is too long',
      changed(LESSON_IN_GERMAN, 'Noch eine Woche bis zur Verkostung', 'Noch eine Woche '.repeat(5)),
      `${LESSON_IN_GERMAN}:4`,
      'inboxes show 20 to 60',
    ],
  ])('%s', async (_, over, where, words) => {
    const said = await messageFor(over);
    expect(said).toContain(words);
    expect(said).toMatch(`${where}: `);
  });
});

test.each([
  ['de', 'dein Termin', 'Du bist dabei', 'Diesen Teil gibt es noch nicht auf Deutsch.'],
  ['fr', 'votre échéance', 'C’est parti', 'Cette partie n’est pas encore traduite en français.'],
])(
  'one translated lesson alone is a translation; the rest is as the author wrote it (%s)',
  async (language, yours, welcome, note) => {
    const { [LESSON_IN_GERMAN]: lesson } = inGerman();
    const own = LESSON_IN_GERMAN.replace('/de/', `/${language}/`);
    const { problems, lacks, compiled } = await compileFiles({ ...smallCourse(), [own]: lesson });
    expect(printable(problems)).toEqual([]);
    expect(lacks[0]).toMatch(
      new RegExp(`^tea ${language} lacks course.yaml; pages: pots; messages: `),
    );
    const translated = compiled!.courses[0]!.translations[language]!;
    expect([translated.title, translated.yourTarget]).toEqual(['Tea', yours]);
    expect(translated.lessons[0]!.title).toBe('Eine Woche Tee');
    expect(translated.pages[0]).toMatchObject({ language: 'en', title: 'Pots' });
    expect(translated.templates.welcome!.subject[0]).toContain(welcome);
    expect(CATALOGUES[language as 'de' | 'fr'].course.untranslated).toContain(note);
  },
);

describe('a translated course', async () => {
  const { compiled } = await compileFiles(inGerman());
  const { compiled: partly } = await compileFiles(inGerman({ [LESSON_IN_GERMAN]: undefined }));
  const tea = compiled!.courses[0]!;
  const german = tea.translations.de!;

  test("has its languages, the author's first", () => {
    expect(tea.languages).toEqual(['en', 'de']);
    expect([tea.title, german.title, german.yourTarget]).toEqual([
      'Tea',
      'Tee',
      'deine Verkostung',
    ]);
  });

  test("keeps the author's settings and translates the texts", () => {
    expect(german.lessons).toEqual([
      {
        id: 'one-week',
        title: 'Eine Woche Tee',
        steps: [{ text: 'Koch Wasser.', short: 'Koch Wasser.' }, { text: 'Gieß auf.' }],
      },
    ]);
    const { language, minutes, links } = german.lessonPages['one-week']!;
    expect([language, minutes]).toEqual(['de', 10]);
    expect(links).toEqual([
      { label: 'Kannen', url: 'https://pots.example/', note: 'Many of them.' },
      { label: 'Gone' },
    ]);
  });

  test('links to its own language', () => {
    expect(german.lessonPages['one-week']!.task).toContain('href="/pages/tea/pots?locale=de"');
  });

  test("shows untranslated parts in the author's language", () => {
    expect(german.pages[0]).toMatchObject({ language: 'en', title: 'Pots' });
    const words = partly!.courses[0]!.translations.de!;
    expect(words.lessonPages['one-week']).toMatchObject({
      language: 'en',
      title: 'One week of tea',
    });
    const [first] = words.templates['one-week']!.subject;
    expect(first).toEqual({ section: 'original', pieces: ['One week until your tasting'] });
  });
});

describe('an untranslated lesson is sent', async () => {
  const { compiled } = await compileFiles(inGerman({ [LESSON_IN_GERMAN]: undefined }));
  const catalog = shelfOf(compiled!);
  const now = Date.parse('2027-03-13T08:00Z');
  const template = catalog.template('tea', 'one-week', 'de-AT')!;
  const values = valuesOf(template, {
    course: catalog.find('tea', 'de-AT')!,
    original: catalog.find('tea')!,
    due: {
      person: subscription({ locale: 'de-AT', targetDate: '2027-03-20', name: 'Ada' }),
      facts: { next: { lesson: 'one-week', at: now } },
      dueAt: now,
    } as unknown as Due,
    now,
    baseUrl: 'https://tea.example',
  });
  const links = { manage_url: 'm', move_url: 'v', copy_url: 'c', unsubscribe_url: 'u' };
  const all = {
    ...values,
    ...links,
    address: 'a',
    base_url: 'b',
    postal_address: 'p',
    reply_to: 'r',
  };

  test("in the author's words, with dates and greeting in the same language", () => {
    expect(fill(template.subject, all, oneLine)).toBe('One week until your tasting');
    const text = fill(template.text, all, oneLine);
    expect(text).toContain('Hello Ada,');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Your tasting is in 7 days, on Saturday, March 20, 2027.',
    );
    expect(text).toContain('Your checklist');
  });

  test("in a frame that uses the reader's language, and says so", () => {
    const text = fill(template.text, all, oneLine);
    expect(text).toContain('Lektion 1 von 1 · noch 7 Tage · Samstag, 20. März 2027');
    expect(text).toContain('Nächste Lektion: Samstag, 13. März 2027');
    expect(text).toContain('Diese Lektion gibt es noch nicht auf Deutsch.');
    expect(text).toMatch(/Abmelden:\s+u/);
    expect(text).not.toMatch(/Hallo|Unsubscribe/);
  });

  test('with a language attribute on each part', () => {
    const html = fill(template.html, all, escapeHtml);
    expect(html).toMatch(/<html dir="ltr" lang="de"/);
    expect(html).toMatch(/noch nicht auf Deutsch[^<]*<\/p><div lang="en" dir="ltr">/);
  });
});

test('a right-to-left language mirrors every email', async () => {
  const dir = CATALOGUES.de.dir;
  CATALOGUES.de.dir = 'rtl';
  try {
    const { compiled } = await compileFiles(inGerman());
    const { de } = compiled!.courses[0]!.translations;
    const html = Object.values(de!.templates)
      .map((template) => flat(template.html))
      .join('');
    expect(html).toContain('dir="rtl"');
    expect(html).toContain('border-right:4px');
    expect(html).toMatch(/padding:0 24px 0 0/);
    expect(html).not.toMatch(/dir="ltr"|border-left|padding:0 0 0 \d/);
  } finally {
    CATALOGUES.de.dir = dir;
  }
});

const flat = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) =>
      typeof piece === 'string' ? piece : 'section' in piece ? flat(piece.pieces) : '',
    )
    .join('');
