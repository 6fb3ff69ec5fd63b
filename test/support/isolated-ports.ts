/** A house of its own: the production wiring on real D1, with a provider that nobody else uses. */
import { createProvider } from '../../scripts/world/provider.ts';
import type { ProviderOptions } from '../../scripts/world/provider-state.ts';
import type { Mail } from '../../scripts/world/provider-types.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { resendMailer } from '../../src/mail/resend-client.ts';
import { resendList } from '../../src/mail/resend-list.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports } from './ledger.ts';
import { bindings } from './worker.ts';

/** What a test may put between the house and the world. */
export type Between = {
  readonly database?: (inner: Database) => Database;
  readonly mailer?: (inner: Mailer) => Mailer;
};

/** A Monday at eight, when the days of these tests begin. */
export const NOW = Date.parse('2028-03-13T08:00:00Z');

/** Opens a house with a provider of these settings; all its Workers share the test's database. */
export function openHouse(settings: ProviderOptions = {}) {
  const provider = createProvider({ rate_limit: null, ...settings });
  const setClock = (at: number): void =>
    provider.state.clock.set({ now: new Date(at).toISOString(), frozen: true });
  setClock(NOW);
  const options = { apiKeys: ['re_own'], baseUrl: 'https://provider.test', fetch: provider.fetch };
  const worker = ({ database, mailer = (inner) => inner }: Between = {}): Ports => ({
    ...ports(database),
    mailer: mailer(resendMailer(options)),
    list: resendList(options),
    wait: async () => {},
  });
  const house = {
    provider,
    setClock,
    worker,
    /** What the provider accepted, in order, without mails to the operator. */
    mails: (): Mail[] =>
      provider.state.mails.filter(({ tags: [tag] }) => !tag!.value.startsWith('digest-')),
    /** Plays the cron; the provider's clock goes along. */
    async play(at: number, own: Ports = worker()): Promise<void> {
      setClock(at);
      await tick(own, () => at);
    },
    /** From the provider's log: how many deliveries of this prefix it accepted once, twice … */
    accepted(prefix = ''): Record<number, number> {
      const own = house
        .mails()
        .flatMap(({ tags: [tag] }) => (tag!.value.startsWith(prefix) ? tag!.value : []));
      const times = Object.values(Object.groupBy(own, String)).map((same) => same!.length);
      return Object.fromEntries(
        Object.entries(Object.groupBy(times, String)).map(([n, all]) => [n, all!.length]),
      );
    },
  };
  return house;
}

/** As if nobody had ever been here, on a morning when the zones were already checked. */
export async function emptyDatabase(): Promise<void> {
  await bindings.DB.batch(
    [
      'DELETE FROM deliveries',
      'DELETE FROM calls',
      'DELETE FROM subscriptions',
      'DELETE FROM subscribers',
      'DELETE FROM sign_ups',
      'DELETE FROM confirmations',
      'DELETE FROM tallies',
      'DELETE FROM holds',
      'DELETE FROM digests',
      'UPDATE settings SET held = NULL, late_flights = 0, last_tick_at = NULL',
      "UPDATE jobs SET next_at = 0, cursor = '', state = NULL WHERE next_at IS NOT NULL",
      `INSERT OR REPLACE INTO jobs (name, next_at) VALUES ('zones', ${NOW} + 86400000)`,
    ].map((sql) => bindings.DB.prepare(sql)),
  );
}

/** A database that fails once, at its `point`-th call, before or after that took effect. */
export function failingAt(point: number, when: 'before' | 'after') {
  let calls = 0;
  const database =
    (inner: Database): Database =>
    async (statements) => {
      const fails = ++calls === point;
      if (fails && when === 'before') throw new Error('D1_ERROR: Network connection lost.');
      const answers = await inner(statements);
      if (fails) throw new Error('D1_ERROR: Network connection lost.');
      return answers;
    };
  return { database, reached: () => calls >= point };
}

/** Seams of a Worker that is killed at its `point`-th step, just before or after that took effect. */
export function killedAt(point: number, when: 'before' | 'after') {
  let steps = 0;
  const { promise: death, resolve: die } = Promise.withResolvers<void>();
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    steps++;
    if (steps < point) return act();
    if (steps === point && when === 'after') await act();
    die();
    return new Promise(() => {});
  };
  const between: Between = {
    database: (inner) => (statements) => step(() => inner(statements)),
    mailer: (inner) => ({ send: (call) => step(() => inner.send(call)) }),
  };
  return { between, death, reached: () => steps >= point };
}
