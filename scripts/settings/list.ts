import type { SettingName } from '../../src/services/config.ts';

/** Where a setting is set: in wrangler.toml, as a secret, or only on a laptop. */
export type Place = 'var' | 'secret' | 'laptop';

export type About = {
  readonly place: Place;
  /** What the Worker assumes without it; null: the Worker refuses to run without it. */
  readonly otherwise: string | null;
  /** A valid value that differs from `otherwise`. */
  readonly example: string;
  /** The commands that read it, besides the Worker. */
  readonly commands?: readonly string[];
  readonly text: string;
};

const DEPLOY = 'npm run deploy';
const SEND_TEST = 'npx milepost send-test';
const DOCTOR = 'npx milepost doctor';

/** Every setting of the Worker. The types of the configuration hold the names. */
export const SETTINGS: Readonly<Record<SettingName, About>> = {
  PUBLIC_URL: {
    place: 'var',
    otherwise: null,
    example: 'https://course.example.com',
    commands: [DEPLOY, SEND_TEST, DOCTOR, 'npx milepost embed'],
    text: 'The address of the site, without a slash at the end. Every link in every email begins with it.',
  },
  MAIL_FROM: {
    place: 'var',
    otherwise: null,
    example: 'Course <course@example.com>',
    commands: [DEPLOY, SEND_TEST, DOCTOR],
    text: "The sender, on a domain that's verified at Resend. A course can have a sender of its own in `content/site.yaml`.",
  },
  REPLY_TO: {
    place: 'var',
    otherwise: null,
    example: 'help@example.com',
    commands: [DEPLOY, SEND_TEST, DOCTOR],
    text: 'The address where you read replies. The digest goes there, too.',
  },
  POSTAL_ADDRESS: {
    place: 'var',
    otherwise: null,
    example: 'Course, 1 Main Street, 12345 Springfield',
    commands: [DEPLOY, SEND_TEST, DOCTOR],
    text: 'Your postal address, at the foot of every email. Many countries require one.',
  },
  MAIL_DAILY_LIMIT: {
    place: 'var',
    otherwise: '100',
    example: '5000',
    commands: [DOCTOR],
    text: "Your provider's daily quota. Sign-ups use half of it at most; the sender obeys the provider's own answer.",
  },
  MAIL_RATE_LIMIT: {
    place: 'var',
    otherwise: '10',
    example: '2',
    text: 'Calls a second to the provider, at most. The rate in its answers wins if it is lower.',
  },
  WORKERS_PLAN: {
    place: 'var',
    otherwise: 'free',
    example: 'paid',
    text: '`free` or `paid`: how many statements and calls a run may use.',
  },
  CPU_BUDGET_MS: {
    place: 'var',
    otherwise: '10',
    example: '20',
    text: 'Milliseconds of CPU that a run may use. With `WORKERS_PLAN = "paid"` the default is 30000.',
  },
  RESEND_BASE_URL: {
    place: 'var',
    otherwise: 'https://api.resend.com',
    example: 'https://resend.example.com',
    commands: [SEND_TEST, DOCTOR],
    text: "The provider's address. Only tests and the laptop change it.",
  },
  TURNSTILE_SITE_KEY: {
    place: 'var',
    otherwise: '',
    example: '0x4AAAAAAAexample',
    text: 'The site key of a [Turnstile](../SECURITY.md#sign-up-limits) widget. Set both keys, or neither.',
  },
  EMBED_ORIGINS: {
    place: 'var',
    otherwise: '',
    example: 'https://blog.example.com, https://shop.example.com',
    text: 'The sites that may show your sign-up form [in a frame or send sign-ups by script](embedding.md), comma-separated.',
  },
  ACCESS_TEAM_DOMAIN: {
    place: 'var',
    otherwise: '',
    example: 'my-team.cloudflareaccess.com',
    text: "The team domain of [Cloudflare Access](operating.md#open-the-admin-pages), which guards `/admin`. Without both settings, there's no `/admin`.",
  },
  ACCESS_AUD: {
    place: 'var',
    otherwise: '',
    example: '32eafc7626e737440a5b2e1b0f2e4a0a1d4a2f8d6d2cc06a46fbd3c8f6d6b9a3',
    text: 'The audience tag of the Access application, from its Basic information.',
  },
  RESEND_API_KEY: {
    place: 'secret',
    otherwise: null,
    example: 're_example',
    commands: [DEPLOY, SEND_TEST, DOCTOR],
    text: 'The key from resend.com/api-keys. May hold [several](../SECURITY.md#rotate-resend_api_key), newest first.',
  },
  LINK_SECRET: {
    place: 'secret',
    otherwise: null,
    example: 'an-example-of-thirty-two-characters-or-more',
    commands: [DEPLOY],
    text: 'Signs the links in emails: 32 random characters or more. Keep a copy. May hold [several](../SECURITY.md#rotate-link_secret), newest first.',
  },
  RESEND_WEBHOOK_SECRET: {
    place: 'secret',
    otherwise: '',
    example: 'whsec_dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=',
    commands: [DOCTOR],
    text: 'The signing secret of the [webhook](operating.md#set-up-the-webhook), from Resend. Without it, bounces and complaints stay unknown.',
  },
  TURNSTILE_SECRET_KEY: {
    place: 'secret',
    otherwise: '',
    example: '0x4AAAAAAAexample-secret',
    text: 'The secret key of the Turnstile widget.',
  },
  HEARTBEAT_URL: {
    place: 'secret',
    otherwise: '',
    example: 'https://heartbeat.example.com/ping',
    text: "A dead man's switch. It's pinged every minute while `/health` is ok.",
  },
  HELD: {
    place: 'secret',
    otherwise: '',
    example: 'restoring the database',
    text: 'Any text stops all sending. It survives a restore of the database, unlike `npx milepost hold`.',
  },
  ONLY_TO: {
    place: 'var',
    otherwise: '*',
    example: 'ada@example.com',
    commands: [DEPLOY],
    text: 'Only for [staging](operating.md#try-changes-on-staging): the addresses that may get email, separated by commas. Empty: none. Every other email is left out with the reason `not_listed`, the digest too.',
  },
  TIME_TRAVEL: {
    place: 'laptop',
    otherwise: '',
    example: '1',
    text: '`1` lets a request choose its time. The Worker refuses it together with the real Resend.',
  },
  ABUSE_LIMITS: {
    place: 'laptop',
    otherwise: '',
    example: 'off',
    text: '`off` lifts all sign-up limits for load tests. It needs `TIME_TRAVEL`.',
  },
  TURNSTILE_VERIFY_URL: {
    place: 'laptop',
    otherwise: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    example: 'http://localhost:8900',
    text: 'A stand-in for Turnstile. It needs `TIME_TRAVEL`.',
  },
};

