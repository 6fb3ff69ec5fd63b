import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleEmail } from '../../scripts/cli/sample-email.ts';
import { linksOf } from '../../scripts/world/mail-links.ts';
import { startProvider } from '../../scripts/world/provider-server.ts';
import { root, run } from '../../scripts/world/wrangler.ts';
import { catalog, shelfOf } from '../../src/course/catalog.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import { fill } from '../../src/domain/template.ts';
import { marathon } from '../support/marathon.ts';

const shelf = shelfOf(marathon);
const ada = { address: 'ada@example.com', name: 'Ada', timeZone: 'Asia/Kolkata' };
const sender = {
  from: 'Course <course@milepost.test>',
  replyTo: 'author@milepost.test',
  postalAddress: 'Milepost, 1 Example Road, Exampleton',
  baseUrl: 'https://milepost.test',
};
const NOW = Date.parse('2028-03-01T12:00Z');

describe.each([
  ['the shipped course', catalog],
  ['another course', shelf],
])('each email of %s', (_, courses) => {
  const [course] = courses.all as typeof shelf.all;
  const own = courses.find(course!.id)!;
  const lessons = own.lessons.map(({ id }) => id);
  const emails = own.languages.flatMap((locale) =>
    [...lessons, ...SYSTEM_MESSAGES].map((id) => ({
      id,
      email: sampleEmail(courses, own, id, { ...ada, locale }, sender, NOW),
    })),
  );

  test('is there, except a catch-up where no step has one', () => {
    const missing = new Set(emails.flatMap(({ id, email }) => (email === null ? [id] : [])));
    const hasSteps = own.lessons.some(({ steps }) => steps.some(({ essential }) => essential));
    expect([...missing]).toEqual(hasSteps ? [] : ['catch-up']);
  });

  test('has a value for every slot, and no link that works for a person', () => {
    for (const { id, email } of emails) {
      if (email === null) continue;
      const { template, values, unsubscribe } = email;
      const [html, text] = [template.html, template.text].map((part) =>
        fill(part, values, (value) => value),
      );
      expect(unsubscribe).toBe('https://milepost.test/test-link/unsubscribe');
      const personal = linksOf({ html: html!, text: text! }).filter((link) =>
        /\/(manage|confirm|unsubscribe|calendar|restore-address)/.test(new URL(link).pathname),
      );
      expect([id, personal.length > 0]).toEqual([id, true]);
      for (const link of personal) expect(link).toContain('https://milepost.test/test-link/');
    }
  });
});

test('a lesson is at its own distance from the date', () => {
  const course = shelf.find('marathon')!;
  const subject = (id: string) => {
    const email = sampleEmail(shelf, course, id, { ...ada, locale: 'en' }, sender, NOW)!;
    return fill(email.template.text, email.values, (value) => value);
  };
  expect(subject('one-week')).toContain('Wednesday, March 8, 2028');
  expect(subject('week-after')).toContain('Wednesday, February 23, 2028');
});

describe('npx milepost send-test', () => {
  let stop: () => Promise<void>;
  let provider: Awaited<ReturnType<typeof startProvider>>['provider'];
  const settings: Record<string, string> = { MAIL_FROM: 'Course <course@milepost.test>' };
  beforeAll(async () => {
    const started = await startProvider();
    ({ stop, provider } = started);
    settings.RESEND_BASE_URL = started.url;
  });
  afterAll(() => stop());

  const send = (args: string[], own: Record<string, string> = { RESEND_API_KEY: 're_test' }) =>
    run([`${root}/scripts/milepost.ts`, 'send-test', ...args], {
      ...process.env,
      ...settings,
      ...own,
    });

  test('sends through the provider, marked in the subject', async () => {
    const { code, stdout } = await send(['welcome', '--to', 'me@example.com']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 sent to me@example.com')]);
    const [mail, ...more] = provider.mailsTo('me@example.com');
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      from: expect.stringContaining('@'),
      subject: expect.stringMatching(/^\[Test\] ./),
      headers: expect.objectContaining({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    });
  });

  test('says why the provider did not accept it', async () => {
    provider.state.settings.api_keys.invalid.push('re_wrong');
    const wrong = { RESEND_API_KEY: 're_wrong' };
    const { code, stderr } = await send(['welcome', '--to', 'me@example.com'], wrong);
    expect([code, stderr]).toEqual([1, expect.stringContaining('didn\'t accept "welcome"')]);
  });

  test.each([
    [['welcome'], {}, 2, "--to isn't an email address"],
    [['welcome', '--to', 'me@example.com'], { RESEND_API_KEY: '' }, 1, "RESEND_API_KEY isn't set"],
  ])('%j is refused', async (args, own, exit, words) => {
    const { code, stderr } = await send(args, own);
    expect([code, stderr]).toEqual([exit, expect.stringContaining(words)]);
  });
});
