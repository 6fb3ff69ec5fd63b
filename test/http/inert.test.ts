import { expect, it } from 'vitest';
import { dump, join, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';

it('GET, HEAD and OPTIONS on every link of every mail leave the database as it was', async () => {
  const email = 'inert@quiet.example';
  await join({ email, target_date: '2027-03-20' }, NOW);
  const mails = await mailsTo(email);
  const links = new Set(
    mails.flatMap(({ html, text, headers }) =>
      [...`${html} ${text} ${headers['List-Unsubscribe']}`.matchAll(OWN_LINK)].map(
        ([link]) => link,
      ),
    ),
  );
  expect(
    [...links].filter((link) => /confirm|manage|unsubscribe/.test(link)).length,
  ).toBeGreaterThan(2);
  const before = await dump();
  for (const link of [...links, ...links]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const response = await request(link, '2027-02-14T12:05:00Z', { method });
      expect([link, response.status < 400]).toEqual([link, true]);
    }
  }
  expect(await dump()).toBe(before);
});

it('so does every public page', async () => {
  const before = await dump();
  const paths = [
    '/',
    '/?target_date=2027-05-01',
    '/c/ml-interviews',
    '/check-your-inbox',
    '/health',
  ];
  for (const path of [...paths, '/plan?target_date=2027-05-01&time_zone=UTC', '/subscribe']) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await request(path, NOW, { method });
  }
  expect(await dump()).toBe(before);
});

const OWN_LINK = /https:\/\/milepost\.test[^\s"<>)]*/g;
