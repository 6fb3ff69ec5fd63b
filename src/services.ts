/** Env -> checked config, clock and wired adapters. Refuses to run half-configured. */
import { type CourseShelf, shelf } from './course/shelf.ts';
import { roomOf } from './domain/limits.ts';
import type { Instant } from './domain/time.ts';
import { mailLinks } from './links/links.ts';
import { type Tokens, tokens } from './links/tokens.ts';
import { type ResendOptions, resendMailer } from './mail/resend.ts';
import { resendList } from './mail/sent.ts';
import { readWebhook, type SignedEvent, type WebhookReading } from './mail/webhook.ts';
import { addressStore } from './storage/addresses.ts';
import { callStore } from './storage/calls.ts';
import { type Cost, type Database, d1 } from './storage/database.ts';
import { exportStore } from './storage/exports.ts';
import { feedbackStore } from './storage/feedback.ts';
import { sendingStore } from './storage/sending.ts';
import { sentMailStore } from './storage/sent-mails.ts';
import { settingsStore } from './storage/settings.ts';
import { signUpStore } from './storage/sign-ups.ts';
import { subscriptionStore } from './storage/subscriptions.ts';
import { tickStore } from './storage/ticks.ts';
import type { Ports } from './usecases/ports.ts';
import type { Mailer, ProviderList } from './usecases/sending/ports.ts';

export type Env = {
  readonly DB: D1Database;
  readonly PUBLIC_URL?: string;
  readonly MAIL_FROM?: string;
  readonly REPLY_TO?: string;
  readonly POSTAL_ADDRESS?: string;
  readonly RESEND_BASE_URL?: string;
  readonly MAIL_DAILY_LIMIT?: string;
  readonly WORKERS_PLAN?: string;
  readonly RESEND_API_KEY?: string;
  readonly RESEND_WEBHOOK_SECRET?: string;
  readonly LINK_SECRET?: string;
  readonly HEARTBEAT_URL?: string;
  readonly HELD?: string;
  readonly TIME_TRAVEL?: string;
  readonly ABUSE_LIMITS?: string;
};

export type Config = {
  readonly publicUrl: string;
  readonly mailFrom: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly workersPlan: 'free' | 'paid';
  readonly mailDailyLimit: number;
  readonly resendBaseUrl: string;
  readonly resendApiKey: string;
  readonly linkSecrets: readonly string[];
  /** Empty: the provider's feedback is not set up. */
  readonly webhookSecrets: readonly string[];
  /** Why the operator stopped all sending from outside the database, or null. */
  readonly held: string | null;
  readonly timeTravel: boolean;
  readonly abuseLimits: boolean;
};

export type Services = {
  readonly config: Config;
  readonly ports: Ports;
  readonly courses: CourseShelf;
  readonly tokens: Tokens;
  /** Reads an event of the provider, if one of the secrets signed it. */
  readonly readEvent: (event: SignedEvent) => WebhookReading;
  /** The request's time; a cron run has its own. */
  readonly now: Instant;
};

export type Problems = { readonly problems: readonly string[] };

const RESEND = 'https://api.resend.com';

/** The services of one request, or what is wrong with the settings, in words. */
export function openServices(env: Env, request: Request): Services | Problems {
  const config = readConfig(env);
  if ('problems' in config) return config;
  const now = clock(config, request);
  if (now === null) {
    return { problems: ['Milepost-Now is not an instant: write it like 2027-03-20T08:01:00Z.'] };
  }
  const signed = tokens(config.linkSecrets);
  return {
    config,
    ports: portsOf(env, config, signed),
    courses: shelf,
    tokens: signed,
    readEvent: (event) => readWebhook(event, config.webhookSecrets, now),
    now,
  };
}

/** What a cron run works with; `room` is what the plan still allows it to ask. */
export function openRun(env: Env): { ports: Ports; room: () => number } | Problems {
  const config = readConfig(env);
  if ('problems' in config) return config;
  let spent = 0;
  const ports = portsOf(env, config, tokens(config.linkSecrets), {
    onCost: ({ statements }) => {
      spent += statements;
    },
    onCall: () => {
      spent++;
    },
  });
  // Cloudflare's free plan ends a run at its 50th statement, and at its 50th call.
  const room = () => (config.workersPlan === 'free' ? 45 - spent : Number.POSITIVE_INFINITY);
  return { ports, room };
}

