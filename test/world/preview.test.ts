import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personOf } from '../../scripts/cli/preview.ts';
import { messageOf, writeFolder } from '../../scripts/cli/preview-folder.ts';
import { type Described, playLife } from '../../scripts/cli/preview-life.ts';
import type { Mail } from '../../scripts/world/provider-types.ts';
import { shelfOf } from '../../src/course/catalog.ts';
import { milepost } from '../support/local-database.ts';
import { marathon } from '../support/marathon.ts';

const folder = mkdtempSync(join(tmpdir(), 'milepost-preview-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ada: Described = {
  joined: Date.parse('2028-03-01T12:00Z'),
  fields: {
    email: 'ada@example.com',
    name: 'Ada',
    course: 'marathon',
    locale: 'de',
    target_date: '2028-03-20',
    time_zone: 'Asia/Kolkata',
  },
  moves: [{ at: Date.parse('2028-03-05T12:00Z'), to: '2028-04-10' }],
};
let mails: readonly Mail[];
beforeAll(async () => {
  mails = await playLife(ada, {}, shelfOf(marathon));
});

const file = (name: string) => readFileSync(join(folder, name), 'utf8');

test('a late joiner who moves the date gets these emails, in order', () => {
  expect(mails.map((mail) => [mail.accepted_at.slice(0, 10), messageOf(mail)])).toEqual([
    ['2028-03-01', 'confirm'],
    ['2028-03-01', 'welcome'],
    ['2028-03-01', 'one-month'],
    ['2028-03-05', 'date-moved'],
    ['2028-03-05', 'catch-up'],
    ['2028-04-03', 'one-week'],
    ['2028-04-08', 'one-day'],
    ['2028-04-12', 'how-did-it-go'],
    ['2028-04-17', 'week-after'],
  ]);
});

test('personal values are real, and personal links say that they are a test', () => {
  const welcome = mails.find((mail) => messageOf(mail) === 'welcome')!;
  expect(welcome.text).toContain('Hallo Ada');
  for (const { html, headers } of mails) {
    expect(html).not.toMatch(/milepost\.test\/(manage|confirm|unsubscribe)\//);
    expect(headers['List-Unsubscribe']).toBe('<https://milepost.test/test-link/unsubscribe>');
  }
});

test('the folder has each email as HTML, text and .eml, and an index', async () => {
  writeFileSync(join(folder, '09-old.html'), 'of an earlier preview');
  writeFileSync(join(folder, 'notes.html'), 'of the author');
  await writeFolder(folder, mails, 'Asia/Kolkata');
  const names = readdirSync(folder);
  expect(names).toHaveLength(3 * mails.length + 2);
  expect(names).toContain('notes.html');
  expect(file('index.html')).toContain('2028-03-01 17:30');
  const email = await PostalMime.parse(file('02-welcome.eml'));
  expect(email).toMatchObject({ subject: mails[1]!.subject, html: expect.stringContaining('Ada') });
  expect(file('02-welcome.txt')).toBe(mails[1]!.text);
});

test('the command plays the compiled course', async () => {
  const ports = ['--port', '9', '--mailbox-port', '9'];
  const eve = ['--date', '2028-03-20', '--joined', '2028-03-19', '--goal', '--out', folder];
  const { code, stdout } = await milepost('preview', ...eve, ...ports);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/\b[2-9] emails/)]);
});

test.each([
  [{ joined: '2028-03-21' }, "This person can't sign up with the date 2028-03-20."],
  [{ joined: '2028-03-01', moved: ['2028-03-10:soon'] }, '"2028-03-10:soon" is no move.'],
  [{ joined: '2028-03-01', locale: 'xx' }, 'The course isn\'t in "xx".'],
])('%j is not understood', (flags, message) => {
  const read = () => personOf({ date: '2028-03-20', ...flags });
  expect(read).toThrow(expect.objectContaining({ message, exitCode: 2 }));
});
