import { beforeAll, describe, expect, it } from 'vitest';
import { type SignUpLimits, signUpLimitsOf } from '../../src/domain/limits.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { takeSignUp } from '../../src/usecases/sign-up/subscribe.ts';
import { addDue, type Spent, spending, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');
const play = (now: number) => spending((ports) => tick(ports, () => now));

beforeAll(async () => {
  await addDue('ahead', 2000, NOW + 86_400_000 * 30);
  await addDue('first', 1, NOW - 60_000);
  // The maintenance jobs of a new database and a new day take a few ticks.
  for (let time = 0; time < 8; time++) await play(NOW);
});

it('a tick with nothing due costs one statement and at most 10 rows, however many people are subscribed', async () => {
  const idle = await play(NOW);
  expect(idle.statements).toBe(1);
  expect(idle.read).toBeLessThanOrEqual(10);
});

it('/health costs at most 2,100 rows, however many emails wait, held or not', async () => {
  await addDue('waits', 3000, NOW - 3_600_000);
  const ask = () =>
    spending(async (metered) => {
      const { overdue, problems } = await health(metered, NOW);
      expect([overdue, problems.length]).toEqual([500, 1]);
    });
  const waiting = await ask();
  const scope = 'ml-interviews/one-week';
  await bindings.DB.prepare(
    `INSERT INTO holds (scope, cause, reason, since, next_at, tries)
     VALUES ('${scope}', 'refused', 'invalid', ?1, ?1, 0)`,
  )
    .bind(NOW - 3_600_000)
    .run();
  await bindings.DB.prepare('UPDATE settings SET unsettled = 1').run();
  const held = await ask();
  await bindings.DB.batch(
    ["DELETE FROM subscribers WHERE id LIKE '%waits%'", 'DELETE FROM holds'].map((sql) =>
      bindings.DB.prepare(sql),
    ),
  );
  expect([waiting.read, held.read].filter((read) => read > 2100)).toEqual([]);
});

it('an email costs at most 14 rows read and 2.1 written, and the same with ten times the people', async () => {
  await play(NOW);
  const costs: number[][] = [];
  for (const [size, people] of [0, 18_000].entries()) {
    if (people > 0) await addDue('crowd', people, NOW + 86_400_000 * 30);
    await addDue(`due${size}x`, 1000, NOW);
    const { read, written } = await play(NOW);
    expect(await states(`due${size}x`)).toEqual({ sent: 1000 });
    costs.push([read / 1000, written / 1000]);
  }
  const [few, many] = costs as [[number, number], [number, number]];
  expect(few[0]).toBeLessThanOrEqual(14);
  expect(few[1]).toBeLessThanOrEqual(2.1);
  expect(Math.abs(many[0] / few[0] - 1)).toBeLessThan(0.1);
  expect(Math.abs(many[1] / few[1] - 1)).toBeLessThan(0.1);
});

it('a batch of 100 without errors costs at most 5 statements', async () => {
  await addDue('hundred', 100, NOW);
  const one = await play(NOW);
  await addDue('three', 300, NOW);
  const three = await play(NOW);
  expect(await states('three')).toEqual({ sent: 300 });
  expect(three.statements - one.statements).toBeLessThanOrEqual(2 * 5);
  expect(one.statements).toBeLessThanOrEqual(3 + 5);
  expect(three.written / 300).toBeLessThanOrEqual(2.1);
});

it('the consistency check costs at most 3 statements a minute and two rows an email, 1,000 emails a minute on the free plan, however many there are', async () => {
  // It counts the same rows in its own minutes.
  await bindings.DB.prepare("UPDATE jobs SET next_at = 9e15 WHERE name = 'daily-counts'").run();
  const room = { statements: () => 45, calls: () => 45 };
  for (const [day, people] of [0, 10_000].entries()) {
    if (people > 0) await addDue('more', people, NOW + 86_400_000 * 30);
    const night = NOW + 86_400_000 * (day + 1);
    const minute = () => spending((ports) => tick(ports, () => night, room));
    const mails = await bindings.DB.prepare('SELECT count(*) AS n FROM deliveries').first<number>(
      'n',
    );
    // The other nightly jobs run in the minute in which a round begins.
    expect((await minute()).statements).toBeLessThan(35);
    const minutes: Spent[] = [];
    while (minutes.at(-1)?.statements !== 1) minutes.push(await minute());
    expect(minutes.length).toBe(Math.floor(mails! / 1000) + 1);
    const walking = minutes.slice(0, -2);
    expect(Math.max(...walking.map(({ statements }) => statements))).toBe(3);
    expect(Math.max(...walking.map(({ read }) => read))).toBeLessThanOrEqual(2 * 1000 + 15);
  }
});

describe('before the response a sign-up costs', () => {
  /** From a separate network, so that no other sign-up is counted there. */
  const take = async (
    name: string,
    network: string,
    signUpLimits: SignUpLimits,
  ): Promise<Spent & { why: string }> => {
    let why = 'taken';
    const key = `${name}@cost.example`;
    const signUp = {
      address: { send: key, key },
      course: 'ml-interviews',
      targetDate: null,
      dateKind: 'appointment' as const,
      timeZone: 'UTC',
      sendHour: 8,
      name: '',
      locale: 'en',
    };
    const visitor = { network, consent: { how: 'json', words: '' } } as const;
    const spent = await spending(async (ports) => {
      const taken = await takeSignUp({ ...ports, signUpLimits }, signUp, visitor, NOW);
      if ('closed' in taken) why = taken.closed.why;
    });
    return { ...spent, why };
  };
  const open = signUpLimitsOf(10_000);

  it('two statements, and five rows written', async () => {
    const { statements, written, read, why } = await take('ada', '192.0.2', open);
    expect([why, statements, written]).toEqual(['taken', 2, 5]);
    expect(read).toBeLessThanOrEqual(12);
  });

  it.each<[string, Partial<SignUpLimits>]>([
    ['day', { all: 0 }],
    ['network', { network: 0 }],
    ['taken', { mailbox: 0 }],
  ])("three statements more, and no row written, if it isn't counted: %s", async (why, less) => {
    const spent = await take(`not-${why}`, '198.51.100', { ...open, ...less });
    expect([spent.why, spent.statements, spent.written]).toEqual([why, 2 + 3, 0]);
  });
});
