/** Rule 4: joining on the day before brings the welcome and the last lesson in one email. */
import { expect, it } from 'vitest';
import { linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const WHEN = { target_date: '2028-03-20', time_zone: 'America/New_York', send_hour: '7' };

async function confirmationOf(email: string, now: string) {
  await post('/subscribe', now, { email, ...WHEN });
  const [mail] = await mailsTo(email);
  return mail!;
}

it.each([
  [
    'before the hour',
    '2028-03-19T09:00:00Z',
    'We’ll send your first email on Sunday, March 19, 2028, 7:00 AM.',
  ],
  ['after the hour', '2028-03-19T15:00:00Z', 'Your first email is on its way.'],
])('%s, the page says when it comes, and it comes then', async (name, now, words) => {
  const email = `${name.split(' ')[0]}@eve.example`;
  const confirm = linkIn(await confirmationOf(email, now), 'confirm');
  const asked = await (await request(confirm, now)).text();
  expect(asked).toContain('Three earlier lessons would come too late to help: skip them.');
  expect(await (await post(confirm, now)).text()).toContain(words);
  await tick('2028-03-19T11:00:00Z');
  await tick('2028-03-19T15:01:00Z');
  const mails = await mailsTo(email);
  expect(mails.map(({ subject }) => subject).slice(1)).toEqual(['Tomorrow: sleep, arrive early']);
  expect(mails[1]!.text).toContain('Welcome, you’re in.');
});

it('asks for no step that there is no time for, in both languages', async () => {
  const now = '2028-03-19T22:00:00Z';
  for (const [locale, never] of [
    ['en', /job ads|three to six months|done the work|retrace|rounds|Washam|course\.fast/i],
    ['de', /Stellenanzeigen|drei bis sechs Monate|Arbeit getan|jedes Projekt|Runden|Washam/i],
  ] as const) {
    const email = `${locale}@eve.example`;
    await post('/subscribe', now, { email, ...WHEN, locale });
    const [mail] = await mailsTo(email);
    await post(linkIn(mail!, 'confirm'), now);
    const [, lesson, ...more] = await mailsTo(email);
    expect(more).toEqual([]);
    expect(lesson!.text).not.toMatch(never);
    expect(lesson!.text).toMatch(/You're in|you’re in|du bist dabei/);
  }
});
