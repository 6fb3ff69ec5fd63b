/**
 * Transient database errors on every call of a person's life: no request and no email shows them.
 */

import { expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Database } from '../../src/storage/database.ts';
import { expire } from '../../src/storage/deliveries.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { recordResults } from '../../src/storage/results.ts';
import { unsubscribe } from '../../src/usecases/leave.ts';
import {
  confirmAddress,
  findFormer,
  restoreFormer,
} from '../../src/usecases/manage/confirm-address.ts';
import { checkOff, resend } from '../../src/usecases/manage/lessons.ts';
import { answer } from '../../src/usecases/manage/record-outcome.ts';
import { askAddress } from '../../src/usecases/manage/update-details.ts';
import { erase, newLinks } from '../../src/usecases/own-data.ts';
import { settleSignUp, takeSignUp } from '../../src/usecases/sign-up/subscribe.ts';
import { tablesOf } from '../support/schema.ts';

type Failure = 'before' | 'after';

const MESSAGES = [
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: database is locked: SQLITE_BUSY',
];

/**
 * A database whose every call fails this way, before or after it took effect, and then succeeds.
 */
const failing =
  (failures: readonly Failure[]) =>
  (inner: Database): Database => {
    let failed = 0;
    let calls = 0;
    return async (statements) => {
      const failure = failures[failed];
      if (failure === undefined) {
        failed = 0;
        return inner(statements);
      }
      failed++;
      if (failure === 'after') await inner(statements);
      throw new Error(MESSAGES[calls++ % MESSAGES.length]);
    };
  };

/** The responses, the emails, and the final database contents. */
async function lifeWith(failures: readonly Failure[]) {
  const told: unknown[] = [];
  const world = createWorld({
    start: '2027-01-04T08:00:00Z',
    database: failing(failures),
    wait: async () => {},
    log: (event) => told.push(event),
  });
  try {
    const note = async (done: Promise<unknown>) => told.push(await done);
    const id = await signUp(world, 'ada@example.com');
    const act = (verb: Parameters<World['act']>[0]) =>
      note(world.act(verb).then((done) => ('done' in done ? done.done : done)));
    await note(world.confirm(id));
    await note(world.reschedule(id, { target_date: '2027-05-01' }));
    await note(world.undo(id));
    await note(world.pause(id));
    await note(world.resume(id));
    await note(world.read(id, 'one-year'));
    await playDays(world, '2027-02-23T09:00:00Z');
    const step = { lesson: 'one-week', step: firstStep(world), done: true };
    await act((ports, now) => checkOff(ports, id, step, now));
    const address = { send: 'grace@example.com', key: 'grace@example.com' };
    await act((ports, now) => askAddress(ports, id, address, now));
    const [change] = world.rows<{ id: string }>('SELECT id FROM address_changes');
    await act((ports, now) => confirmAddress(ports, change!.id, now));
    await act((ports, now) => resend(ports, id, 'one-week', now));
    const owner = (await findEnrolment(world.ports.db, id))!;
    await act((ports, now) => newLinks(ports, owner, now));
    const former = (await findFormer(world.ports, change!.id))!;
    told.push(await restoreFormer(world.ports, former, world.now));
    await playDays(world, '2027-03-03T09:00:00Z');
    await act((ports, now) => answer(ports, id, 'waiting', now));
    await playDays(world, '2027-03-20T09:00:00Z');
    told.push((await unsubscribe(world.ports, id, world.now)).done);
    const other = await signUp(world, 'eve@example.com');
    await note(world.confirm(other));
    told.push(await erase(world.ports, other));
    await playDays(world, '2027-07-20T09:00:00Z');
    const mails = world.mails().map(({ to, delivery, at }) => [to, delivery, at]);
    return { told, mails, stored: tablesOf().map(({ table }) => stored(world, table)) };
  } finally {
    world.close();
  }
}

async function signUp(world: World, email: string): Promise<string> {
  const form = {
    address: { send: email, key: email },
    course: 'ml-interviews',
    targetDate: '2027-03-01',
    dateKind: 'appointment' as const,
    timeZone: 'UTC',
    sendHour: 8,
    name: 'Ada',
    locale: 'en',
  };
  const visitor = { network: '192.0.2.1', consent: { how: 'json', words: '' } } as const;
  const taken = await takeSignUp(world.ports, form, visitor, world.now);
  if ('closed' in taken) throw new Error(taken.closed.why);
  await settleSignUp(world.ports, taken.asked!, () => world.now);
  const [row] = world.rows<{ id: string }>(
    `SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
    email,
  );
  return row!.id;
}

/** Two ticks a day, changes or not: the same in every run. */
async function playDays(world: World, until: string): Promise<void> {
  for (let at = world.now; at < Date.parse(until); at += DAY) {
    for (const minute of [0, 1]) {
      world.advanceTo(at + minute * MINUTE);
      await world.tick();
    }
  }
  world.advanceTo(until);
}

const firstStep = ({ ports }: World): string =>
  ports.courses.all[0]!.lessons.find(({ id }) => id === 'one-week')!.steps[0]!.id;

/** Without tokens, which are random. */
const stored = (world: World, table: string) => [
  table,
  world.rows<Record<string, unknown>>(`SELECT * FROM "${table}" ORDER BY 1, 2`).map((row) => {
    const { change_token, ...rest } = row;
    return rest;
  }),
];

it.each<readonly Failure[]>([
  ['before', 'before', 'before'],
  ['after', 'after', 'after'],
  ['before', 'after', 'before'],
])('three errors in a row on each call change nothing: %s, %s, %s', async (...failures) => {
  const calm = await lifeWith([]);
  expect(calm.mails.length).toBeGreaterThan(8);
  expect(calm.told).toEqual(expect.arrayContaining(['confirmed', 'asked', 'changed', 'left']));
  expect(await lifeWith(failures)).toEqual(calm);
});

it('a repeat changes no expired row again, and counts no second attempt of a call', async () => {
  const world = createWorld({ start: '2027-01-04T08:00:00Z' });
  try {
    const id = await world.join({
      email: 'ada@example.com',
      time_zone: 'UTC',
      target_date: '2027-03-01',
    });
    const [row] = world.rows<{ id: string; closes_at: number }>(
      "SELECT id, closes_at FROM deliveries WHERE state = 'scheduled' AND subscription_id = ?1",
      id,
    );
    const { db } = world.ports;
    const expireAgain = () => expire(db, [row!.id], row!.closes_at);
    const expired = `SELECT count(*) AS n FROM deliveries WHERE id = ?1 AND reason = 'window_closed'`;
    for (let time = 0; time < 2; time++) {
      await expireAgain();
      expect(world.rows(expired, row!.id)).toEqual([{ n: 1 }]);
    }

    world.rows(`INSERT INTO calls (id, members, sender, link_key, api_key, attempts,
        first_call_at, lease_token, next_at) VALUES ('call', '[]', '{}', '', '', 0, 1, 'lease', 2)`);
    const lease = { token: 'lease', until: 2 };
    const waiting = [{ id: 'call', nextAt: 60_000 }];
    const record = () =>
      recordResults(db, { now: 1, lease, rows: [], accepted: {}, closed: [], waiting });
    await record();
    await record();
    expect(world.rows('SELECT attempts, next_at FROM calls')).toEqual([
      { attempts: 1, next_at: 60_000 },
    ]);
  } finally {
    world.close();
  }
});
