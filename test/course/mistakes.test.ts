import { expect, test } from 'vitest';
import {
  COURSE_FILE,
  compileFiles,
  LESSON_FILE,
  mistakesAfter,
  PAGE_FILE,
  smallCourse,
  WELCOME_FILE,
} from './fixture.ts';

const CONFIRM = 'content/tea/messages/confirm.md';
const ROUND_TWO = 'content/tea/messages/round-two.md';
const ALREADY = 'content/tea/messages/already-subscribed.md';

test('a valid course compiles without messages', async () => {
  const { problems, compiled } = await compileFiles(smallCourse());
  expect(problems).toEqual([]);
  expect(compiled?.courses).toHaveLength(1);
});

test.each([
  // rule, file, text, replacement, line, words of the message
  [
    'unknown key of a course',
    COURSE_FILE,
    'send_hour: 7',
    'send_hours: 7',
    6,
    'unknown key `send_hours`',
  ],
  ['missing key of a course', COURSE_FILE, 'author: Tea House\n', '', 1, '`author` is missing'],
  [
    "an hour that doesn't exist",
    COURSE_FILE,
    'send_hour: 7',
    'send_hour: 24',
    6,
    "isn't an hour of the day",
  ],
  [
    "an hour of the question that doesn't exist",
    COURSE_FILE,
    'ask_from: 19',
    'ask_from: 24',
    10,
    "isn't an hour of the day",
  ],
  [
    'an outcome that leads nowhere',
    COURSE_FILE,
    'leads_to: done',
    'leads_to: rest',
    15,
    'done, ask_again, next_round',
  ],
  ['an outcome listed twice', COURSE_FILE, 'id: next_cup', 'id: liked_it', 16, 'listed twice'],
  [
    'an outcome with a reserved id',
    COURSE_FILE,
    'id: liked_it',
    'id: cancelled',
    12,
    'is reserved',
  ],
  [
    'an outcome with a malformed id',
    COURSE_FILE,
    'id: liked_it',
    'id: liked-it',
    12,
    'not_this_time',
  ],
  [
    "a section for an outcome that doesn't exist",
    ROUND_TWO,
    'Tea for',
    '{{#after_spilled}}\nSpilled.\n{{/after_spilled}}\n\nTea for',
    8,
    'unknown section {{#after_spilled}}',
  ],
  ['broken YAML', COURSE_FILE, 'tagline: A', 'title: A', 3, 'not valid YAML'],
  ['no front matter', LESSON_FILE, '---\nid', 'id', 1, 'no front matter'],
  [
    'unknown key of a step',
    LESSON_FILE,
    'short: Boil water.',
    'shrt: Boil water.',
    13,
    'unknown key `shrt`',
  ],
  ['malformed id', LESSON_FILE, 'id: one-week', 'id: One_Week', 2, 'small letters'],
  [
    'an id that belongs to a message',
    LESSON_FILE,
    'id: one-week',
    'id: welcome',
    2,
    'is a message',
  ],
  ['malformed offset', LESSON_FILE, '-P1W', '-1W', 3, 'write -P3M'],
  ['no lesson before the date', LESSON_FILE, '-P1W', 'P1W', 1, 'no lesson before the date'],
  ['malformed window', LESSON_FILE, 'minutes', 'window: 3 days\nminutes', 7, 'write it as P30D'],
  ['window in hours', LESSON_FILE, 'minutes', 'window: PT12H\nminutes', 7, 'write it as P30D'],
  ['malformed repeat', LESSON_FILE, 'minutes', 'repeat: P\nminutes', 7, 'write it as P1W'],
  ['a page under none', PAGE_FILE, 'description', 'under: cups\ndescription', 4, "doesn't exist"],
  ['a page under itself', PAGE_FILE, 'description', 'under: pots\ndescription', 4, 'no "under"'],
  ['unknown late', LESSON_FILE, 'minutes', 'late: never\nminutes', 7, 'only be "skip"'],
  [
    'a countdown that would read "in in 7 days"',
    LESSON_FILE,
    'is {{countdown}}, on',
    'is in {{countdown}}, on',
    33,
    'leave out the rest',
  ],
  ['unknown carries', LESSON_FILE, 'minutes', 'carries: all\nminutes', 7, 'only be "none"'],
  ['a long task', LESSON_FILE, 'minutes: 10', 'minutes: 40', 7, 'over 15'],
  ['short subject', LESSON_FILE, 'One week until your tasting', 'One week', 5, 'has 8 characters'],
  [
    'shouting subject',
    LESSON_FILE,
    'One week until your tasting',
    'ONE WEEK UNTIL THE TASTING',
    5,
    'all capitals',
  ],
  ['short preheader', LESSON_FILE, ' every day and write down what happens', '', 6, '40 to 90'],
  [
    'equal subjects',
    LESSON_FILE,
    'One week until your tasting',
    'A letter about confirm and your tea',
    3,
    'same as in',
    CONFIRM,
  ],
  ['malformed essential', LESSON_FILE, '>=P1D <P1W', '>P1D', 12, "isn't understood"],
  ['essential that never holds', LESSON_FILE, '>=P1D <P1W', '>=P1W <P1D', 12, "isn't understood"],
  ['essential without short', LESSON_FILE, '    short: Boil water.\n', '', 12, 'needs `short`'],
  ['step id used twice', LESSON_FILE, 'id: pour', 'id: boil', 14, 'used twice'],
  ['malformed link', LESSON_FILE, 'url: https://pots', 'url: pots', 18, "isn't a web address"],
  ['unknown status of a link', LESSON_FILE, 'status: live', 'status: fine', 19, 'one of live'],
  [
    'malformed day',
    LESSON_FILE,
    'reviewed: 2026-11-22',
    'reviewed: 22.11.2026',
    28,
    'write it as 2026-11-22',
  ],
  [
    'a link not looked at for a year',
    LESSON_FILE,
    'checked: 2026-11-01',
    'checked: 2025-11-01',
    20,
    'warning',
  ],
  [
    'a live link without a day',
    LESSON_FILE,
    'status: live\n    checked: 2026-11-01',
    'status: live',
    19,
    'needs `checked`',
  ],
  [
    'a day without what was seen',
    LESSON_FILE,
    'status: live',
    'status: unknown',
    20,
    'live, moved or dead',
  ],
  ["covers what isn't there", LESSON_FILE, '[t-1]', '[t-1, t-9]', 27, 'covers "t-9"'],
  [
    'unknown slot',
    LESSON_FILE,
    '{{countdown}}',
    '{{count_down}}',
    33,
    'unknown slot {{count_down}}',
  ],
  ['unknown section', LESSON_FILE, '{{#next}}', '{{#then}}', 39, 'unknown section {{#then}}'],
  ['unclosed section', LESSON_FILE, '{{/next}}\n', '', 39, 'never closed'],
  ['section within a line', LESSON_FILE, '{{#next}}\n', '{{#next}} ', 39, 'stand alone'],
  ['unknown part', LESSON_FILE, '## Water', '{{> button}}', 35, 'unknown part {{> button}}'],
  ['raw slot', LESSON_FILE, '{{countdown}}', '{{{countdown}}}', 33, "isn't a slot"],
  ['slot in a checklist', LESSON_FILE, 'Pour it', 'Pour it {{countdown}}', 15, 'none may be used'],
  ['heading of the first level', LESSON_FILE, '## Water', '# Water', 35, 'begin with ##'],
  ['skipped heading', LESSON_FILE, '## Water', '### Water', 35, 'skips a level'],
  ['HTML', LESSON_FILE, '## Water', '<p>Water</p>', 35, "HTML isn't shown"],
  ['HTML within a line', LESSON_FILE, 'Read [', 'Read <b>it</b> [', 37, "HTML isn't shown"],
  [
    'image',
    LESSON_FILE,
    '## Water',
    '![pot](https://pots.example/a.png)',
    35,
    "images aren't shown",
  ],
  [
    'living link to a dead page',
    LESSON_FILE,
    '[about pots]',
    '[x](http://www.gone.example) [about pots]',
    37,
    'is dead according to',
  ],
  [
    'living link in a checklist',
    LESSON_FILE,
    '(https://pots.example/).',
    '(https://gone.example/).',
    11,
    'is dead according to',
  ],
  [
    'dead here, alive there',
    LESSON_FILE,
    'url: https://pots',
    'url: https://gone',
    19,
    'decide on one',
  ],
  [
    'link without https',
    LESSON_FILE,
    '[about pots]',
    '[x](http://x.example) [about pots]',
    37,
    'begin with https',
  ],
  [
    'link to no page of ours',
    LESSON_FILE,
    '[about pots]({{base_url}}/pages/tea/pots)',
    '[x]({{base_url}}/pages/tea/cups)',
    37,
    "doesn't exist",
  ],
  [
    'personal slot in a page',
    PAGE_FILE,
    'A pot',
    '{{greeting}} A pot',
    10,
    'unknown slot {{greeting}}',
    PAGE_FILE,
  ],
  [
    'greeting in confirm',
    CONFIRM,
    'Tea for',
    '{{greeting}} Tea for',
    8,
    'unknown slot {{greeting}}',
  ],
  [
    "page of one's own in confirm",
    CONFIRM,
    'Tea for',
    '{{manage_url}} Tea for',
    8,
    'unknown slot {{manage_url}}',
  ],
  ['confirm without its button', CONFIRM, '{{> button}}', 'Tea.', 7, 'needs a line {{> button}}'],
  [
    'date where there may be none',
    WELCOME_FILE,
    'Tea for',
    '{{target_date}} Tea for',
    8,
    'may be empty',
  ],
  [
    'date where only enough time is left',
    WELCOME_FILE,
    'Tea for',
    '{{#at_least_P6W}}\n{{target_date}}\n{{/at_least_P6W}}\n\nTea for',
    9,
    'may be empty',
  ],
  [
    'time left that is no duration',
    WELCOME_FILE,
    'Tea for',
    '{{#under_6W}}\nTea.\n{{/under_6W}}\n\nTea for',
    8,
    'unknown section {{#under_6W}}',
  ],
  [
    'plan where there may be no date',
    WELCOME_FILE,
    '{{#with_date}}\n{{> plan}}\n{{/with_date}}',
    '{{> plan}}',
    10,
    'needs a date',
  ],
  [
    'change where the form may have no other date',
    ALREADY,
    '{{#asked}}\n{{> change}}\n{{/asked}}',
    '{{> change}}',
    10,
    'put it between {{#asked}} and {{/asked}}',
  ],
  ['message without a title', WELCOME_FILE, 'title: About welcome\n', '', 2, '`title` is missing'],
  [
    'slot in a title',
    WELCOME_FILE,
    'About welcome',
    'In {{days_to_go}}',
    5,
    'none may be used here',
  ],
  [
    "message that doesn't exist",
    WELCOME_FILE,
    'id: welcome',
    'id: hello',
    2,
    'unknown message "hello"',
  ],
])('%s', async (_rule, file, from, to, line, words, reportedIn: string = file) => {
  const said = await mistakesAfter(file, from, to);
  const places = [`${file}:${line}: `, `${reportedIn}:${line}: `, 'content/tea/lessons:1: '];
  expect(said).toEqual([expect.stringContaining(words)]);
  expect(
    places.some((place) => said[0]!.startsWith(place)),
    said[0],
  ).toBe(true);
});

