/** The model of the provider and the stand-in of the laptop world give the same answers. */
import { expect, it } from 'vitest';
import { createProvider as createStandIn } from '../../scripts/world/provider.ts';
import { HOUR } from '../../src/domain/time.ts';
import { createDice, type Dice } from '../support/in-process/dice.ts';
import { createProvider } from '../support/in-process/provider.ts';

const START = Date.parse('2027-06-01T12:00:00Z');
const SETTINGS = { daily_quota: 40, bad_addresses: ['bad@example.com'] };

it.each([1, 2, 3, 4, 5, 6, 7, 8])('to three hundred calls of seed %i', async (seed) => {
  const dice = createDice(seed);
  let now = START;
  const remember_failures = dice.happens(0.5);
  const settings = { ...SETTINGS, remember_failures };
  const model = createProvider(() => now, settings);
  const standIn = createStandIn({ ...settings, rate_limit: null });
  standIn.state.clock.now = () => now;
  for (let n = 0; n < 300; n++) {
    if (dice.happens(0.2)) now += dice.between(0, 13 * HOUR);
    const request = someRequest(dice);
    const ours = model.handle(request);
    const theirs = await standIn.handle(request);
    if (theirs === 'cut') throw new Error('no fault was ordered');
    expect([n, request.path, shape(ours)]).toEqual([n, request.path, shape(theirs)]);
    expect(model.mails.length).toBe(standIn.state.mails.length);
  }
  expect(model.mails.map(({ to, at, key }) => [to, at, key])).toEqual(
    standIn.state.mails.map(({ to, accepted_at, key }) => [to[0], Date.parse(accepted_at), key]),
  );
});

it('a key that is in use is told so, until the first call is answered', () => {
  const model = createProvider(() => START);
  const request = someRequest(createDice(1), 'k1');
  const first = model.receive(request);
  expect(JSON.parse(model.handle(request).body).name).toBe('concurrent_idempotent_requests');
  expect(first().status).toBe(200);
  expect(model.handle(request).body).toBe(first().body);
  expect(model.mails.length).toBe(request.path === '/emails' ? 1 : JSON.parse(request.body).length);
});

function someRequest(dice: Dice, key = `k${dice.between(1, 30)}`) {
  const batch = dice.happens(0.5);
  const mails = Array.from({ length: dice.between(1, 4) }, () => someMail(dice));
  const permissive = dice.happens(0.7);
  return {
    method: 'POST',
    path: batch ? '/emails/batch' : '/emails',
    headers: {
      authorization: 'Bearer re_test',
      'user-agent': 'milepost/1',
      'idempotency-key': key,
      ...(permissive ? { 'x-batch-validation': 'permissive' } : {}),
    },
    body: JSON.stringify(batch ? mails : mails[0]),
  };
}

const someMail = (dice: Dice) => ({
  from: 'Milepost <course@milepost.test>',
  to: [dice.pick(['ada@example.com', 'bob@example.com', 'bad@example.com', 'nobody'])],
  subject: dice.pick(['One', 'Two']),
  text: 'Hello',
});

/** What a client reads of an answer: ids differ, their places must not. */
function shape({ status, body }: { status: number; body: string }) {
  const { name, data, errors, id } = JSON.parse(body);
  return { status, name, ids: data?.length, errors, single: id !== undefined };
}
