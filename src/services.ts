/**
 * Environment -> validated config, clock and wired adapters. Rejects an incomplete configuration.
 */
import { type CourseCatalog, catalog } from './course/catalog.ts';
import { signUpLimitsOf } from './domain/limits.ts';
import { redact } from './domain/redact.ts';
import type { Instant } from './domain/time.ts';
import { mailLinks, type Tokens, tokens } from './links/links.ts';
import { readWebhook, type SignedEvent, type WebhookReading } from './mail/events.ts';
import { type Mailer, onlyTo, type ProviderList } from './mail/provider.ts';
import { apiKeyId, type ResendOptions, resendList, resendMailer } from './mail/resend-client.ts';
import { type Config, type Env, type Problems, readConfig } from './services/config.ts';
import { type Cost, type Database, d1 } from './storage/database.ts';
import type { Ports } from './usecases/ports.ts';
import type { Room } from './usecases/sending/run.ts';

export { type Config, type Env, readConfig, type Turnstile } from './services/config.ts';

export type Services = {
  readonly config: Config;
  readonly ports: Ports;
  readonly courses: CourseCatalog;
  readonly tokens: Tokens;
  /** Parses a webhook event of the provider, if its signature matches one of the secrets. */
  readonly readEvent: (event: SignedEvent) => WebhookReading;
  /** When the request arrived; a cron run has its own clock. */
  readonly now: Instant;
  /** `now` plus the time elapsed since the request arrived. */
  readonly clock: () => Instant;
};

/** The services of one request, or descriptions of configuration problems. */
export function openServices(env: Env, request: Request): Services | Problems {
  const house = houseOf(env);
  if ('problems' in house) return house;
  const { config } = house;
  const came = Date.now();
  const now = timeOf(config, request, came);
  if (now === null) {
    return { problems: ['Milepost-Now is not an instant: write it like 2027-03-20T08:01:00Z.'] };
  }
  return {
    ...house,
    courses: catalog,
    readEvent: (event) => readWebhook(event, config.webhookSecrets, now),
    now,
    clock: () => now + (Date.now() - came),
  };
}

type House = Pick<Services, 'config' | 'ports' | 'tokens'>;

/** The settings of a Worker never change: parse and wire them once. */
const houses = new WeakMap<Env, House>();

function houseOf(env: Env): House | Problems {
  const known = houses.get(env);
  if (known !== undefined) return known;
  const config = readConfig(env);
  if ('problems' in config) return config;
  const signed = tokens(config.linkSecrets);
  const house = { config, ports: portsOf(env, config, signed), tokens: signed };
  houses.set(env, house);
  return house;
}

/** The services of a cron run. */
export type CronRun = {
  readonly config: Config;
  readonly ports: Ports;
  readonly clock: () => Instant;
  readonly room: Room;
};

/**
 * The services of a cron run. Uses the real clock, because Cloudflare may start a run minutes
 * after its `scheduledTime`; only with TIME_TRAVEL does the clock start at that time.
 */
export function openRun(env: Env, scheduledTime: Instant): CronRun | Problems {
  const config = readConfig(env);
  if ('problems' in config) return config;
  const began = Date.now();
  const spent = { statements: 0, calls: 0 };
  const ports = portsOf(env, config, tokens(config.linkSecrets), {
    onCost: ({ statements }) => {
      spent.statements += statements;
    },
    onCall: () => {
      spent.calls++;
    },
  });
  const most = ROOM[config.workersPlan];
  return {
    config,
    ports,
    clock: config.timeTravel ? () => scheduledTime + (Date.now() - began) : Date.now,
    room: {
      statements: () => most.statements - spent.statements,
      calls: () => most.calls - spent.calls,
    },
  };
}

/**
 * Cloudflare ends a run at its 50th statement and 50th call on the free plan, at its 1,000th
 * statement and 10,000th call on the paid plan (autumn 2026). The reserve is for recording results.
 */
const ROOM = {
  free: { statements: 45, calls: 45 },
  paid: { statements: 950, calls: 9_500 },
};

/** The time of a request. With TIME_TRAVEL, a request may set it in a header. */
function timeOf({ timeTravel }: Config, request: Request, came: Instant): Instant | null {
  const travelled = timeTravel ? request.headers.get('milepost-now') : null;
  if (travelled === null) return came;
  const instant = Date.parse(travelled);
  return Number.isNaN(instant) ? null : instant;
}

type Meters = { readonly onCost?: (cost: Cost) => void; readonly onCall?: () => void };

function portsOf(env: Env, config: Config, signed: Tokens, meters: Meters = {}): Ports {
  const provider: ResendOptions = {
    apiKeys: config.resendApiKeys,
    baseUrl: config.resendBaseUrl,
    ...(meters.onCall ? { onCall: meters.onCall } : {}),
  };
  return wire(
    config,
    signed,
    d1(env.DB, { onCost: meters.onCost }),
    resendMailer(provider),
    resendList(provider),
  );
}

/** The ports of the use cases, on this database and mailer. */
export function wire(
  config: Config,
  signed: Tokens,
  db: Database,
  mailer: Mailer,
  list: ProviderList,
): Ports {
  return {
    db,
    hashesOf: signed.hashesOf,
    mailer: onlyTo(config.onlyTo, mailer),
    list,
    links: mailLinks(signed),
    courses: catalog,
    sender: {
      from: config.mailFrom,
      replyTo: config.replyTo,
      postalAddress: config.postalAddress,
      baseUrl: config.publicUrl,
      courses: sendersOf(catalog),
    },
    apiKeys: config.resendApiKeys.map(apiKeyId),
    callsPerSecond: config.mailRateLimit,
    cpuMs: config.cpuBudgetMs,
    signUpLimits: config.abuseLimits ? signUpLimitsOf(config.mailDailyLimit) : null,
    held: config.held,
    onlyTo: config.onlyTo,
    log: (event, facts = {}) => console.log(JSON.stringify({ event, ...redactFacts(facts) })),
    newId,
    wait: (ms) => scheduler.wait(ms),
  };
}

/** The courses with a sender of their own. */
const sendersOf = ({ all }: CourseCatalog): NonNullable<Ports['sender']['courses']> =>
  Object.fromEntries(all.flatMap(({ id, sender }) => (sender ? [[id, sender]] : [])));

type Facts = NonNullable<Parameters<Ports['log']>[1]>;

const redactFacts = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? redact(fact) : fact,
    ]),
  );

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 100 random bits, in characters allowed in URLs, tags and keys. */
export function newId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(20))) id += ALPHABET[byte & 31];
  return id;
}
