import { describe, expect, test } from 'vitest';
import { printable } from '../../scripts/course/problems.ts';
import { COURSE_FILE, compileFiles, LESSON_FILE, PAGE_FILE, WELCOME_FILE } from './fixture.ts';
import {
  COURSE_IN_GERMAN,
  changed,
  inGerman,
  LESSON_IN_GERMAN,
  messageFor,
  TEA,
  textOf,
} from './german.ts';

const IN_TEXT = [
  ['an unclosed link', 'See [pots](https://pots.example/ and more.', "isn't closed"],
  ['a space in an address', 'See [pots](the pots.html).', "isn't closed"],
  ['a space before an address', 'See [pots] (https://pots.example/).', 'remove the space'],
  ['brackets the wrong way round', 'See (pots)[https://pots.example/].', 'wrong way round'],
  ['a reference to nothing', 'See [pots][1].', 'no address'],
  ['a link without words', 'See [](https://pots.example/).', 'has no words'],
  ['a link to nowhere', 'See [pots]().', 'begin with https://'],
  ['a link to this computer', 'See [pots](https://localhost:8787/).', 'public address'],
  ['a malformed address', 'Write to [us](mailto:us).', 'write mailto:name@'],
  ['unclosed bold', 'Some **bold text.', '`**` is shown as it is'],
  ['unclosed emphasis', 'Some *text.', '`*` is shown as it is'],
  ['unclosed code', 'Some `code.', 'a backtick is shown'],
  ['unclosed strike', 'Some ~~text.', '`~~` is shown'],
  ['a footnote', 'Tea.[^1]', 'is a footnote'],
  ['a merge tag of Mailchimp', 'Hello *|FNAME|*', 'tag of another tool'],
  ['a merge tag in braces', 'Hello {name}', 'tag of another tool'],
  ['a merge tag in percent signs', 'Hello %name%', 'tag of another tool'],
  ['a merge tag in brackets', 'Hello [[name]]', 'tag of another tool'],
  ['a Liquid tag', 'Hello {% if name %}', 'tag of another tool'],
  ['a template literal', 'Hello $' + '{name}', 'tag of another tool'],
  ['a conflict in Git', '<<<<<<< HEAD', 'conflict in Git'],
  ['a placeholder', 'TODO: write this.', 'is a placeholder'],
  ['dummy text', 'Lorem ipsum dolor.', 'is a placeholder'],
  ['a control character', 'Tea\u0007 time.', 'invisible character U+0007'],
  ['a mark of direction', 'Tea \u202Etime.', 'invisible character U+202E'],
  ['a zero-width space', 'Tea\u200B time.', 'invisible character U+200B'],
  ['a soft hyphen', 'Tea\u00ADtime.', 'invisible character U+00AD'],
  ['a lost character', 'Tea \uFFFD time.', 'broken character'],
  ['text that was read as Latin-1', 'TÃ¼r', 'broken character'],
] as const;

describe.each([
  ['a lesson', LESSON_FILE, 33],
  ['a page', PAGE_FILE, 10],
  ['a message', WELCOME_FILE, 8],
  ['a translated lesson', LESSON_IN_GERMAN, 18],
  ['a translated message', `${TEA}/messages/welcome.md`, 8],
])('in the text of %s', (_, file, line) => {
  test.each(IN_TEXT)('%s', async (_kind, text, words) => {
    const lines = textOf(file).split('\n');
    const over = [...lines.slice(0, line - 1), text, '', ...lines.slice(line - 1)].join('\n');
    const said = await messageFor({ [file]: over });
    expect(said).toContain(words);
    expect(said).toMatch(`${file}:${line}: `);
  });

  test('no text at all', async () => {
    const front = textOf(file).split('\n---\n')[0]!;
    expect(await messageFor({ [file]: `${front}\n---\n` })).toContain('has no text');
  });
});