/** The secrets that a deployment can't do without. */
export const REQUIRED_SECRETS: readonly string[] = Object.entries(SETTINGS).flatMap(
  ([name, { place, otherwise }]) => (place === 'secret' && otherwise === null ? [name] : []),
);

export type Variable = { readonly readBy: string; readonly text: string };

/** Variables of the environment that commands read. */
export const VARIABLES: Readonly<Record<string, Variable>> = {
  MILEPOST_PORT: {
    readBy: '`npm start`, `npm run tick`, `npm run demo`, `npx milepost preview`',
    text: 'The port of the site, 8787 by default.',
  },
  MILEPOST_MAILBOX_PORT: {
    readBy: '`npm start`, `npm run tick`, `npm run demo`, `npx milepost preview`',
    text: 'The port of the mailbox, 8025 by default.',
  },
  CHROMIUM: {
    readBy: 'tests and tools that need a browser',
    text: "The path of Chromium or Chrome, if it isn't found by itself.",
  },
  CI: {
    readBy: '`npm run demo`, the tests',
    text: 'Set by most CI services: nothing waits for a person.',
  },
  CLOUDFLARE_API_TOKEN: {
    readBy: 'wrangler, and so every command with `--remote`',
    text: 'A token instead of `npx wrangler login`. [What it needs](../SECURITY.md#permissions).',
  },
  CLOUDFLARE_ENV: {
    readBy: '`npm run deploy`, wrangler, and so every command with `--remote`',
    text: '`staging` for [the second site](operating.md#try-changes-on-staging).',
  },
  CLOUDFLARE_ACCOUNT_ID: {
    readBy: 'wrangler, and so every command with `--remote`',
    text: 'Which account, if your login has several.',
  },
};
