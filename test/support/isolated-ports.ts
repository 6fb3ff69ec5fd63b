/** Isolated ports: the production wiring on real D1, with a separate provider. */
import { createProvider } from '../../scripts/world/provider.ts';
import type { ProviderOptions } from '../../scripts/world/provider-state.ts';
import type { Mail } from '../../scripts/world/provider-types.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { resendList, resendMailer } from '../../src/mail/resend-client.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports } from './ledger.ts';
import { bindings } from './worker.ts';

/** Replacements for parts of the environment. */
export type Overrides = {
  readonly database?: (inner: Database) => Database;
  readonly mailer?: (inner: Mailer) => Mailer;
};

/** A Monday at eight: the start of these tests. */
export const NOW = Date.parse('2028-03-13T08:00:00Z');

/** Creates ports with a provider of these settings; all its Workers share the test's database. */
export function isolatedPorts(settings: ProviderOptions = {}) {
  const provider = createProvider({ rate_limit: null, ...settings });
  const setClock = (at: number): void =>
    provider.state.clock.set({ now: new Date(at).toISOString(), frozen: true });
  setClock(NOW);
  const options = { apiKeys: ['re_own'], baseUrl: 'https://provider.test', fetch: provider.fetch };
  const worker = ({ database, mailer = (inner) => inner }: Overrides = {}): Ports => ({
    ...ports(database),
    mailer: mailer(resendMailer(options)),
    list: resendList(options),
    wait: async () => {},
  });
  const isolated = {
    provider,
    setClock,
    worker,
    /** The emails that the provider accepted, in order, without emails to the operator. */
    mails: (): Mail[] =>
      provider.state.mails.filter(({ tags: [tag] }) => !tag!.value.startsWith('digest-')),
    /** Runs the cron, and sets the provider's clock to it. */
    async play(at: number, own: Ports = worker()): Promise<void> {
      setClock(at);
      await tick(own, () => at);
    },
    /**
     * From the provider's log: how many deliveries of this prefix were accepted once, twice, and so
     * on.
     */
    accepted(prefix = ''): Record<number, number> {
      const own = isolated
        .mails()
        .flatMap(({ tags: [tag] }) => (tag!.value.startsWith(prefix) ? tag!.value : []));
      const times = Object.values(Object.groupBy(own, String)).map((same) => same!.length);
      return Object.fromEntries(
        Object.entries(Object.groupBy(times, String)).map(([n, all]) => [n, all!.length]),
      );
    },
  };
  return isolated;
}

/** Empties the database, and marks the zone check as done and the operator as told. */
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
      'UPDATE settings SET held = NULL, released_at = NULL, late_flights = 0, last_tick_at = NULL',
      "UPDATE jobs SET next_at = 0, cursor = '', state = NULL WHERE next_at IS NOT NULL",
      `INSERT OR REPLACE INTO jobs (name, next_at)
       VALUES ('zones', ${NOW} + 86400000), ('digest', ${NOW} + 86400000)`,
    ].map((sql) => bindings.DB.prepare(sql)),
  );
}

/** A database that fails once, at its `point`-th call, before or after the call took effect. */
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

/** Ports of a Worker killed at its `point`-th step, before or after the step took effect. */
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
  const between: Overrides = {
    database: (inner) => (statements) => step(() => inner(statements)),
    mailer: (inner) => ({ send: (call) => step(() => inner.send(call)) }),
  };
  return { between, death, reached: () => steps >= point };
}
