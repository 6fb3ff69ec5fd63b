/** Wrong statements: production's own, with a condition less or another one in its place. */
import { type Mutant, rewriting } from './mutant.ts';

const rewritten = (
  name: string,
  wrong: string,
  ...changes: readonly (readonly [string, string])[]
): Mutant => ({ name, wrong, mutate: () => rewriting(...changes) });

const FENCE_GUARD = "d.state = 'scheduled' AND d.due_at <= ?1";

export const STATEMENT_MUTANTS: readonly Mutant[] = [
  rewritten('mark before send', 'writes "sent" and then sends', [
    "SET state = 'sending', first_call_at = ?1",
    "SET state = 'sent', sent_at = ?1, first_call_at = ?1",
  ]),
  rewritten(
    'no check at the fence',
    'calls for whoever was due, though they left meanwhile',
    [FENCE_GUARD, "d.state IN ('scheduled', 'cancelled')"],
    ['s.revision = j.value ->> 4 AND s.link_version = j.value ->> 5 AND (', '(1 OR '],
  ),
  rewritten('no claim', 'lets two ticks take the same rows', [
    FENCE_GUARD,
    "d.state IN ('scheduled', 'sending')",
  ]),
  rewritten('recovery forgets', 'recovers what was recorded as unclear, and no crash', [
    'FROM calls WHERE next_at <= ?1',
    'FROM calls WHERE next_at <= ?1 AND attempts > 0',
  ]),
  rewritten('last event wins', 'lets a late event wipe out what an earlier one told', [
    'ELSE delivered_at END',
    'ELSE NULL END',
  ]),
  rewritten('early event dropped', 'ignores events that come before the record', [
    `complained_at END,
         lease_token = NULL
     WHERE id = ?1`,
    `complained_at END,
         lease_token = NULL
     WHERE id = ?1 AND state = 'sent'`,
  ]),
  rewritten('cursor', 'takes what came due since the last minute, and looks back no further', [
    'd.class IN (0, 1, 2, 3) AND d.due_at <= ?1',
    'd.class IN (0, 1, 2, 3) AND d.due_at <= ?1 AND d.due_at > ?1 - 120000',
  ]),
  rewritten(
    'retry to who left',
    'tries again without asking who has left or moved since',
    ["WHEN s.status = 'left' THEN 'left'", ''],
    ["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", ''],
  ),
  rewritten('retry too late', 'tries again after the window has closed', [
    'WHEN d.closes_at <= ?3 THEN',
    'WHEN d.closes_at <= ?3 - 1e15 THEN',
  ]),
  rewritten('anybody closes a call', 'lets who was overtaken delete the call of another', [
    'DELETE FROM calls WHERE lease_token = ?2 AND',
    'DELETE FROM calls WHERE ?2 IS NOT NULL AND',
  ]),
  rewritten(
    'back to an old plan',
    'schedules a refused mail again for a plan that has changed',
    ["CASE WHEN (j.value ->> 1 = 'scheduled' AND", "CASE WHEN (j.value ->> 1 = 'never' AND"],
    ['THEN s.revision ELSE d.revision END', 'THEN d.revision ELSE d.revision END'],
  ),
];