/** Everything an operator must have set, checked at once. */
export function readConfig(env: Env): Config | Problems {
  const problems: string[] = [];
  const need = (name: keyof Env, what: string): string => {
    const value = String(env[name] ?? '').trim();
    if (value === '') problems.push(`${name} is not set: ${what}`);
    return value;
  };
  const publicUrl = need('PUBLIC_URL', 'the address of this Worker, https://…').replace(/\/+$/, '');
  const config: Config = {
    publicUrl,
    mailFrom: need('MAIL_FROM', 'the sender, like Course <course@example.com>'),
    replyTo: need('REPLY_TO', 'an address that a person reads'),
    postalAddress: need('POSTAL_ADDRESS', 'the law asks for one in every mail'),
    resendApiKey: need('RESEND_API_KEY', 'wrangler secret put RESEND_API_KEY'),
    linkSecrets: several(
      need('LINK_SECRET', 'wrangler secret put LINK_SECRET, 32 characters or more'),
    ),
    webhookSecrets: several(env.RESEND_WEBHOOK_SECRET ?? ''),
    resendBaseUrl: (env.RESEND_BASE_URL ?? RESEND).replace(/\/+$/, ''),
    mailDailyLimit: Number(env.MAIL_DAILY_LIMIT?.trim() || 100),
    workersPlan: env.WORKERS_PLAN === 'paid' ? 'paid' : 'free',
    held: env.HELD?.trim() || null,
    timeTravel: env.TIME_TRAVEL === '1',
    abuseLimits: env.ABUSE_LIMITS !== 'off' || env.TIME_TRAVEL !== '1',
  };
  if (publicUrl !== '' && !/^https?:\/\/[^\s/]+$/.test(publicUrl)) {
    problems.push('PUBLIC_URL is no address: write it like https://course.example.com');
  }
  if (config.linkSecrets.some((secret) => secret.length < 32)) {
    problems.push(
      'LINK_SECRET is too short: 32 characters or more, for instance from `openssl rand -hex 32`',
    );
  }
  if (!(config.mailDailyLimit >= 1)) {
    problems.push('MAIL_DAILY_LIMIT is no number of mails: write it like 100.');
  }
  if (config.timeTravel && new URL(config.resendBaseUrl).hostname.endsWith('resend.com')) {
    problems.push('TIME_TRAVEL is set together with the real Resend: real mails have real dates.');
  }
  if (!env.DB) problems.push('The D1 binding DB is missing in wrangler.toml.');
  return problems.length > 0 ? { problems } : config;
}

/** A secret may hold several, newest first, while one replaces another. */
const several = (text: string): string[] =>
  text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');

/** The one clock. With TIME_TRAVEL a request may bring its own time. */
function clock({ timeTravel }: Config, request: Request): Instant | null {
  const travelled = timeTravel ? request.headers.get('milepost-now') : null;
  if (travelled === null) return Date.now();
  const instant = Date.parse(travelled);
  return Number.isNaN(instant) ? null : instant;
}

type Meters = { readonly onCost?: (cost: Cost) => void; readonly onCall?: () => void };

function portsOf(env: Env, config: Config, signed: Tokens, meters: Meters = {}): Ports {
  const provider: ResendOptions = {
    apiKey: config.resendApiKey,
    baseUrl: config.resendBaseUrl,
    ...(meters.onCall ? { onCall: meters.onCall } : {}),
  };
  return wire(
    config,
    signed,
    d1(env.DB, meters.onCost),
    resendMailer(provider),
    resendList(provider),
  );
}

/** Everything that use-cases need, on this database and this mailer. */
export function wire(
  config: Config,
  signed: Tokens,
  database: Database,
  mailer: Mailer,
  list: ProviderList,
): Ports {
  return {
    subscriptions: subscriptionStore(database, signed.hashesOf),
    signUps: signUpStore(database, signed.hashesOf),
    ledger: sendingStore(database),
    calls: callStore(database),
    sentMails: sentMailStore(database),
    settings: settingsStore(database),
    addresses: addressStore(database, signed.hashesOf),
    ticks: tickStore(database),
    exports: exportStore(database),
    feedback: feedbackStore(database),
    mailer,
    list,
    links: mailLinks(signed),
    courses: shelf,
    sender: {
      from: config.mailFrom,
      replyTo: config.replyTo,
      postalAddress: config.postalAddress,
      baseUrl: config.publicUrl,
    },
    room: config.abuseLimits ? roomOf(config.mailDailyLimit) : null,
    held: config.held,
    log: (event, facts = {}) => console.log(JSON.stringify({ event, ...facts })),
    newId,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 100 random bits, in characters that URLs, tags and keys all allow. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET[byte & 31]).join('');
