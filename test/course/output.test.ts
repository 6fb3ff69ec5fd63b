import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseEssential } from '../../scripts/course/duration.ts';
import { finishHtml } from '../../scripts/course/html.ts';
import { parsePieces } from '../../scripts/course/pieces.ts';
import { writeIfChanged } from '../../scripts/course/write.ts';
import { durationInWords } from '../../src/domain/locale.ts';
import { fill } from '../../src/domain/template.ts';
import { durationOf } from '../../src/domain/time.ts';
import { i18nFor } from '../../src/words/words.ts';
import { compileFiles, LESSON_FILE, smallCourse } from './fixture.ts';

const { compiled } = await compileFiles(smallCourse());
const tea = compiled!.courses[0]!;

test('a template is static text, slots and nested sections', () => {
  expect(parsePieces('a {{b}} c{{#d}}e{{f}}{{#g}}h{{/g}}{{/d}}')).toEqual([
    'a ',
    { slot: 'b' },
    ' c',
    { section: 'd', pieces: ['e', { slot: 'f' }, { section: 'g', pieces: ['h'] }] },
  ]);
});

test('HTML loses comments and white space between blocks, and becomes ASCII', () => {
  const rendered =
    '<div data-skip-in-text="true" class="a">\n <p>one <b>two</b>  three<!-- --> é\u00a0<!--html--></p>\n</div>' +
    '<i data-tag="#plan"></i><i data-text="x"></i><pre>a\n b</pre>';
  expect(finishHtml(rendered, 'ltr')).toBe(
    '<div class="a"><p>one <b>two</b> three &#233;&#160;</p></div>{{#plan}}<pre>a\n b</pre>',
  );
});

test.each([
  ['always', {}],
  ['>=P6W', { atLeast: 'P6W' }],
  ['<P1W', { under: 'P1W' }],
  ['>=P1W <P6W', { atLeast: 'P1W', under: 'P6W' }],
  ['>=P6W <P1W', undefined],
  ['', undefined],
  ['<P', undefined],
])('essential %s', (text, bounds) => {
  expect(parseEssential(text)).toEqual(bounds);
});

test("a part for a certain time left is a section, and has the date's wording for less time", async () => {
  const file = 'content/tea/messages/welcome.md';
  const files = smallCourse();
  const part = '{{#under_P6W}}\nSoon: {{target_date}}.\n{{/under_P6W}}\n\nTea for';
  const { problems, compiled } = await compileFiles({
    ...files,
    [file]: files[file]!.replace('Tea for', part),
  });
  expect(problems).toEqual([]);
  const pieces = compiled!.courses[0]!.templates.welcome!.text;
  expect(
    pieces.some(
      (piece) => typeof piece !== 'string' && 'section' in piece && piece.section === 'under_P6W',
    ),
  ).toBe(true);
});

test('a duration is given in words and as a number', () => {
  expect(i18nFor('en').words.web.long(durationOf('-P3M').spans)).toBe('three months');
  expect(durationInWords('-P1Y', 'en')).toBe('1 year');
  expect(durationInWords('-P1M2W', 'en')).toBe('1 month 2 weeks');
});

test('the plan contains what the author wrote', () => {
  expect(tea).toMatchObject({
    id: 'tea',
    sendHour: 7,
    forgetAfter: 'P90D',
    askFrom: 19,
    target: 'tasting',
  });
  expect(tea.lessons).toEqual([
    {
      id: 'one-week',
      title: 'One week of tea',
      offset: '-P1W',
      steps: [
        {
          id: 'boil',
          text: 'Boil water in a pot.',
          essential: { short: 'Boil water.', atLeast: 'P1D', under: 'P1W' },
        },
        { id: 'pour', text: 'Pour it & wait.' },
      ],
    },
  ]);
});