test('unclosed code blocks and wide tables are reported', async () => {
  const row = '| a | b | c | d | e | f | g |\n';
  const table = changed(LESSON_FILE, '## Water', `${row}${row.replace(/\w/g, '-')}`);
  expect(await messageFor(table)).toContain(`${LESSON_FILE}:35: a table has over 6 columns`);
  const fence = { [PAGE_FILE]: `${textOf(PAGE_FILE)}\n\`\`\`\ncode\n` };
  expect(await messageFor(fence)).toContain(`${PAGE_FILE}:12: the code isn't closed`);
});

test('code, formulas and other brackets may contain anything', async () => {
  const text = `\`{name} **kwargs *|X|* [^1]\` costs 50% more, 3 * 4 [yours] _____ 100%.

\`\`\`py
def f(**kwargs): return f"{name} [a](b" # TODO %name%
\`\`\`

## Water`;
  const { problems } = await compileFiles(inGerman(changed(LESSON_FILE, '## Water', text)));
  expect(printable(problems)).toEqual([]);
});

const IN_A_LINE = [
  ['a line break', '\\n', 'has a line break'],
  ['a mark of direction', '\\u202E', 'invisible character U+202E'],
  ['a zero-width space', '\\u200B', 'invisible character U+200B'],
  ['a control character', '\\u0000', 'invisible character U+0000'],
  ['a merge tag', ', %name%,', 'tag of another tool'],
  ['Markdown', ' **now**', '`**now**` is shown as it is'],
  ['an entity', ' &amp; more', '`&amp;` is shown as it is'],
  ['HTML', ' <b>now</b>', 'is shown as it is'],
] as const;

describe.each([
  ['a title', LESSON_FILE, 'title', 4],
  ['a subject', LESSON_FILE, 'subject', 5],
  ['a preheader', LESSON_FILE, 'preheader', 6],
  ['the title of a message', WELCOME_FILE, 'title', 5],
  ['a translated title', LESSON_IN_GERMAN, 'title', 3],
  ['a translated subject', LESSON_IN_GERMAN, 'subject', 4],
  ['a translated preheader', LESSON_IN_GERMAN, 'preheader', 5],
] as const)('in %s', (_, file, key, line) => {
  const rest = key === 'preheader' ? ' and after it for a whole long week' : '';
  test.each(IN_A_LINE)('%s', async (_kind, mark, words) => {
    const text = `${key}: "One week of tea${mark} until the day${rest}"`;
    const over = { [file]: textOf(file).replace(new RegExp(`^${key}: .*$`, 'm'), () => text) };
    const said = await messageFor(over);
    expect(said).toContain(words);
    expect(said).toMatch(`${file}:${line}: \`${key}\``);
  });
});

test.each([
  [LESSON_FILE, 5],
  [LESSON_IN_GERMAN, 4],
])('a subject that begins as a reply does: %s', async (file, line) => {
  const subject = 'subject: "Re: one week until your tasting"';
  const said = await messageFor({ [file]: textOf(file).replace(/^subject: .*$/m, subject) });
  expect(said).toMatch(`${file}:${line}: \`subject\` begins as a reply does`);
});

test.each([
  [COURSE_FILE, 'tagline: A course on tea', 'tagline: A **course on tea', 3],
  [COURSE_FILE, 'label: I liked it', 'label: I liked {{course}}', 13],
  [COURSE_IN_GERMAN, 'tagline: Ein Kurs', 'tagline: Ein Kurs von {name}', 2],
  [LESSON_FILE, 'text: Pour it', 'text: "*|FNAME|*, pour it"', 15],
  [LESSON_FILE, 'text: Pour it', 'text: Pour <b>it</b>', 15],
  [LESSON_FILE, 'label: Pots', 'label: "*Pots*"', 17],
  [LESSON_FILE, 'note: Many of them.', 'note: See [them](https://pots.example', 21],
])('every text of settings and front matter is read: %s %s', async (file, from, to, line) => {
  expect(await messageFor(changed(file, from, to))).toMatch(`${file}:${line}: `);
});
