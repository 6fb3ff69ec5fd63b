/** The email about a moved date, and the undo on the page. */
import { describe, expect, it } from 'vitest';
import { stepOf } from '../support/course-texts.ts';
import { json, submit, text } from '../support/own-page.ts';
import { join, linkIn, mailsTo, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';
const LATE = '2028-03-06T12:00:00Z';
const TOLD = '2028-03-06T12:11:00Z';

const at = (name: string) => `${name}@date-moved.example`;

const person = (name: string, target_date = DATE, now = NOW) =>
  join({ email: at(name), target_date }, now);

/** The last email about a move in plain text, with single spaces. */
async function told(name: string): Promise<string> {
  const emails = await mailsTo(at(name));
  const moved = emails.filter(({ tags }) => tags[0]!.value.includes('_date-moved_'));
  return moved.at(-1)!.text.replace(/\s+/g, ' ');
}

/** Has got the lessons for one year and three months. */
async function experienced(name: string): Promise<string> {
  const own = await person(name);
  await tick('2027-03-20T11:00:00Z');
  await tick('2027-12-20T12:00:00Z');
  return own;
}

describe('the date before', () => {
  it('is the last one announced, in the email and in the undo, however often it moves meanwhile', async () => {
    const own = await person('twice');
    await submit(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    const soon = '2027-02-14T12:05:00Z';
    const page = await submit(`${own}/reschedule`, soon, { target_date: '2028-07-20' });
    expect(page).toContain('It was <strong>Monday, March 20, 2028</strong> before');
    await tick('2027-02-14T12:16:00Z');
    expect(await told('twice')).toContain('Before: Monday, March 20, 2028 Now: Thursday, July 20');
    expect(await text(own, '2027-02-14T12:20:00Z')).toContain('Monday, March 20, 2028</strong>');
    await submit(`${own}/undo`, '2027-02-14T12:20:00Z');
    await tick('2027-02-14T12:31:00Z');
    expect(await told('twice')).toContain('Before: Thursday, July 20, 2028 Now: Monday, March 20');
  });

  it('leaves nothing to undo and no email if the person moves back to it', async () => {
    const own = await person('back');
    await submit(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    const page = await submit(`${own}/reschedule`, NOW, { target_date: DATE });
    expect(page).not.toContain(`${own}/undo`);
    await tick('2027-02-14T12:16:00Z');
    expect(await mailsTo(at('back'))).toHaveLength(2);
  });

  it('is the announced one after the email', async () => {
    const own = await person('then');
    await submit(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    await tick('2027-02-14T12:11:00Z');
    const page = await submit(`${own}/reschedule`, '2027-02-14T13:00:00Z', { target_date: DATE });
    expect(page).toContain('It was <strong>Tuesday, June 20, 2028</strong> before');
  });
});

describe('the email about a moved date', () => {
  it('lists only lessons ahead, and none from before the sign-up', async () => {
    const own = await person('rows', DATE, '2028-02-01T12:00:00Z');
    await json(`${own}/reschedule`, LATE, { target_date: '2028-04-20' });
    await tick(TOLD);
    const email = await told('rows');
    const [, plan] = email.split('Here’s what’s ahead:');
    expect(plan!.split('Your interview')[0]).toMatch(
      /^ - Thursday, April 13, 2028, .*One week.* - Wednesday, April 19, 2028, .*The day before.* - Thursday, April 20, 2028 $/,
    );
    expect(email).not.toContain('on the web');
  });

  it("says until when the page can undo the move, in the person's zone", async () => {
    const own = await person('until');
    await json(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    await tick('2027-02-14T12:11:00Z');
    const email = await told('until');
    expect(email).toContain('Until Monday, February 15, 2027, 7:00 AM, you can also undo it there');
    const link = linkIn((await mailsTo(at('until'))).at(-1)!, 'manage');
    expect(link).toBe(own);
    expect(await text(link, '2027-02-15T11:59:00Z')).toContain(`${own}/undo`);
    expect(await text(link, '2027-02-15T12:01:00Z')).not.toContain(`${own}/undo`);
  });

  it("doesn't mention an undo that has expired when it's sent", async () => {
    const own = await person('over');
    await json(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    await tick('2027-02-15T12:05:00Z');
    const email = await told('over');
    expect(email).toContain('you can change it on your page');
    expect(email).not.toMatch(/\bundo\b/i);
  });

  it('without a date says that the lessons wait, and how to undo it', async () => {
    const own = await person('none');
    await json(`${own}/reschedule`, NOW, { target_date: 'none' });
    await tick('2027-02-14T12:11:00Z');
    expect(await told('none')).toMatch(
      /Before: Monday, March 20, 2028 Now: no date .*undo it there/,
    );
  });
});

describe('more time lists the open steps of the lessons received', () => {
  const HEADING = 'You have time for these again';

  it('with links, without those that are checked, and not those of lessons sent again', async () => {
    const own = await experienced('again');
    await json(`${own}/checklist`, LATE, { lesson: 'one-year', step: 'pick-bucket', done: true });
    await json(`${own}/reschedule`, LATE, { target_date: '2028-09-20' });
    await tick(TOLD);
    const email = await told('again');
    expect(email).toContain(HEADING);
    expect(email).toContain(`<https://milepost.test${own}/lessons/one-year>`);
    expect(email).toContain(stepOf('one-year', 'finish-course'));
    expect(email).not.toContain(stepOf('one-year', 'pick-bucket'));
    expect(email).not.toContain(stepOf('one-week', 'skim-questions'));
    // More than ten are open: an email lists ten.
    expect(email).toContain('You’ll find the rest on your page.');
  });

  it('without those checked while the email waits', async () => {
    const own = await experienced('meanwhile');
    await json(`${own}/reschedule`, LATE, { target_date: '2028-09-20' });
    const done = { lesson: 'one-year', step: 'pick-bucket', done: true };
    await json(`${own}/checklist`, '2028-03-06T12:05:00Z', done);
    await tick(TOLD);
    const email = await told('meanwhile');
    expect(email).toContain(stepOf('one-year', 'finish-course'));
    expect(email).not.toContain(stepOf('one-year', 'pick-bucket'));
  });

  it('not if the date moves closer, or leaves too little time', async () => {
    const closer = await experienced('closer');
    await json(`${closer}/reschedule`, '2028-01-20T12:00:00Z', { target_date: '2028-03-18' });
    await tick('2028-01-20T12:11:00Z');
    expect(await told('closer')).not.toContain(HEADING);
    const short = await experienced('short');
    await json(`${short}/reschedule`, '2028-03-16T12:00:00Z', { target_date: '2028-03-21' });
    await tick('2028-03-16T12:11:00Z');
    expect(await told('short')).not.toContain(HEADING);
  });
});
