/** Wrong statements: production's SQL with a condition removed or changed. */
import { type Mutant, rewriting } from './mutant.ts';

const rewritten = (
  name: string,
  wrong: string,
  changes: Parameters<typeof rewriting>[0],
  more: Pick<Mutant, 'crowd' | 'rates' | 'firstSeed'> = {},
): Mutant => ({ name, wrong, ...more, mutate: () => rewriting(changes) });

/**
 * Many people due at the same time, so that emails are sent in batches, which have their own keys.
 */
export const CROWD = { count: 140, together: 1 };

const FENCE_GUARD = "d.state = 'scheduled' AND d.due_at <= ?1";

export const STATEMENT_MUTANTS: readonly Mutant[] = [
  rewritten('mark before send', 'writes "sent" and then sends', {
    fence: [
      [
        "SET state = 'sending', first_call_at = ?1",
        "SET state = 'sent', sent_at = ?1, first_call_at = ?1",
      ],
    ],
  }),
  rewritten('no check at the fence', 'calls due emails even after an unsubscribe', {
    fence: [
      [FENCE_GUARD, "d.state IN ('scheduled', 'cancelled')"],
      ['s.revision = j.value ->> 4 AND s.link_version = j.value ->> 5 AND (', '(1 OR '],
    ],
  }),
  rewritten(
    'fence without link version',
    'sends links that were replaced after the look',
    { fence: [['AND s.link_version = j.value ->> 5', '']] },
    { firstSeed: 2 },
  ),
  rewritten(
    'no claim',
    'lets two ticks take the same rows',
    { fence: [[FENCE_GUARD, "d.state IN ('scheduled', 'sending')"]] },
    { crowd: CROWD, rates: { cron_doubled: 0.1 }, firstSeed: 7 },
  ),
  rewritten('too early', 'sends emails an hour early', {
    look: [['d.due_at <= ?1', 'd.due_at <= ?1 + 3600000']],
    fence: [['d.due_at <= ?1', 'd.due_at <= ?1 + 3600000']],
  }),
  rewritten('recovery forgets', 'recovers unclear calls only, not those of a crashed run', {
    'take over': [
      ['FROM calls WHERE next_at <= ?1', 'FROM calls WHERE next_at <= ?1 AND attempts > 0'],
    ],
  }),
  rewritten('last event wins', 'lets a later event erase an earlier one', {
    feedback: [['ELSE delivered_at END', 'ELSE NULL END']],
  }),
  rewritten('early event dropped', 'ignores events that arrive before the record', {
    feedback: [['WHERE id = ?1 AND', "WHERE id = ?1 AND state = 'sent' AND"]],
  }),
  rewritten('cursor', 'looks only at emails due in the last two minutes', {
    look: [['d.due_at <= ?1', 'd.due_at <= ?1 AND d.due_at > ?1 - 120000']],
  }),
  rewritten('retry after leaving', 'retries without checking for leaving and moves', {
    members: [
      ["WHEN s.status = 'left' THEN 'left'", ''],
      ["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", ''],
    ],
  }),
  rewritten(
    'retry after a complaint',
    'retries without checking for suppression',
    {
      members: [
        ['WHEN (s.suppressed > (', 'WHEN (s.suppressed > 9 + ('],
        ["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", ''],
      ],
    },
    { firstSeed: 6 },
  ),
  rewritten('retry too late', 'retries after the window has closed', {
    members: [['WHEN d.closes_at <= ?3 THEN', 'WHEN d.closes_at <= ?3 - 1e15 THEN']],
  }),
  rewritten(
    'record without the lease',
    'lets a run record a call that another run has taken over',
    {
      record: [['AND d.lease_token = ?3', 'AND ?3 IS NOT NULL']],
    },
    { rates: { stalls_past_lease: 0.03, commits_past_lease: 0.03 }, firstSeed: 5 },
  ),
  rewritten(
    'close without the lease',
    'lets a run delete a call that another run has taken over',
    { 'close calls': [['WHERE lease_token = ?2 AND', 'WHERE ?2 IS NOT NULL AND']] },
    { firstSeed: 2 },
  ),
  rewritten('back to an old plan', 'reschedules a rejected email of an outdated plan', {
    record: [
      [
        "WHEN (j.value ->> 1 = 'scheduled' AND d.kind <> 'address'",
        "WHEN (j.value ->> 1 = 'never'",
      ],
      ['THEN s.revision ELSE d.revision END', 'THEN d.revision ELSE d.revision END'],
    ],
  }),
  rewritten(
    'complaint ignored',
    'ignores complaints',
    { complaint: [["SET suppressed = 'complained'", 'SET suppressed = suppressed']] },
    { firstSeed: 2 },
  ),
  rewritten('leave all ends one', 'ends one course instead of all', {
    'leave all': [["AND status <> 'left'", "AND status <> 'left' AND id = ?1"]],
  }),
];
