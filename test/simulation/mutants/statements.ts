/** Wrong statements: production's own, with a condition less or another one in its place. */
import { type Mutant, rewriting } from './mutant.ts';

const rewritten = (
  name: string,
  wrong: string,
  changes: Parameters<typeof rewriting>[0],
  more: Pick<Mutant, 'crowd'> = {},
): Mutant => ({ name, wrong, ...more, mutate: () => rewriting(changes) });

/** Many who are due together: they go in batches, which have keys of their own. */
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
  rewritten('no check at the fence', 'calls what was due, also after a leaving', {
    fence: [
      [FENCE_GUARD, "d.state IN ('scheduled', 'cancelled')"],
      ['s.revision = j.value ->> 4 AND s.link_version = j.value ->> 5 AND (', '(1 OR '],
    ],
  }),
  rewritten('fence without link version', 'sends links that were replaced since the look', {
    fence: [['AND s.link_version = j.value ->> 5', '']],
  }),
  rewritten(
    'no claim',
    'lets two ticks take the same rows',
    { fence: [[FENCE_GUARD, "d.state IN ('scheduled', 'sending')"]] },
    { crowd: CROWD },
  ),
  rewritten('too early', 'sends what is due within the hour', {
    look: [['d.due_at <= ?1', 'd.due_at <= ?1 + 3600000']],
    fence: [['d.due_at <= ?1', 'd.due_at <= ?1 + 3600000']],
  }),
  rewritten('recovery forgets', 'recovers what was recorded as unclear, and no crash', {
    'take over': [
      ['FROM calls WHERE next_at <= ?1', 'FROM calls WHERE next_at <= ?1 AND attempts > 0'],
    ],
  }),
  rewritten('last event wins', 'lets a late event wipe out what an earlier one told', {
    feedback: [['ELSE delivered_at END', 'ELSE NULL END']],
  }),
  rewritten('early event dropped', 'ignores events that come before the record', {
    feedback: [['WHERE id = ?1 AND', "WHERE id = ?1 AND state = 'sent' AND"]],
  }),
  rewritten('cursor', 'takes what came due since the last minute, and looks back no further', {
    look: [['d.due_at <= ?1', 'd.due_at <= ?1 AND d.due_at > ?1 - 120000']],
  }),
  rewritten('retry to who left', 'tries again without asking who has left or moved since', {
    members: [
      ["WHEN s.status = 'left' THEN 'left'", ''],
      ["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", ''],
    ],
  }),
  rewritten('retry to a complaint', 'tries again without asking for suppression', {
    members: [
      ['WHEN (s.suppressed > (', 'WHEN (s.suppressed > 9 + ('],
      ["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", ''],
    ],
  }),
  rewritten('retry too late', 'tries again after the window has closed', {
    members: [['WHEN d.closes_at <= ?3 THEN', 'WHEN d.closes_at <= ?3 - 1e15 THEN']],
  }),
  rewritten('record without the lease', 'lets a run record what another has taken over', {
    record: [['AND d.lease_token = ?3', 'AND ?3 IS NOT NULL']],
  }),
  rewritten('close without the lease', 'lets a run that was overtaken delete the call of another', {
    'close calls': [['WHERE lease_token = ?2 AND', 'WHERE ?2 IS NOT NULL AND']],
  }),
  rewritten('back to an old plan', 'schedules a refused email again for a plan that has changed', {
    record: [
      [
        "WHEN (j.value ->> 1 = 'scheduled' AND d.kind <> 'address'",
        "WHEN (j.value ->> 1 = 'never'",
      ],
      ['THEN s.revision ELSE d.revision END', 'THEN d.revision ELSE d.revision END'],
    ],
  }),
  rewritten('complaint ignored', 'takes a complaint for an opinion', {
    complaint: [["SET suppressed = 'complained'", 'SET suppressed = suppressed']],
  }),
  rewritten('leaves one of all', 'leaves one course where all were meant', {
    'leave all': [["AND status <> 'left'", "AND status <> 'left' AND id = ?1"]],
  }),
];