test('a course without outcomes asks nothing after the date, and needs no message for it', async () => {
  const files = smallCourse();
  files[COURSE_FILE] = files[COURSE_FILE]!.replace(/^outcomes:[\s\S]*/m, '');
  const { problems, compiled } = await compileFiles({
    ...files,
    'content/tea/messages/how-did-it-go.md': undefined,
    'content/tea/messages/date-now.md': undefined,
    [ROUND_TWO]: undefined,
  });
  expect(problems).toEqual([]);
  expect(compiled?.courses[0]).toMatchObject({ outcomes: [], askFrom: 19 });
});

test.each(['appointment', 'goal'])(
  'a subject is checked as rendered for each kind of date: %s',
  async (kind) => {
    const subject = 'One week until your tasting';
    const other = `One week{{#${kind}}} to go, at last{{/${kind}}}`;
    const said = await mistakesAfter(LESSON_FILE, subject, other);
    expect(said.filter((text) => text.includes('`subject` has 8 characters'))).toHaveLength(1);
  },
);

test('every mistake is reported at once', async () => {
  const files = smallCourse();
  files[LESSON_FILE] = files[LESSON_FILE]!.replace('minutes: 10', 'minutes: ten\nhello: 1');
  files[WELCOME_FILE] = files[WELCOME_FILE]!.replace('Tea for', '{{what}} {{that}}');
  const { problems, compiled } = await compileFiles(files);
  expect(compiled).toBeUndefined();
  expect(problems.map(({ message }) => message)).toEqual([
    '`minutes` has to be a number, without quotes or unit',
    'unknown key `hello`; correct its spelling or remove it',
    expect.stringContaining('unknown slot {{what}}'),
    expect.stringContaining('unknown slot {{that}}'),
  ]);
});
