import { describe, expect, it } from 'vitest';
import { catchMutant, HARSH, MUTANTS } from './mutants/catalogue.ts';
import { simulate } from './simulate.ts';

/** `npm test` plays the wrong designs that are found out fastest, `npm run verify` all of them. */
const QUICK = ['mark before send', 'no key', 'no fence', 'recovery forgets', 'window ignored'];

describe('the system as it is, with faults at every turn', () => {
  it('doubles nothing, loses nothing, mails nobody who left and nothing out of its window', async () => {
    const report = await simulate({ seed: 7, years: 0.5, subscribers: 30 });
    expect(report.findings).toEqual([]);
    expect(report.faults).toBeGreaterThan(100);
    expect(report.mails).toBeGreaterThan(50);
  });

  it('plays the same seed the same way', async () => {
    const options = { seed: 11, years: 0.2, subscribers: 20 };
    const [first, again, other] = [
      await simulate(options),
      await simulate(options),
      await simulate({ ...options, seed: 12 }),
    ];
    expect(again.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });

  it.runIf(process.env.VERIFY).each([1, 2, 3, 10])(
    'stands where wrong designs fall, seed %i',
    async (seed) => {
      expect((await simulate({ ...HARSH, seed })).findings).toEqual([]);
    },
  );
});

describe('wrong designs are found out within fifty seeds', () => {
  const wrong = process.env.VERIFY ? MUTANTS : MUTANTS.filter(({ name }) => QUICK.includes(name));

  it('are twelve or more', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(12);
    expect(wrong.length).toBeGreaterThanOrEqual(QUICK.length);
  });

  it.each(wrong)('$name', async (mutant) => {
    const caught = await catchMutant(mutant);
    expect(caught).not.toBeNull();
    console.log(`${mutant.name}: seed ${caught!.seed}, ${caught!.rule}: ${caught!.says}`);
  });
});
