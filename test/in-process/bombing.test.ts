/** One victim, many networks: whatever is sent to the form, the mailbox gets four emails a day, eight in all. */
import { expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { createDice } from '../../scripts/world/dice.ts';
import { foldedAddress } from '../../src/domain/address.ts';
import { readSignUp } from '../../src/domain/parse/sign-up.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { settleSignUp, takeSignUp } from '../../src/usecases/sign-up/subscribe.ts';
import { byDepth } from '../support/depth.ts';

const START = '2027-03-01T00:00:00Z';
const VICTIM = 'Ada.Lovelace@gmail.com';

const [SIGN_UPS, NETWORKS] = byDepth([600, 60], [10_000, 1_000], [10_000, 1_000]) as [
  number,
  number,
];

const VARIANTS = (i: number): string =>
  [VICTIM, VICTIM.toLowerCase(), `adalovelace+${i}@gmail.com`, 'ada.love.lace@googlemail.com'][
    i % 4
  ]!;

const signUp = async (world: World, email: string, network: string): Promise<string> => {
  const fields = { email, target_date: '2028-03-20', time_zone: 'UTC' };
  const reading = readSignUp(fields, world.ports.courses.all, world.now);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  const consent = { how: 'form', words: '' } as const;
  const visitor = { network, consent };
  const taken = await takeSignUp(world.ports, reading.value, visitor, world.now);
  if ('closed' in taken) return taken.closed.why;
  if (taken.asked) await settleSignUp(world.ports, taken.asked, () => world.now);
  return 'taken';
};

const toVictim = (world: World) =>
  world.mails().filter(({ to }) => /^ada\.?love\.?lace(\+\d+)?@g/i.test(to));

it.each([
  ['in a minute', 0],
  ['in a day', DAY],
  ['in 89 days', 89 * DAY],
])(
  `${SIGN_UPS} sign-ups of one victim from ${NETWORKS} networks %s bring four emails in 24 hours and eight in all`,
  async (_, span) => {
    const world = createWorld({ start: START });
    const dice = createDice(span + 1);
    const answers = new Map<string, number>();
    for (let i = 0; i < SIGN_UPS; i++) {
      world.advanceTo(Date.parse(START) + Math.floor((span * i) / SIGN_UPS));
      const network = `10.${dice.between(0, 3)}.${i % NETWORKS}`;
      const answer = await signUp(world, VARIANTS(i), network);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (span > DAY && i % 100 === 0) await world.tick();
    }
    await world.play(world.now + HOUR);
    const emails = toVictim(world);
    expect(emails.length).toBe(span > DAY ? 8 : 4);
    for (const { at, to } of emails) {
      const within = (time: number) =>
        emails.filter((other) => other.at >= at && other.at < at + time);
      expect(within(DAY).length).toBeLessThanOrEqual(4);
      const sameAddress = (other: { to: string }) => foldedAddress(other.to) === foldedAddress(to);
      expect(within(DAY).filter(sameAddress).length).toBeLessThanOrEqual(2);
      expect(within(10 * MINUTE).filter(sameAddress).length).toBe(1);
    }
    // The operator gets no email about it, and other people can still sign up.
    expect([...answers]).toEqual([['taken', SIGN_UPS]]);
    expect(await signUp(world, 'bo@elsewhere.example', '192.0.2')).toBe('taken');
    expect(world.mails({ to: 'bo@elsewhere.example' }).length).toBe(1);
    expect(world.rows('SELECT * FROM sign_ups')).toEqual([]);
    world.close();
  },
);

it("a flood of addresses uses at most half of the day's quota, and the next day people can sign up again", async () => {
  const world = createWorld({ start: START, env: { MAIL_DAILY_LIMIT: '100' } });
  const answers: string[] = [];
  for (let i = 0; i < SIGN_UPS; i++) {
    answers.push(await signUp(world, `flood${i}@flood.example`, `10.0.${i % NETWORKS}`));
  }
  expect(world.mails().length).toBe(50);
  expect(answers.filter((answer) => answer === 'taken').length).toBe(50);
  expect(new Set(answers)).toEqual(new Set(['taken', 'day']));
  // Rejected sign-ups write no rows, so a flood can't use up the database's daily limit.
  const [rows] = world.rows<{ n: number }>('SELECT count(*) AS n FROM tallies');
  // In total, accepted confirmations, per network, per mailbox.
  expect(rows!.n).toBeLessThanOrEqual(2 + 50 + 50);
  world.advanceTo(Date.parse(START) + DAY);
  expect(await signUp(world, 'next@flood.example', '10.0.1')).toBe('taken');
  world.close();
});
