import { describe, expect, test } from 'vitest';
import { printable } from '../../scripts/course/problems.ts';
import {
  COURSE_FILE,
  compileFiles,
  type Files,
  LESSON_FILE,
  PAGE_FILE,
  WELCOME_FILE,
} from './fixture.ts';
import {
  COURSE_IN_GERMAN,
  changed,
  inGerman,
  LESSON_IN_GERMAN,
  messageFor,
  TEA,
  textOf,
} from './german.ts';

const TEA_FOLDER = 'content/tea';

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('the encoding of every file is checked', () => {
  const files = [
    COURSE_FILE,
    LESSON_FILE,
    PAGE_FILE,
    WELCOME_FILE,
    COURSE_IN_GERMAN,
    LESSON_IN_GERMAN,
  ];
  test.each(files)('%s', async (file) => {
    const text = textOf(file);
    const second = text.replace('\n', '\n# é\n');
    const all = [
      [Buffer.from(second, 'latin1'), ":2: isn't UTF-8 from this line on; save"],
      [utf16(text), ':1: is UTF-16; save'],
      [Buffer.from(text, 'utf16le'), ':1: is UTF-16; save'],
      [`\uFEFF${text}`, ':1: begins with a byte-order mark; save'],
      [text.replaceAll('\n', '\r'), ':1: has old Mac line ends (CR); save'],
      ['', file.endsWith('.md') ? ':1: no front matter: begin' : ':1: has no keys; write'],
    ] as const;
    for (const [bytes, words] of all) {
      expect(await messageFor({ [file]: bytes })).toContain(`${file}${words}`);
    }
  });
});

describe('a file that nothing reads is reported', () => {
  test.each([
    [`${TEA_FOLDER}/lessons/20-day.MD`, 'rename it to 20-day.md'],
    [`${TEA_FOLDER}/lessons/20-day.markdown`, 'rename it to 20-day.md'],
    [`${TEA_FOLDER}/pages/pots.txt`, 'rename it to pots.md'],
    [`${TEA_FOLDER}/messages/logo.png`, 'move it out of content/'],
    [`${TEA}/lessons/20-day.mdx`, 'rename it to 20-day.md'],
    [`${TEA}/ids.lock`, 'move it out of content/'],
    [`${TEA_FOLDER}/course.yml`, 'rename it to course.yaml'],
    [`${TEA_FOLDER}/notes.md`, 'move it out of content/'],
    ['content/site.yml', 'rename it to site.yaml'],
    ['content/20-day.md', 'move it out of content/'],
  ])('%s', async (file, cure) => {
    expect(await messageFor({ [file]: 'x' })).toBe(`${file}:1: isn't read; ${cure}`);
  });

  test.each([
    [`${TEA_FOLDER}/lessons/drafts`, 'move its files up'],
    [`${TEA}/pages/old`, 'move its files up'],
    [`${TEA_FOLDER}/images`, 'move it out of content/'],
    [`${TEA_FOLDER}/lesson`, 'rename it to lessons'],
    [`${TEA_FOLDER}/Pages`, 'rename it to pages'],
    [`${TEA}/message`, 'rename it to messages'],
    [`${TEA_FOLDER}/DE_at`, 'rename it to de-AT'],
  ])('%s/', async (folder, cure) => {
    const said = await messageFor({ [`${folder}/10.md`]: 'x' });
    expect(said).toMatch(`${folder}:1: isn't read`);
    expect(said).toContain(cure);
  });

  test('course.yml in place of course.yaml', async () => {
    const said = await messageFor({
      [COURSE_IN_GERMAN]: undefined,
      [`${TEA}/course.yml`]: 'title: Tee',
    });
    expect(said).toContain("de/course.yml:1: isn't read; rename it to course.yaml");
  });

  test('a folder without a course', async () => {
    const said = await messageFor({ 'content/images/a.png': 'x' });
    expect(said).toContain('content/images/course.yaml:1: is missing; add it');
  });
});

