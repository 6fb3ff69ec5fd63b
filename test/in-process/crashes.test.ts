import { describe, expect, it } from 'vitest';
import { type Accident, MISHAPS, play, type Size } from './crashes.ts';

const SIZES: readonly Size[] = ['one email', 'a batch of three'];

/** Every failure at each of this many steps. */
async function accidentsOf(size: Size): Promise<Accident[]> {
  const all: Accident[] = [];
  for (let point = 1; ; point++) {
    const { reached } = await play(size, [{ point, mishap: 'crash' }]);
    if (!reached) return all;
    all.push(...MISHAPS.map((mishap) => ({ point, mishap })));
  }
}

describe.each(SIZES)('sending %s', (size) => {
  it('sends each email once and leaves nothing open, whatever fails at any step', async () => {
    const accidents = await accidentsOf(size);
    expect(accidents.length).toBeGreaterThanOrEqual(4 * MISHAPS.length);
    for (const accident of accidents) {
      const { findings } = await play(size, [accident]);
      expect([accident, findings]).toEqual([accident, []]);
    }
  });

  it.runIf(process.env.VERIFY)(
    'the same holds for a second failure during recovery',
    async () => {
      const accidents = await accidentsOf(size);
      let played = 0;
      for (const first of accidents) {
        for (let point = 1; ; point++) {
          let reached = true;
          for (const mishap of MISHAPS) {
            const pair = [first, { point, mishap }];
            const outcome = await play(size, pair);
            reached &&= outcome.reached;
            expect([pair, outcome.findings]).toEqual([pair, []]);
            played++;
          }
          if (!reached) break;
        }
      }
      console.log(`${played} ordered pairs, sending ${size}`);
    },
    600_000,
  );
});
