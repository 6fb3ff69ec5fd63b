/**
 * The whole system in one process on virtual time: production use-cases, production SQL on SQLite,
 * the production email client and the provider's core. No Worker, no network, no waiting.
 */

import type { Courses } from '../../src/course/catalog.ts';
import { DAY } from '../../src/domain/time.ts';
import { type Tokens, tokens } from '../../src/links/links.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { type ResendOptions, resendList, resendMailer } from '../../src/mail/resend-client.ts';
import { type Config, type Env, readConfig, wire } from '../../src/services.ts';
import { type Database, type Row, retrying, type Value } from '../../src/storage/database.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { type Shown, show } from '../../src/usecases/show.ts';
import { createDice, randomId } from '../world/dice.ts';
import { type Core, createCore } from '../world/provider-core.ts';
import type { Settings } from '../world/provider-types.ts';
import { type Actions, actionsOf } from './actions.ts';
import { type Fetch, fetchFrom, type Sent, sentBy } from './fake-fetch.ts';
import { play } from './play.ts';
import { openSqlite } from './sqlite.ts';

export type WorldOptions = Seams & {
  /** An ISO instant or epoch milliseconds. */
  readonly start: string | number;
  readonly seed?: number;
  /** The longest time between ticks when nothing is due (default: a day). */
  readonly idle?: number;
  readonly provider?: Partial<Settings>;
};

/** Hooks between the use-cases and their environment. */
export type Seams = {
  readonly database?: (inner: Database) => Database;
  readonly mailer?: (inner: Mailer) => Mailer;
  /** Replaces `fetch` below the email client: requests and responses can be lost or delayed. */
  readonly fetch?: (inner: Fetch) => Fetch;
  /** Replaces waiting; by default it advances the clock at once. */
  readonly wait?: Ports['wait'];
  readonly log?: Ports['log'];
  readonly courses?: Courses;
  readonly links?: Ports['links'];
  /** Settings changed by a later deployment. */
  readonly env?: Partial<Env>;
};

/** The result of a use-case, and what may be sent at once. */
type Done = { readonly send?: readonly string[] };

export type World = Actions & {
  readonly now: number;
  readonly ports: Ports;
  readonly provider: Core;
  /** The emails that the provider accepted, oldest first. */
  readonly log: readonly Sent[];
  readonly sqlite: ReturnType<typeof openSqlite>;
  /** Another Worker's ports on the same database and provider, with hooks of their own. */
  readonly worker: (seams?: Seams) => Ports;
  readonly advanceTo: (at: string | number) => void;
  /** A request: runs a use-case, then sends what it returned for sending at once. */
  readonly act: <T extends Done>(useCase: (ports: Ports, now: number) => Promise<T>) => Promise<T>;
  /** One cron event; without `at` now; an earlier `at` gets its own clock. */
  readonly tick: (at?: string | number) => Promise<void>;
  /** Runs the cron until then, skipping minutes in which nothing can happen. */
  readonly play: (until: string | number) => Promise<void>;
  /** Accepted emails to this address or of this message. */
  readonly mails: (filter?: { readonly to?: string; readonly message?: string }) => Sent[];
  readonly rows: <T = Row>(sql: string, ...values: Value[]) => T[];
  readonly plan: (id: string) => Promise<Shown | null>;
  readonly close: () => void;
};

