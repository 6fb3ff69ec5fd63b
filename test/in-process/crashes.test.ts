import { describe, expect, it } from 'vitest';
import { byDepth, isTest } from '../support/depth.ts';
import { FAILURES, type Failure, type InjectedFailure, play, type Size } from './crashes.ts';

const SIZES: readonly Size[] = ['one email', 'a batch of three'];

/** Every failure at each of this many steps. */
async function accidentsOf(size: Size): Promise<InjectedFailure[]> {
  const all: InjectedFailure[] = [];
  for (let point = 1; ; point++) {
    const { reached } = await play(size, [{ point, failure: 'crash' }]);
    if (!reached) return all;
    all.push(...FAILURES.map((failure) => ({ point, failure })));
  }
}

describe.each(SIZES)('sending %s', (size) => {
  it('sends each email once and leaves nothing open, whatever fails at any step', async () => {
    const failures = await accidentsOf(size);
    expect(failures.length).toBeGreaterThanOrEqual(4 * FAILURES.length);
    for (const failure of failures) {
      const { findings } = await play(size, [failure]);
      expect([failure, findings]).toEqual([failure, []]);
    }
  });

  it.skipIf(isTest)('the same holds for a second failure during recovery', async () => {
    const failures = await accidentsOf(size);
    let played = 0;
    for (const [index, first] of failures.entries()) {
      for (let point = 1; ; point++) {
        let reached = true;
        const kind = FAILURES[(index + point) % FAILURES.length]!;
        for (const failure of byDepth<readonly Failure[]>([], [kind], FAILURES)) {
          const pair = [first, { point, failure }];
          const outcome = await play(size, pair);
          reached &&= outcome.reached;
          expect([pair, outcome.findings]).toEqual([pair, []]);
          played++;
        }
        if (!reached) break;
      }
    }
    console.log(`${played} ordered pairs, sending ${size}`);
  });
});
