import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mail } from '../../scripts/world/provider-types.ts';
import { entriesOf } from '../support/calendars.ts';
import { countdown, timeline } from './own-page.ts';
import { arrive, type Person } from './person.ts';
import { confirm, DAY, signUp, join as signUpAndConfirm } from './sign-up.ts';

/**
 * Everything that a person can do, without scripts and mouse and from plain-text emails only. One
 * person in order: each row continues where the previous one ended.
 */

let kim: Person;
let email: Mail;
const other = 'everything-kim@e2e.example';
const folder = mkdtempSync(join(tmpdir(), 'milepost-files-'));

const saysSaved = (words: string) => kim.page.getByText(words).waitFor();

const EVERYTHING: Record<string, () => Promise<void>> = {
  async 'see the plan, then give an address'() {
    await signUp(kim, { date: '2028-03-20', name: 'Kim' });
  },
  async confirm() {
    email = await confirm(kim, await kim.mail('confirm'));
  },
  async 'read a mail in the browser'() {
    await kim.followIn(email, 'View this email in your browser');
    await kim.sees(email.subject);
  },
  async 'open their own page'() {
    await kim.followIn(email, 'See or change your plan');
    await kim.sees('Kim, your countdown');
    expect(await countdown(kim)).toBe('140 days to go');
  },
  async 'take the calendar along as a file'() {
    await kim.unfold(/Other ways/);
    const file = await download('Download a file');
    expect(Object.values(entriesOf(file)).map(({ starts }) => starts)).toContain('2028-03-20');
  },
  async 'read a lesson ahead, and have it not mailed'() {
    await kim.follow('Three months: two courses, two books, start talking');
    await kim.sees('Three months: two courses, two books, start talking');
    await kim.followIn(email, 'See or change your plan');
    await kim.press(/^Mark as read\s?: Three months/);
    await saysSaved('Marked as read. We won’t email it.');
    expect(await timeline(kim)).toContain(
      'Read: Three months: two courses, two books, start talking',
    );
  },
  async 'check off a step, and uncheck it'() {
    await kim.unfold(/Earlier lessons/);
    await kim.unfold(/Checklist/);
    await kim.press(/^Done: Finish one hands-on course/);
    await saysSaved('Checked off.');
    await kim.press(/^Done: Finish one hands-on course/);
    await saysSaved('Unchecked.');
  },
  async 'change the name'() {
    await kim.unfold(/Your details/);
    await kim.fill(/^Your name/, 'Kimberley');
    await kim.press('Save details');
    await kim.sees('Kimberley, your countdown');
  },
  async 'change the hour and the zone'() {
    await kim.unfold(/Your details/);
    await kim.choose('Your time zone', 'Berlin');
    await kim.choose('Lessons arrive at', '9:00 PM');
    await kim.press('Save details');
    await saysSaved('We send lessons at 9:00 PM, Berlin time.');
    await kim.unfold(/Your details/);
    await kim.choose('Your time zone', 'New York');
    await kim.choose('Lessons arrive at', '7:00 AM');
    await kim.press('Save details');
    await saysSaved('We send lessons at 7:00 AM, New York time.');
  },
  async 'pause, change the pause, and go on'() {
    await kim.unfold(/Need a break/);
    await kim.date('Until', '2027-11-20');
    await kim.press('Pause the lessons');
    await saysSaved('We’ll hold them until Saturday, November 20, 2027.');
    await kim.unfold(/Change the pause/);
    await kim.date('Until', '2027-11-30');
    await kim.press('Save the pause');
    await saysSaved('We’ll hold them until Tuesday, November 30, 2027.');
    await kim.press('Resume now');
    await saysSaved('Resumed.');
  },
  async 'look at a move, and keep the date'() {
    await kim.followIn(email, 'Move your date');
    await kim.follow(/^A week later/);
    await kim.sees('Move it to Monday, March 27, 2028?');
    await kim.follow('Keep it as it is');
    await kim.sees('Kimberley, your countdown');
    expect(await countdown(kim)).toBe('140 days to go');
  },
  async 'move the date'() {
    await kim.date(DAY, '2028-03-30');
    await kim.press('Preview the changes');
    await kim.sees('Move it to Thursday, March 30, 2028?');
    await kim.press('Save new date');
    kim.counts('2028-03-30');
    await kim.sees('Kimberley, your countdown');
    expect(await countdown(kim)).toBe('150 days to go');
  },
  async 'undo the move'() {
    await kim.press('Undo');
    kim.counts('2028-03-20');
    await saysSaved('Undone.');
    expect(await countdown(kim)).toBe('140 days to go');
  },
  async 'have no date, and give one again'() {
    await kim.check('I don’t have a date yet');
    await kim.press('Preview the changes');
    await kim.sees('Remove your date?');
    await kim.press('Remove the date');
    kim.counts(null);
    await kim.sees('Kimberley, when is your interview?');
    await kim.date(DAY, '2028-03-20');
    await kim.press('Preview the changes');
    await kim.press('Save date');
    kim.counts('2028-03-20');
    await kim.sees('Kimberley, your countdown');
  },
  async 'get a lesson once more'() {
    await kim.quiet('2028-03-13 08:00');
    await kim.followIn(await kim.mail('one-week'), 'Check them off on your page');
    await kim.press(/^Send it again\s?: One week/);
    await saysSaved('We’re sending it again.');
    expect((await kim.mail('one-week')).subject).toBe('7 days to go: review, don’t learn');
  },
  async 'read a lesson and check off a step'() {
    await kim.press(/^Done: /);
    await saysSaved('Checked off.');
    await kim.sees(/^One week/);
  },
  async 'look through all that was sent'() {
    await kim.followIn(email, 'See or change your plan');
    await kim.unfold(/What we’ve sent you/);
    const history = kim.page.locator('.history a');
    expect(await history.allInnerTexts()).toContain('One week: review, don’t learn');
    await kim.follow('Welcome, and your plan');
    await kim.sees(email.subject);
  },
  async 'change the address'() {
    await kim.followIn(email, 'See or change your plan');
    await kim.unfold(/Your details/);
    await kim.fill(/^New email address/, other);
    await kim.press('Save details');
    await saysSaved('We’ve emailed the new address');
    await kim.followIn(await kim.mail('confirm-address', other), 'Use this address');
    await kim.press('Yes, use this address');
    await kim.sees('Your new address is in use');
    await kim.follow('Go to your page');
  },
  async 'download everything'() {
    const all = JSON.parse(await download('Download everything'));
    expect(all).toMatchObject({ address: other, subscriptions: [{ name: 'Kimberley' }] });
  },
  async 'reset the links, so that the old ones stop'() {
    await kim.follow('Reset my private links');
    await kim.sees('Reset your private links?');
    await kim.press('Reset my private links');
    await kim.sees('Check your inbox');
    await kim.followIn(await kim.mail('new-links', other), 'Open your page');
    await kim.sees('Kimberley, your countdown');
    await kim.followIn(email, 'See or change your plan');
    await kim.sees('This link was replaced');
  },
  async 'say how it went'() {
    await kim.until('2028-03-22 09:00');
    const asked = await kim.mail('how-did-it-go', other);
    await kim.followIn(asked, 'I have an offer');
    await kim.sees('Kimberley, your date has passed');
    await kim.press('Save this answer');
    await saysSaved('We’re happy for you.');
    email = asked;
  },
  async leave() {
    await kim.followIn(email, 'Unsubscribe');
    await kim.press('Leave the course');
    await kim.sees('You’ve left the course');
  },
  async 'come back'() {
    await kim.follow('Sign up again');
    await signUpAndConfirm(kim, { date: '2029-03-20', name: 'Kim' });
    await kim.follow('Go to your page');
    await kim.sees('Kim, your countdown');
  },
  async 'read what is done with their data'() {
    await kim.follow('Privacy');
    await kim.sees('Privacy');
    await kim.page.goBack();
  },
  async 'erase everything'() {
    await kim.follow('Erase everything');
    await kim.press('Erase everything now');
    await kim.sees('We’ve erased everything');
    await kim.follow('start over');
    await kim.sees('Machine Learning Interviews');
  },
};

beforeAll(async () => {
  kim = await arrive('everything', { way: 'bare', now: '2027-11-01 10:00' });
});

test.each(Object.entries(EVERYTHING))(
  'without scripts, by keyboard, from plain text: %s',
  async (_, act) => {
    await act();
  },
);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(kim.troubles).toEqual([]);
  await kim.leave();
});

/** Follows a link to a download, and reads the file. */
async function download(words: string): Promise<string> {
  const [file] = await Promise.all([kim.page.waitForEvent('download'), kim.follow(words)]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return readFileSync(path, 'utf8');
}