test.each([
  ['empty front matter', { [LESSON_FILE]: '---\n---\nText\n' }, `${LESSON_FILE}:1: has no keys`],
  [
    'front matter without its end',
    { [LESSON_FILE]: textOf(LESSON_FILE).replace('\n---\n', '\n') },
    `${LESSON_FILE}:1: the front matter has no end: add`,
  ],
  [
    'front matter below an empty line',
    { [LESSON_FILE]: `\n${textOf(LESSON_FILE)}` },
    `${LESSON_FILE}:1: no front matter: begin`,
  ],
  [
    'settings without keys',
    { [COURSE_FILE]: 'Tea\n' },
    `${COURSE_FILE}:1: is one text, without keys; write`,
  ],
  [
    'a number where text belongs',
    changed(COURSE_FILE, 'title: Tea', 'title: 2027'),
    `${COURSE_FILE}:2: \`title\` has to be text; put it in quotes`,
  ],
  [
    'a value that is a comment',
    changed(COURSE_FILE, 'title: Tea', 'title: # Tea'),
    `${COURSE_FILE}:2: \`title\` is empty; write it`,
  ],
  [
    'a word where a list belongs',
    changed(COURSE_FILE, 'send_hour: 7', 'weekdays: mon'),
    `${COURSE_FILE}:6: \`weekdays\` has to be a list`,
  ],
  [
    'a time where an hour belongs',
    changed(COURSE_FILE, 'send_hour: 7', 'send_hour: "7:30"'),
    `${COURSE_FILE}:6: \`send_hour\` has to be a number`,
  ],
  [
    'half an hour',
    changed(COURSE_FILE, 'send_hour: 7', 'send_hour: 7.5'),
    `${COURSE_FILE}:6: \`send_hour\` has to be a whole number`,
  ],
  [
    'a mistyped key that has to be there',
    changed(LESSON_FILE, 'title: One', 'titel: One'),
    `${LESSON_FILE}:4: unknown key \`titel\`; correct`,
  ],
  [
    'a tab in YAML',
    changed(COURSE_FILE, '  - id: next_cup', '\t- id: next_cup'),
    'not valid YAML: ',
  ],
  [
    'a colon without quotes',
    changed(LESSON_FILE, 'title: One week', 'title: Tea: one week'),
    `${LESSON_FILE}:4: not valid YAML`,
  ],
  [
    'a course id that another folder has',
    {
      'content/tee/course.yaml': textOf(COURSE_FILE),
      'content/tee/ids.lock': textOf('content/tea/ids.lock'),
      'content/tee/lessons/10.md': textOf(LESSON_FILE).replace('covers: [t-1]\n', ''),
      'content/tee/pages/pots.md': textOf(PAGE_FILE),
    },
    `content/tee/course.yaml:1: the course id "tea" is taken by ${COURSE_FILE}; choose another`,
  ],
])('%s is one message', async (_, over: Files, words) => {
  expect(await messageFor(over)).toContain(words);
});

/** A second lesson, with these keys and this text. */
const second = (offset: string, text = 'Tea.\n', keys = '', name = '20-second'): Files => ({
  [`${TEA_FOLDER}/lessons/${name}.md`]: `---\nid: second\noffset: ${offset}\ntitle: The second lesson of the course\nminutes: 5\ntask: Drink a cup of tea and then another cup.\n${keys}---\n${text}`,
});
const SECOND = `${TEA_FOLDER}/lessons/20-second.md`;

test.each([
  ['a lost minus sign', second('P12W', 'Tea.\n', '', '05-second'), 'write -P12W'],
  [
    'a countdown that would read "is 7 days ago"',
    second('P1W', 'It is {{countdown}}.\n'),
    ':8: `is {{countdown}}`: this lesson is sent after the date; write `was',
  ],
  ['days to go after the date', second('P1W', '{{days_to_go}} left.\n'), 'write -P1W'],
  ['a lesson long after the date', second('P12W'), 'warning: is sent P12W after'],
  ['one day in other words', second('-P7D'), `:3: \`offset\` falls on the day of ${LESSON_FILE}`],
  ['an offset of decades', second('-P30Y'), ':3: `offset` -P30Y is over ten years'],
  ['a window in hours', second('-P2D', 'Tea.\n', 'window: PT12H\n'), 'write it as P30D'],
  [
    'a window of nothing',
    second('-P2D', 'Tea.\n', 'window: P0D\n'),
    ':7: `window` is no time at all',
  ],
  ['no minutes', changed(LESSON_FILE, 'minutes: 10', 'minutes: 0'), ':7: `minutes` is under 1'],
  [
    'a review in the future',
    changed(LESSON_FILE, 'reviewed: 2026-11-22', 'reviewed: 2027-11-22'),
    `${LESSON_FILE}:28: \`reviewed\` is in the future; write`,
  ],
  [
    'a link checked in the future',
    changed(LESSON_FILE, 'checked: 2026-11-01', 'checked: 2028-11-01'),
    `${LESSON_FILE}:20: \`checked\` is in the future; write`,
  ],
])('time: %s', async (_, over: Files, words) => {
  expect(await messageFor(over)).toContain(words);
});

test('lessons before and after the date, none at the same distance, are no mistake', async () => {
  const { problems } = await compileFiles(inGerman({ ...second('P1W'), 'content/README.md': 'x' }));
  expect(printable(problems)).toEqual([]);
  expect(SECOND in second('P1W')).toBe(true);
});
