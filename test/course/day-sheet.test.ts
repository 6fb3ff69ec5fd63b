import { expect, test } from 'vitest';
import { compileFiles, LESSON_FILE, mistakesAfter, PAGE_FILE, smallCourse } from './fixture.ts';

const SHEET = `Fill in.

- **Date:** {{target_date}}
- **Where:** {{ place }}
- **My question:** {{blank}}
`;

const withSheet = async () => {
  const files = smallCourse();
  const from = files[PAGE_FILE]!.indexOf('A pot holds');
  const { compiled, problems } = await compileFiles({
    ...files,
    [PAGE_FILE]: files[PAGE_FILE]!.slice(0, from) + SHEET,
  });
  expect(problems).toEqual([]);
  return compiled!.courses[0]!;
};

test('a page with places for notes is the day sheet: lines in public, slots for its reader', async () => {
  const [page] = (await withSheet()).pages;
  expect(page!.body).toContain('<strong>Date:</strong> <span class="blank"></span></li>');
  expect(page!.body).not.toContain('{{');
  const slots = page!.sheet!.filter((piece) => typeof piece !== 'string');
  expect(slots).toEqual([{ slot: 'target_date' }, { slot: 'place' }, { slot: 'blank' }]);
});

test('a note cannot be the target of a link', async () => {
  const [mistake] = await mistakesAfter(PAGE_FILE, 'A pot holds', '[There]({{place}}) a pot holds');
  expect(mistake).toContain('links to {{place}}; begin with https://');
});

test("links to the day sheet in emails lead to the reader's own, other pages stay public", async () => {
  const [own, other] = [
    await withSheet(),
    (await compileFiles(smallCourse())).compiled!.courses[0]!,
  ];
  const html = JSON.stringify(own.templates['one-week']!.html);
  expect(html).toContain('{"slot":"manage_url"},"/sheet\\"');
  expect(html).not.toContain('/pages/tea/pots');
  expect(own.lessonPages['one-week']!.body).toContain('href="/pages/tea/pots"');
  expect(JSON.stringify(other.templates['one-week']!.html)).toContain('/pages/tea/pots');
  expect(other.pages[0]!.sheet).toBeUndefined();
});

test('only the last lesson before the date has a place for notes in its email', async () => {
  const files = smallCourse();
  const { compiled, problems } = await compileFiles({
    ...files,
    'content/tea/ids.lock': 'ids:\n  - one-week\n  - two-weeks\n  - later\nretired: []\n',
    ...Object.fromEntries(
      [
        ['two-weeks', '-P2W'],
        ['later', 'P1W'],
      ].map(([id, offset]) => [
        `content/tea/lessons/${id}.md`,
        files[LESSON_FILE]!.replace('id: one-week', `id: ${id}`)
          .replace('-P1W', offset!)
          .replace(/^Your tasting is .*$/m, 'Tea.')
          .replace(/^subject: /m, `subject: ${id} `),
      ]),
    ),
  });
  expect(problems).toEqual([]);
  const { lessons, templates } = compiled!.courses[0]!;
  const having = lessons.filter(({ id }) => JSON.stringify(templates[id]).includes('day_notes'));
  expect(having.map(({ id }) => id)).toEqual(['one-week']);
});

test('an unknown slot in a page is reported with its line and the known ones', async () => {
  const [mistake] = await mistakesAfter(PAGE_FILE, 'A pot holds', '{{phon}} A pot holds');
  expect(mistake).toMatch(/^content\/tea\/pages\/pots\.md:\d+: .*unknown slot \{\{phon\}\}.*phone/);
});
