import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

/** Every five days at another hour, and twice a day in the last two weeks. */
const instantsUntil = (target: number, from: number): number[] => {
  const instants = [];
  for (let at = from; at < target; at += (target - at > 14 * 24 * HOUR ? 121 : 13) * HOUR) {
    instants.push(at);
  }
  return instants;
};

/** Runs the cron at each of these instants, and an hour later. */
async function play(...instants: string[]): Promise<void> {
  for (const instant of instants) {
    await tick(instant);
    await tick(Date.parse(instant) + MINUTE);
  }
}

const subjects = async (email: string): Promise<string[]> =>
  (await mailsTo(email)).map(({ subject }) => subject);

it('one subscriber, one year: four lessons, and nothing else', async () => {
  const email = 'ada@example.com';
  await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  const before = await subjects(email);
  expect(before.length).toBe(2);
  const [from, target] = [Date.parse('2027-02-14T12:00Z'), Date.parse('2028-03-20T04:00Z')];
  for (const at of instantsUntil(target, from)) {
    await tick(at);
  }
  const lessons = (await subjects(email)).slice(before.length);
  expect([lessons.length, new Set(lessons).size]).toEqual([4, 4]);
});

it('each lesson is sent at its minute, not before', async () => {
  const email = 'minute@example.com';
  await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  for (const [instant, count] of [
    ['2027-03-20T10:59:00Z', 2],
    ['2027-03-20T11:00:00Z', 3],
    ['2027-12-20T11:59:00Z', 3],
    ['2027-12-20T12:00:00Z', 4],
    ['2028-03-13T10:59:00Z', 4],
    ['2028-03-13T11:00:00Z', 5],
    ['2028-03-19T10:59:00Z', 5],
    ['2028-03-19T11:00:00Z', 6],
    ['2028-03-22T10:59:00Z', 6],
    ['2028-03-22T11:00:00Z', 7],
  ] as const) {
    await tick(instant);
    expect([instant, (await mailsTo(email)).length]).toEqual([instant, count]);
  }
});

it('joining 40 days ahead brings one catch-up at once, then one week and one day', async () => {
  const email = 'late@example.com';
  await join({ email, target_date: '2028-03-20' }, '2028-02-09T15:00:00Z');
  const [, second, third] = await mailsTo(email);
  expect(
    [second!.tags, third!.tags]
      .flat()
      .map(({ value }) => value.split('_')[1])
      .sort(),
  ).toEqual(['catch-up', 'welcome']);
  await play(
    '2028-02-10T12:00Z',
    '2028-03-13T11:00Z',
    '2028-03-15T11:00Z',
    '2028-03-19T11:00Z',
    '2028-03-20T11:00Z',
  );
  expect((await mailsTo(email)).slice(3).map(({ tags }) => tags[0]!.value.split('_')[1])).toEqual([
    'one-week',
    'one-day',
  ]);
});

it('joining the day before, after the hour, brings the welcome and the one-day lesson in one email, at once', async () => {
  const email = 'eve@example.com';
  await join({ email, target_date: '2028-03-20' }, '2028-03-19T15:00:00Z');
  const messages = (await mailsTo(email)).map(({ tags }) => tags[0]!.value.split('_')[1]).sort();
  expect(messages).toEqual(['confirm', 'one-day']);
});

it('moving the date by a link in an old email works both ways, and no email is repeated', async () => {
  const email = 'mover@example.com';
  await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  await play('2027-03-20T11:00Z', '2027-12-20T12:00Z');
  const old = linkIn((await mailsTo(email))[2]!, 'manage');
  const moved = await post(`${old}/reschedule`, '2028-01-05T10:00:00Z', {
    target_date: '2028-06-20',
  });
  expect(moved.status).toBeLessThan(400);
  await tick('2028-01-05T10:09Z');
  expect((await mailsTo(email)).length).toBe(4);
  await play('2028-01-05T10:10Z', '2028-03-13T11:00Z', '2028-03-20T11:00Z');
  expect((await mailsTo(email)).at(-1)!.tags[0]!.value).toContain('date-moved');
  await post(`${old}/reschedule`, '2028-04-01T10:00:00Z', { target_date: '2028-04-20' });
  await play(
    '2028-04-01T10:10Z',
    '2028-04-13T11:00Z',
    '2028-04-19T11:00Z',
    '2028-04-22T11:00Z',
    '2028-06-13T11:00Z',
    '2028-06-19T11:00Z',
  );
  expect((await mailsTo(email)).map(({ tags }) => tags[0]!.value.split('_')[1])).toEqual([
    'confirm',
    'welcome',
    'one-year',
    'three-months',
    'date-moved',
    'date-moved',
    'one-week',
    'one-day',
    'how-did-it-go',
  ]);
});

it('after leaving no email is sent, and leaving twice is fine', async () => {
  const email = 'leaver@example.com';
  await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  const mail = (await mailsTo(email)).at(-1)!;
  const oneClick = /<(.+)>/.exec(mail.headers['List-Unsubscribe']!)![1]!;
  for (const _ of [1, 2]) {
    const response = await post(oneClick, '2027-02-15T12:00:00Z', {
      'List-Unsubscribe': 'One-Click',
    });
    expect(response.status).toBe(200);
  }
  await play('2027-03-20T11:00Z', '2027-12-20T12:00Z');
  expect((await mailsTo(email)).length).toBe(2);
});

it('a GET, HEAD or OPTIONS of any link in any email changes nothing', async () => {
  const { dump } = await import('../support/worker.ts');
  const email = 'scanner@example.com';
  await join({ email, target_date: '2028-03-20' }, '2028-02-09T15:00:00Z');
  await play('2028-03-13T11:00Z', '2028-03-19T11:00Z');
  const links = new Set(
    (await mailsTo(email)).flatMap(({ html, text }) =>
      [...`${html} ${text}`.matchAll(/https:\/\/milepost\.test[^\s"<>)]*/g)].map(([url]) =>
        url.replaceAll('&#38;', '&'),
      ),
    ),
  );
  expect(links.size).toBeGreaterThan(5);
  const before = await dump();
  for (const url of links) {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
      const response = await request(url.split('#')[0]!, '2028-03-19T12:00:00Z', { method });
      expect([url, method, response.status < 500]).toEqual([url, method, true]);
    }
  }
  expect(await dump()).toBe(before);
});
