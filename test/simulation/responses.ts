/** Responses are true: the database contains what the response said. */
import type { Instant } from '../../src/domain/time.ts';
import { type CommitWatch, type Snapshot, when } from './commit-watch.ts';
import type { ExpectedState } from './person-actions.ts';
import type { Process, Scheduler } from './scheduler.ts';

/** Compares the response with what this request committed. */
export function checkResponse(
  scheduler: Scheduler,
  { snapshots }: CommitWatch,
  process: Process,
  id: string,
  expected: ExpectedState,
): void {
  scheduler.note(`${process.name} was told`);
  const own = snapshots.get(id)?.findLast(({ by }) => by === process);
  if (own === undefined) return;
  for (const [fact, value] of Object.entries(expected)) {
    const is = own[fact as keyof Snapshot];
    if (is === value) continue;
    scheduler.fail('untrue response', `${process.name} at ${when(own.at)}: ${fact} is ${is}`);
  }
}

/** Checks that every course of this address has ended, except those changed since. */
export function checkAllLeft(
  scheduler: Scheduler,
  { snapshots }: CommitWatch,
  address: string,
  before: Instant,
): void {
  for (const [id, all] of snapshots) {
    const { address: of, status, at } = all.at(-1)!;
    if (of !== address || at >= before || status === 'left' || status === 'forgotten') continue;
    scheduler.fail('untrue response', `${id} of ${address} is still active after leaving all`);
  }
}
