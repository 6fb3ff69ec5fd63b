/** Settings and secrets of the environment, parsed and validated. */

import { EVERYONE, type OnlyTo, readOnlyTo, unlistable } from '../domain/address.ts';

export type Env = {
  readonly DB: D1Database;
  readonly PUBLIC_URL?: string;
  readonly MAIL_FROM?: string;
  readonly REPLY_TO?: string;
  readonly POSTAL_ADDRESS?: string;
  readonly RESEND_BASE_URL?: string;
  readonly MAIL_DAILY_LIMIT?: string;
  readonly MAIL_RATE_LIMIT?: string;
  readonly WORKERS_PLAN?: string;
  readonly CPU_BUDGET_MS?: string;
  readonly RESEND_API_KEY?: string;
  readonly RESEND_WEBHOOK_SECRET?: string;
  readonly LINK_SECRET?: string;
  readonly HEARTBEAT_URL?: string;
  readonly HELD?: string;
  readonly ONLY_TO?: string;
  readonly TIME_TRAVEL?: string;
  readonly ABUSE_LIMITS?: string;
  readonly TURNSTILE_SITE_KEY?: string;
  readonly TURNSTILE_SECRET_KEY?: string;
  readonly TURNSTILE_VERIFY_URL?: string;
  readonly EMBED_ORIGINS?: string;
  readonly ACCESS_TEAM_DOMAIN?: string;
  readonly ACCESS_AUD?: string;
  /** The rate-limit binding: a coarse limit ahead of the limits in the database. */
  readonly SIGN_UP_RATE?: { limit(about: { key: string }): Promise<{ success: boolean }> };
};

/** The settings in text, without the bindings. */
export type SettingName = Exclude<keyof Env, 'DB' | 'SIGN_UP_RATE'>;

/** Cloudflare's robot check. */
export type Turnstile = {
  readonly siteKey: string;
  readonly secretKey: string;
  readonly verifyUrl: string;
  /** The host of the form; null with the official test keys, whose answers name no host. */
  readonly hostname: string | null;
};

/** Cloudflare Access, which decides who may open the operator's pages. */
export type Access = {
  /** The team's origin, which issues the tokens. */
  readonly team: string;
  readonly audience: string;
};

export type Config = {
  readonly publicUrl: string;
  readonly mailFrom: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly workersPlan: 'free' | 'paid';
  readonly mailDailyLimit: number;
  /** Calls per second that the provider allows. */
  readonly mailRateLimit: number;
  /** Milliseconds of CPU that Cloudflare allows per run. */
  readonly cpuBudgetMs: number;
  readonly resendBaseUrl: string;
  /** Newest first: the first one makes new calls, the others finish calls that they started. */
  readonly resendApiKeys: readonly string[];
  readonly linkSecrets: readonly string[];
  /** Empty: the provider's webhook is not set up. */
  readonly webhookSecrets: readonly string[];
  /** The reason why the operator stopped all sending through the environment, or null. */
  readonly held: string | null;
  /** On a site for testing: the addresses that may be emailed. */
  readonly onlyTo: OnlyTo;
  /** Pinged while healthy; null: not set up. */
  readonly heartbeatUrl: string | null;
  readonly timeTravel: boolean;
  readonly abuseLimits: boolean;
  /** Null: not set up, and the form has no robot check. */
  readonly turnstile: Turnstile | null;
  /** The sites that may frame the sign-up form and whose scripts may sign up. */
  readonly embedOrigins: readonly string[];
  /** Null: not set up, and there are no operator's pages. */
  readonly access: Access | null;
};

export type Problems = { readonly problems: readonly string[] };

const RESEND = 'https://api.resend.com';

