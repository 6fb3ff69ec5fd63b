/** A goal is not an appointment (rule 8): no page, email or feed mentions "your interview". */
import { expect, it } from 'vitest';
import { decoded } from '../support/entities.ts';
import { linkIn, type Mail, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';

/** Words that imply an appointment. */
const CLAIMS: Readonly<Record<string, RegExp>> = {
  en: /your interview\b|interview (is|was|has|on)\b|how did it go/i,
  de: /deine?[ms]? vorstellungsgespräch|(interview|gespräch) (ist|war|hat|am)\b|wie ist es gelaufen/i,
};

const SAYS: Readonly<Record<string, RegExp>> = {
  en: /the day you want to be ready by/i,
  de: /dein zieltag/i,
};

it.each(['en', 'de'])('nothing mentions an interview (%s)', async (locale) => {
  const email = `goal-${locale}@goal.example`;
  const said = new Map<string, string>();
  const see = async (name: string, path: string, now: string) => {
    const response = await request(path, now);
    expect([name, response.status]).toEqual([name, 200]);
    said.set(`${name} at ${now}`, readable(await response.text()));
  };
  const fields = { target_date: DATE, date_kind: 'goal', time_zone: 'UTC', send_hour: '8' };
  const query = new URLSearchParams({ ...fields, locale });
  await see('preview', `/plan?${query}`, NOW);
  await post('/subscribe', NOW, { ...fields, email, locale });
  const confirmation = linkIn((await mailsTo(email)).at(-1)!, 'confirm');
  await see('confirm', confirmation, NOW);
  said.set('confirmed', readable(await (await post(confirmation, NOW)).text()));
  const own = linkIn((await mailsTo(email)).at(-1)!, 'manage');
  await see('own page', own, NOW);
  await see('move', `${own}?target_date=2028-04-20`, NOW);
  await see('no date', `${own}?target_date=none`, NOW);
  await see('hour', `${own}?target_date=${DATE}&send_hour=9`, NOW);
  await see('unsubscribe', linkIn((await mailsTo(email)).at(-1)!, 'unsubscribe'), NOW);
  const calendar = /\/calendar\/[^"?]+\.ics/.exec(await (await request(own, NOW)).text())![0];
  await see('calendar', calendar, NOW);
  await tick('2027-03-20T08:00:00Z');
  // Close enough for a catch-up, and a move with an email.
  await post(`${own}/reschedule`, '2027-03-25T12:00:00Z', { target_date: '2027-05-10' });
  for (const moment of ['2027-03-25T12:11:00Z', '2027-03-26T08:00:00Z', '2027-03-27T08:00:00Z']) {
    await tick(moment);
  }
  await post(`${own}/pause`, '2027-04-01T12:00:00Z');
  await see('paused', own, '2027-04-01T12:00:00Z');
  await post(`${own}/resume`, '2027-04-02T12:00:00Z');
  await tick('2027-05-03T08:00:00Z');
  await tick('2027-05-09T08:00:00Z');
  await see('eve', own, '2027-05-09T12:00:00Z');
  await see('day', own, '2027-05-10T12:00:00Z');
  await see('evening', own, '2027-05-10T19:00:00Z');
  await tick('2027-05-12T08:00:00Z');
  await see('after', own, '2027-05-12T12:00:00Z');
  await post('/subscribe', '2027-05-12T13:00:00Z', { ...fields, email, locale });
  await post(`${own}/resend`, '2027-05-12T13:00:00Z', { lesson: 'one-week' });
  await post(`${own}/off`, '2027-05-12T14:00:00Z', { ending: 'kept' });
  await see('kept', own, '2027-05-12T14:00:00Z');

  const mails = await mailsTo(email);
  for (const mail of mails) {
    const name = mail.tags[0]!.value;
    said.set(`${name} subject`, mail.subject);
    said.set(`${name} html`, readable(mail.html));
    said.set(`${name} text`, mail.text.replace(/\s+/g, ' '));
  }
  expect(new Set(mails.map(messageOf))).toEqual(
    new Set([
      ...['confirm', 'welcome', 'one-year', 'date-moved', 'catch-up', 'one-week', 'one-day'],
      ...['date-now', 'already-subscribed'],
    ]),
  );
  const claims = [...said].filter(([, text]) => CLAIMS[locale]!.test(text));
  expect(claims.map(([name, text]) => `${name}: …${CLAIMS[locale]!.exec(text)![0]}`)).toEqual([]);
  for (const name of ['preview', 'own page', 'day', 'calendar']) {
    const text = [...said].find(([key]) => key.startsWith(`${name} at`))![1];
    expect(text).toMatch(SAYS[locale]!);
  }
});

const messageOf = ({ tags }: Mail): string => tags[0]!.value.split('_')[1]!;

/** The visible text of HTML, or of a calendar with unfolded lines. */
const readable = (text: string): string =>
  decoded(
    text
      .replace(/\r\n /g, '')
      .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' '),
  ).replace(/\s+/g, ' ');
