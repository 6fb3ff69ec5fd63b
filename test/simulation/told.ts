/** Responses are true: the database holds what a person was told. */
import type { Instant } from '../../src/domain/time.ts';
import type { Told } from './acts.ts';
import { type Commits, type Standing, when } from './commits.ts';
import type { Process, Stage } from './stage.ts';

/** Compares the response with what this request committed. */
export function checkTold(
  stage: Stage,
  { standings }: Commits,
  process: Process,
  id: string,
  told: Told,
): void {
  stage.note(`${process.name} was told`);
  const own = standings.get(id)?.findLast(({ by }) => by === process);
  if (own === undefined) return;
  for (const [fact, value] of Object.entries(told)) {
    const is = own[fact as keyof Standing];
    if (is === value) continue;
    stage.blame('other than told', `${process.name} at ${when(own.at)}: ${fact} is ${is}`);
  }
}

/** Checks that every course of this address has ended, except those changed since. */
export function checkAllLeft(
  stage: Stage,
  { standings }: Commits,
  address: string,
  before: Instant,
): void {
  for (const [id, all] of standings) {
    const { address: of, status, at } = all.at(-1)!;
    if (of !== address || at >= before || status === 'left' || status === 'forgotten') continue;
    stage.blame('other than told', `${id} of ${address} is still active after leaving all`);
  }
}