/** Parses all settings and reports all problems at once. */
export function readConfig(env: Env): Config | Problems {
  const problems: string[] = [];
  const need = (name: SettingName, what: string): string => {
    const value = String(env[name] ?? '').trim();
    if (value === '') problems.push(`${name} isn't set: ${what}`);
    return value;
  };
  const workersPlan = env.WORKERS_PLAN === 'paid' ? 'paid' : 'free';
  const publicUrl = need('PUBLIC_URL', 'the address of this Worker, https://…').replace(/\/+$/, '');
  const config: Config = {
    publicUrl,
    mailFrom: need('MAIL_FROM', 'the sender, like Course <course@example.com>'),
    replyTo: need('REPLY_TO', 'an address that a person reads'),
    postalAddress: need('POSTAL_ADDRESS', 'the law asks for one in every email'),
    resendApiKeys: several(need('RESEND_API_KEY', 'wrangler secret put RESEND_API_KEY')),
    linkSecrets: several(
      need('LINK_SECRET', 'wrangler secret put LINK_SECRET, 32 characters or more'),
    ),
    webhookSecrets: several(env.RESEND_WEBHOOK_SECRET ?? ''),
    resendBaseUrl: (env.RESEND_BASE_URL ?? RESEND).replace(/\/+$/, ''),
    mailDailyLimit: Number(env.MAIL_DAILY_LIMIT?.trim() || 100),
    // Resend allows a team ten calls per second (September 2026).
    mailRateLimit: Number(env.MAIL_RATE_LIMIT?.trim() || 10),
    workersPlan,
    // Cloudflare ends a run on the free plan after 10 ms of CPU time, on the paid plan after 30 s.
    cpuBudgetMs: Number(env.CPU_BUDGET_MS?.trim() || (workersPlan === 'free' ? 10 : 30_000)),
    held: env.HELD?.trim() || null,
    onlyTo: readOnlyTo(env.ONLY_TO ?? EVERYONE),
    heartbeatUrl: env.HEARTBEAT_URL?.trim() || null,
    timeTravel: env.TIME_TRAVEL === '1',
    abuseLimits: env.ABUSE_LIMITS !== 'off' || env.TIME_TRAVEL !== '1',
    turnstile: readTurnstile(env, publicUrl),
    embedOrigins: embedOriginsOf(env),
    access: readAccess(env),
  };
  problems.push(...turnstileProblems(env), ...embedProblems(env), ...accessProblems(env));
  if (publicUrl !== '' && !/^https?:\/\/[^\s/]+$/.test(publicUrl)) {
    problems.push("PUBLIC_URL isn't a web address: write it like https://course.example.com");
  }
  if (config.linkSecrets.some((secret) => secret.length < 32)) {
    problems.push(
      'LINK_SECRET is too short: 32 characters or more, for instance from `openssl rand -hex 32`',
    );
  }
  if (!config.webhookSecrets.every(isSigningSecret)) {
    problems.push(
      "RESEND_WEBHOOK_SECRET isn't a signing secret: copy all of it, whsec_ included, from the webhook at Resend.",
    );
  }
  if (!(config.mailDailyLimit >= 1)) {
    problems.push("MAIL_DAILY_LIMIT isn't a number of emails: write it like 100.");
  }
  if (!Number.isInteger(config.mailRateLimit) || config.mailRateLimit < 1) {
    problems.push("MAIL_RATE_LIMIT isn't a number of calls a second: write it like 10.");
  }
  if (!(config.cpuBudgetMs > 0)) {
    problems.push("CPU_BUDGET_MS isn't a number of milliseconds: write it like 10.");
  }
  if (config.timeTravel && new URL(config.resendBaseUrl).hostname.endsWith('resend.com')) {
    problems.push(
      'TIME_TRAVEL is set together with the real Resend: remove it, because real emails need real dates.',
    );
  }
  for (const entry of unlistable(env.ONLY_TO ?? EVERYONE)) {
    problems.push(`ONLY_TO has "${entry}", which isn't an email address.`);
  }
  if (!env.DB) problems.push('The D1 binding DB is missing in wrangler.toml.');
  return problems.length > 0 ? { problems } : config;
}

/** Empty if one of them is invalid. */
export function embedOriginsOf({ EMBED_ORIGINS }: Pick<Env, 'EMBED_ORIGINS'>): readonly string[] {
  const origins = several(EMBED_ORIGINS ?? '').map(originOf);
  return origins.every((origin) => origin !== null) ? origins : [];
}

/** The origin as browsers send it, or null. Without encryption, a network could change the site. */
function originOf(text: string): string | null {
  const [, scheme, host] = /^(https?):\/\/([^\s/?#@*;,'"]+)\/?$/.exec(text) ?? [];
  const isLocal = host !== undefined && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  return scheme === 'https' || isLocal ? (URL.parse(text)?.origin ?? null) : null;
}

const embedProblems = ({ EMBED_ORIGINS }: Env): string[] =>
  several(EMBED_ORIGINS ?? '')
    .filter((text) => originOf(text) === null)
    .map(
      (text) =>
        `EMBED_ORIGINS contains ${text}, which isn't a site's origin: write it like https://blog.example.com, without a path.`,
    );

function readAccess(env: Env): Access | null {
  const team = teamOf(env);
  const audience = env.ACCESS_AUD?.trim() ?? '';
  return team === null || audience === '' ? null : { team, audience };
}

const teamOf = ({ ACCESS_TEAM_DOMAIN }: Env): string | null => {
  const typed = ACCESS_TEAM_DOMAIN?.trim() ?? '';
  return originOf(typed.includes('://') ? typed : `https://${typed}`);
};

const accessProblems = (env: Env): string[] =>
  env.ACCESS_TEAM_DOMAIN?.trim() && teamOf(env) === null
    ? ["ACCESS_TEAM_DOMAIN isn't a domain: write it like my-team.cloudflareaccess.com."]
    : [];

const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';

/** Official test keys that always pass or always fail. */
const isTestKey = (secret: string): boolean => /^[123]x0{20,}/.test(secret);

function readTurnstile(env: Env, publicUrl: string): Turnstile | null {
  const siteKey = env.TURNSTILE_SITE_KEY?.trim() ?? '';
  const secretKey = env.TURNSTILE_SECRET_KEY?.trim() ?? '';
  if (siteKey === '' || secretKey === '') return null;
  return {
    siteKey,
    secretKey,
    verifyUrl: env.TURNSTILE_VERIFY_URL ?? SITEVERIFY,
    hostname: isTestKey(secretKey) ? null : (URL.parse(publicUrl)?.hostname ?? ''),
  };
}

function turnstileProblems(env: Env): string[] {
  const { TURNSTILE_SITE_KEY: site, TURNSTILE_SECRET_KEY: secret } = env;
  const travels = env.TIME_TRAVEL === '1';
  const problems = [
    !site?.trim() !== !secret?.trim() &&
      'Only one of TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY is set: set both, or neither.',
    isTestKey(secret?.trim() ?? '') &&
      !travels &&
      'TURNSTILE_SECRET_KEY is a test key, which checks nothing: use the key of your widget.',
    env.TURNSTILE_VERIFY_URL !== undefined &&
      !travels &&
      'TURNSTILE_VERIFY_URL is only for tests: remove it.',
  ];
  return problems.filter((problem) => problem !== false);
}

/** With an empty or short secret, an attacker could sign events. */
const isSigningSecret = (secret: string): boolean => /^(whsec_)?[\w+/]{22,}={0,2}$/.test(secret);

/** A secret may hold several values, newest first, during rotation. */
const several = (text: string): string[] =>
  text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
