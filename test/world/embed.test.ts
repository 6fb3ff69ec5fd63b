/** `npx milepost embed`: the form that an operator pastes into another site. */
import { HtmlValidate } from 'html-validate';
import { afterEach, expect, test, vi } from 'vitest';
import { compiledCourse } from '../../scripts/cli/described.ts';
import { embed } from '../../scripts/cli/embed.ts';
import { Trouble } from '../../scripts/world/terminal.ts';
import { CATALOGUES } from '../../src/words/words.ts';

const course = compiledCourse(undefined, '');
const { form } = CATALOGUES.en;

afterEach(() => vi.unstubAllEnvs());

async function printed(args: string[], url = 'https://course.example.org/'): Promise<string> {
  vi.stubEnv('PUBLIC_URL', url);
  const print = vi.spyOn(console, 'log').mockReturnValue();
  const lines = () => print.mock.calls.flat().join('\n');
  return embed(args)
    .then(lines)
    .finally(() => print.mockRestore());
}

const namesIn = (html: string): string[] =>
  [...html.matchAll(/ name="(\w+)"/g)].map(([, name]) => name!);

test('the form posts what the one for a frame does, without scripts or styles', async () => {
  const html = await printed([]);
  expect(html).toContain('method="post" action="https://course.example.org/subscribe"');
  expect(namesIn(html)).toEqual([
    ...['target_date', 'date_kind', 'no_date', 'email'],
    ...['course', 'locale', 'show_address', 'leave_empty'],
  ]);
  expect(html).toContain(`name="course" value="${course.id}"`);
  expect(html).not.toMatch(/<script|style|\son\w+=|\sid=/);
});

test('every field that people see has a label, and the page stays valid', async () => {
  const html = await printed([]);
  const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
  const report = await validator.validateString(html);
  expect(report.results.flatMap(({ messages }) => messages.map((one) => one.message))).toEqual([]);
});

test('it says what the person agrees to, as our own page does: consent is recorded so', async () => {
  const html = await printed([]);
  expect(html).toContain(`>${form.start}</button>`);
  expect(html).toContain(form.startHint);
});

test.runIf(course.languages.includes('de'))('it is in the language that is asked for', async () => {
  const html = await printed([course.id, '--locale', 'de-AT']);
  expect(html).toContain('<form class="milepost" lang="de"');
  expect(html).toContain('name="locale" value="de-AT"');
  expect(html).toContain(CATALOGUES.de.form.start);
});

test('--frame prints the frame, with a title for screen readers', async () => {
  const html = await printed(['--frame']);
  expect(html).toMatch(
    new RegExp(`<iframe src="https://course.example.org/embed/${course.id}\\?locale=\\w+"`),
  );
  expect(html).toMatch(/ title="[^"]+"/);
});

test.each([
  [['nope'], 2, 'no course "nope"'],
  [['--locale', 'tlh'], 2, `isn't in "tlh"`],
  [['--nope'], 2, '--nope'],
])('%j is a wrong use, and says what is right', async (args, code, words) => {
  const trouble = await printed(args).catch((error: unknown) => error as Trouble);
  expect(trouble).toBeInstanceOf(Trouble);
  expect(trouble).toMatchObject({ exitCode: code, message: expect.stringContaining(words) });
});

test('without an address of the site it prints nothing, and says where to set it', async () => {
  const trouble = await printed([], ' ').catch((error: unknown) => error as Trouble);
  expect(trouble).toMatchObject({ exitCode: 1, message: "PUBLIC_URL isn't set." });
});
