/** After a rotation of LINK_SECRET, links in old emails still work and hashes still match. */
import { expect, it } from 'vitest';
import type { Env } from '../../src/services.ts';
import { applyFeedback } from '../../src/storage/feedback.ts';
import { erasePerson } from '../../src/storage/leaving.ts';
import { ports } from '../support/ledger.ts';
import { bindings, join, linkIn, mailsTo, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const at = (name: string): string => `${name}@rotation.example`;
const rotated = {
  ...bindings,
  LINK_SECRET: `a-fresh-secret-of-thirty-two-or-more-characters,${bindings.LINK_SECRET}`,
};

const signUp = (email: string, env?: Env, now = NOW) =>
  request(
    '/subscribe',
    now,
    {
      method: 'POST',
      body: new URLSearchParams({ email, target_date: '2028-03-20', time_zone: 'UTC' }),
    },
    env,
  );

it('every link of an old email works, and new emails have new ones', async () => {
  const own = await join({ email: at('old'), target_date: '2028-03-20' }, NOW);
  const [mail] = await mailsTo(at('old'));
  for (const link of [own, linkIn(mail!, 'confirm'), linkIn(mail!, 'unsubscribe')]) {
    expect((await request(link, NOW, {}, rotated)).status).toBe(200);
  }
  await signUp(at('new'), rotated);
  const link = linkIn((await mailsTo(at('new')))[0]!, 'confirm');
  expect((await request(link, NOW, {}, rotated)).status).toBe(200);
  expect((await request(link, NOW)).status).toBe(404);
});

it('a suppressed address is still recognized', async () => {
  await join({ email: at('spam'), target_date: '2028-03-20' }, NOW);
  const delivery = (await mailsTo(at('spam')))[0]!.tags[0]!.value;
  const feedback = { eventId: 'evt-rotation', delivery, at: Date.parse(NOW), providerId: null };
  await applyFeedback(ports().db, { ...feedback, kind: 'complained' }, Date.parse(NOW));
  const person = await bindings.DB.prepare('SELECT id FROM subscribers WHERE address = ?1')
    .bind(at('spam'))
    .first<{ id: string }>();
  await erasePerson(ports(), person!.id);
  await signUp(at('spam'), rotated, '2027-03-14T12:00:00Z');
  expect((await mailsTo(at('spam'))).length).toBe(2);
});

it("a mailbox's limits continue across it", async () => {
  await signUp(at('limit'));
  await signUp(at('limit'), rotated);
  expect((await mailsTo(at('limit'))).length).toBe(1);
});
