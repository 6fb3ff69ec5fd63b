import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import type { State } from '../../src/domain/delivery.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import type { Reasons } from '../../src/domain/reasons.ts';
import { MEANINGS } from '../../src/mail/errors.ts';
import { why } from '../../src/usecases/operator/why.ts';
import { because, MESSAGES_IN_WORDS } from '../../src/words/operator.ts';

/** Every state, and every reason that it can have: a new one does not compile without its line. */
const REASONS: {
  readonly [S in State]: S extends keyof Reasons ? { [R in Reasons[S]]: R } : null;
} = {
  scheduled: null,
  sending: null,
  sent: null,
  failed: {
    cannot_compose: 'cannot_compose',
    suppressed_by_provider: 'suppressed_by_provider',
    failed_at_provider: 'failed_at_provider',
  },
  unknown: {
    left: 'left',
    moved: 'moved',
    suppressed: 'suppressed',
    window_closed: 'window_closed',
    key_expired: 'key_expired',
    key_gone: 'key_gone',
    accepted_earlier: 'accepted_earlier',
    list_ended: 'list_ended',
    restored: 'restored',
  },
  skipped: {
    in_catch_up: 'in_catch_up',
    catch_up_refused: 'catch_up_refused',
    late_skip: 'late_skip',
    no_time_left: 'no_time_left',
    read_before: 'read_before',
    read: 'read',
    unread: 'unread',
    window_closed: 'window_closed',
    paused: 'paused',
    with_lesson: 'with_lesson',
    added_later: 'added_later',
    moment_passed: 'moment_passed',
    never_accepted: 'never_accepted',
    not_listed: 'not_listed',
  },
  cancelled: {
    moved: 'moved',
    left: 'left',
    paused: 'paused',
    resumed: 'resumed',
    replaced: 'replaced',
    answered: 'answered',
    off: 'off',
    undone: 'undone',
    read: 'read',
    suppressed: 'suppressed',
    lesson_removed: 'lesson_removed',
  },
};

const CASES = Object.entries(REASONS).flatMap(([state, reasons]): [State, string | null][] =>
  Object.keys(reasons ?? { null: null }).map((reason) => [
    state as State,
    reason === 'null' ? null : reason,
  ]),
);

describe('every state and reason that a row of the ledger can have is answered', () => {
  let world: World;
  let id: string;
  const address = { send: 'ada@example.com', key: 'ada@example.com' };
  beforeAll(async () => {
    world = createWorld({ start: '2027-01-04T08:00:00Z' });
    const fields = { email: address.send, time_zone: 'UTC', target_date: '2027-06-01' };
    id = `${await world.join(fields)}_one-week_1_1`;
  });
  afterAll(() => world.close());

  const inLedger = async (state: State, reason: string | null): Promise<string> => {
    const called = ['sending', 'sent', 'failed', 'unknown'].includes(state) ? world.now : null;
    world.rows(
      'UPDATE deliveries SET state = ?2, reason = ?3, first_call_at = ?4 WHERE id = ?1',
      ...[id, state, reason, called],
    );
    const { courses } = await why(world.ports, address, world.now, true);
    return courses[0]!.timeline.find((entry) => entry.id === id)!.says;
  };

  test.each(CASES)('%s(%s)', async (state, reason) => {
    const says = await inLedger(state, reason);
    expect(says).toMatch(/^[A-Z].+\.$/);
    expect(says).not.toMatch(/undefined|null|[a-z]_|doesn’t know it/);
  });

  test.each(Object.keys(MEANINGS))("failed(%s): in the provider's word", async (reason) => {
    expect(await inLedger('failed', reason)).toBe(`The provider rejected it: ${reason}.`);
  });

  test('a reason of another version is said as it is', async () => {
    expect(await inLedger('skipped', 'brand_new')).toContain('“brand_new”');
    expect(await inLedger('cancelled', 'toString')).toContain('“toString”');
  });
});

test('no two reasons of a state have the same sentence', () => {
  for (const sentences of Object.values(because)) {
    const said = Object.values(sentences);
    expect(new Set(said).size).toBe(said.length);
  }
});

test('every message has a title', () => {
  expect(Object.keys(MESSAGES_IN_WORDS).sort()).toEqual([...SYSTEM_MESSAGES].sort());
});