test('a public lesson has no personal text', () => {
  const { body, task, checklist, links } = tea.lessonPages['one-week']!;
  expect(body).toContain('<p>Your tasting is in one week. You have one week until your date.</p>');
  expect(body).toContain('<p>Read <a href="/pages/tea/pots">about pots</a>.</p>');
  expect(task).toContain('<em>water</em>');
  expect(`${body}${task}`).not.toMatch(/\{\{|Then comes|move_url/);
  expect(checklist[0]?.html).toBe(
    'Boil <strong>water</strong> in a <a href="https://pots.example/" rel="noopener noreferrer">pot</a>.',
  );
  expect(links).toEqual([
    { label: 'Pots', url: 'https://pots.example/', note: 'Many of them.' },
    { label: 'Gone' },
  ]);
});

test('a distance outside a sentence is general where none is known, and emphasis stays whole', async () => {
  const files = smallCourse();
  files[LESSON_FILE] += `
- Bags: enough for {{days_to_go}}.

**You have {{days_to_go}}. Use them.**
`;
  const { compiled } = await compileFiles(files);
  const { body } = compiled!.courses[0]!.lessonPages['one-week']!.own!;
  const values = { countdown: 'in 3 days', days_to_go: '3 days', target_date: 'May 9' };
  const shown = (known: boolean) =>
    fill(body, { ...values, [known ? 'counting' : 'resting']: [{}] }, (text) => text);
  expect(shown(true)).toContain(
    'Your tasting is in 3 days, on May 9. You have 3 days until May 9.',
  );
  expect(shown(true)).toContain('<li>Bags: enough for 3 days.</li>');
  expect(shown(true)).toContain('<strong>You have 3 days. Use them.</strong>');
  expect(shown(false)).not.toContain('Your tasting is');
  expect(shown(false)).toContain('<li>Bags: enough for one week.</li>');
  expect(shown(false)).toContain('<strong>You have one week. Use them.</strong>');
});

test('a page links to the course and to other sites', () => {
  expect(tea.pages[0]?.body).toContain('<a href="/lessons/tea/one-week">the lesson</a>');
  expect(tea.pages[0]?.body).toContain('rel="noopener noreferrer"');
});

test('a lesson email begins with its task, as the web page does', () => {
  const { html, text } = tea.templates['one-week']!;
  for (const part of [html, text]) {
    const email = JSON.stringify(part);
    const order = ['greeting', 'read ', 'catch_up', 'Water', 'Many of them'];
    const places = order.map((words) => email.indexOf(words, email.indexOf('greeting')));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  }
});

test('a table and a task list are readable in HTML and as text', async () => {
  const files = smallCourse();
  files[LESSON_FILE] += `
- [ ] Buy **tea**
- [x] Boil it

| Tea | Minutes | Where |
|---|---:|---|
| Green | 2 | At the [shop](https://pots.example/) around the corner, or at home |
| Black | 4 | At home |
`;
  const { problems, compiled } = await compileFiles(files);
  expect(problems).toEqual([]);
  const { templates, lessonPages } = compiled!.courses[0]!;
  const { html, text } = templates['one-week']!;
  expect(text.find((piece) => String(piece).includes('Buy'))).toContain(`
- [ ] Buy tea
- [x] Boil it

Tea    Minutes  Where
Green  2        At the shop
                <https://pots.example/>
                around the corner, or
                at home
Black  4        At home
`);
  expect(JSON.stringify(html)).toMatch(/&#9744;&nbsp;<\/span>Buy <strong>tea.*<td[^>]*>Green</);
  expect(JSON.stringify(html)).not.toMatch(/<input|data-columns/);
  expect(lessonPages['one-week']!.body).toContain('<li>☑ Boil it</li>');
});

test('an email names a broken link without linking to it', () => {
  const html = JSON.stringify(tea.templates['one-week']!.html);
  expect(html).toContain('Gone');
  expect(html).not.toContain('gone.example');
});

test('an email that inboxes would cut off is rejected', async () => {
  const files = smallCourse();
  files[LESSON_FILE] += `\n${'Tea is warm. '.repeat(5000)}\n`;
  const { problems } = await compileFiles(files);
  expect(problems).toMatchObject([
    { file: LESSON_FILE, message: expect.stringContaining('shorten') },
  ]);
});

test('the output is written only if it differs, and never partially', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'milepost-test-'));
  const file = join(folder, 'new/courses.json');
  expect(await writeIfChanged(file, 'one')).toBe(true);
  expect(await writeIfChanged(file, 'one')).toBe(false);
  expect(await writeIfChanged(file, 'two')).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'new'))).toEqual(['courses.json']);
  await rm(folder, { recursive: true });
});