/** An empty world at `start`. The same seed and the same actions give the same emails. */
export function createWorld({
  start,
  seed = 1,
  idle = DAY,
  env = {},
  provider: generous,
  ...own
}: WorldOptions): World {
  let now = instant(start);
  const configured = memoizeConfig(env);
  const { config } = configured();
  const ids = createDice(seed).fork('ids');
  const sqlite = openSqlite();
  const log: Sent[] = [];
  const provider = createCore({
    rate_limit: null,
    keep_bodies: false,
    ...generous,
    newId: (n) => `mail-${n}`,
    onAccepted: (record) => log.push(...sentBy(record)),
  });
  const spent = { statements: 0, calls: 0 };

  function worker(seams: Seams = {}): Ports {
    const counted: Database = (statements) => {
      spent.statements += statements.length;
      return sqlite.database(statements);
    };
    const { config, signed } = configured(seams.env);
    const resend: ResendOptions = {
      apiKeys: config.resendApiKeys,
      baseUrl: config.resendBaseUrl,
      fetch: (seams.fetch ?? same)(fetchFrom(provider, () => now)),
      onCall: () => {
        spent.calls++;
      },
    };
    const { database = same, mailer: around = same } = seams;
    const mailer = around(resendMailer(resend));
    const wait = seams.wait ?? pass;
    const retried = retrying(database(counted), wait);
    const wired = wire(config, signed, retried, mailer, resendList(resend));
    return {
      ...wired,
      newId: () => randomId(ids),
      wait,
      log: seams.log ?? (() => {}),
      courses: seams.courses ?? wired.courses,
      links: seams.links ?? wired.links,
    };
  }

  /** Waiting advances the clock. */
  async function pass(ms: number): Promise<void> {
    now += ms;
  }

  function advanceTo(at: string | number): void {
    now = Math.max(now, instant(at));
  }

  async function tickAt(at: string | number = now): Promise<void> {
    const began = instant(at);
    const past = began < now;
    advanceTo(began);
    const before = { ...spent };
    const most = config.workersPlan === 'free' ? 45 : Infinity;
    const room = {
      statements: () => most - (spent.statements - before.statements),
      calls: () => most - (spent.calls - before.calls),
    };
    await tick(ports, past ? () => began : () => now, room);
  }

  const ports = worker(own);
  const stage = {
    get now() {
      return now;
    },
    idle,
    ports,
    provider,
    log,
    sqlite,
    worker,
    advanceTo,
    async act<T extends Done>(run: (ports: Ports, now: number) => Promise<T>): Promise<T> {
      const at = now;
      const done = await run(ports, at);
      await sendNow(ports, done.send ?? [], () => now);
      return done;
    },
    tick: tickAt,
    play: (until: string | number): Promise<void> => play(stage, instant(until)),
    mails: ({ to, message }: { to?: string; message?: string } = {}) =>
      log.filter(
        (mail) =>
          (to === undefined || mail.to === to) &&
          (message === undefined || messageIn(mail.delivery) === message),
      ),
    rows: sqlite.rows,
    plan: (id: string) => show(ports, id, now),
    close: sqlite.close,
  };
  return Object.assign(stage, actionsOf(stage));
}

/** The message in a delivery's id. */
export const messageIn = (delivery: string): string => delivery.split('_')[1] ?? '';

/** Settings are parsed once per deployment. */
function memoizeConfig(own: Partial<Env>) {
  const known = new Map<Partial<Env>, { config: Config; signed: Tokens }>();
  return (deployed: Partial<Env> = own) => {
    const before = known.get(deployed);
    if (before) return before;
    const config = configOf({ ...ENV, ...own, ...deployed });
    const made = { config, signed: tokens(config.linkSecrets) };
    known.set(deployed, made);
    return made;
  };
}

function configOf(env: Env): Config {
  const config = readConfig(env);
  if ('problems' in config) throw new Error(config.problems.join(' '));
  return config;
}

const instant = (at: string | number): number => {
  const read = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(read)) throw new Error(`${at} is not an instant`);
  return read;
};

const same = <T>(inner: T): T => inner;

/** Valid settings of an operator. */
const ENV: Env = {
  DB: {} as D1Database,
  PUBLIC_URL: 'https://milepost.test',
  MAIL_FROM: 'Milepost <course@milepost.test>',
  REPLY_TO: 'author@milepost.test',
  POSTAL_ADDRESS: 'Milepost, 1 Example Road, Exampleton',
  RESEND_API_KEY: 're_test',
  LINK_SECRET: 'a-test-secret-of-thirty-two-or-more-characters',
  WORKERS_PLAN: 'paid',
};
