/** An email that the stand-in accepted, as its control API and its journal show it. */
export type Mail = {
  /** Running number of acceptance, from 1. The provider's clock may jump; this never does. */
  n: number;
  id: string;
  message_id: string;
  accepted_at: string;
  key: string | null;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  last_event: string;
};

/** One request to the provider's API, whether or not it was answered. */
export type Call = {
  n: number;
  at: string;
  method: string;
  path: string;
  key: string | null;
  user_agent: string | null;
  /** Mails in the request. */
  mails: number;
  /** Mails accepted by this very call; a replay accepts none. */
  accepted: number;
  replayed: boolean;
  /** What the client was answered; null when the connection was cut. */
  status: number | null;
  error: string | null;
  fault: FaultKind | null;
};

export const faultKinds = [
  'latency',
  'drop_before',
  'drop_after',
  'stall_before',
  'stall_after',
  'error_before',
  'error_after',
  'rate_limit',
  'daily_quota',
  'monthly_quota',
  'unreadable',
  'bad_address',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that goes wrong: the first fault of the list that fits a call is applied to it. */
export type Fault = {
  kind: FaultKind;
  /** How many calls it hits; without it, every one. With neither `times` nor `rate`: one. */
  times?: number;
  /** The share of fitting calls that it hits, 0 to 1. */
  rate?: number;
  match?: { path?: string; to?: string; subject?: string; key?: string; mails_over?: number };
  /** How long `latency` and the stalls last. */
  ms?: number;
  /** Which error of the provider an `error_*` gives: `service_unavailable`, `suspended_api_key` … */
  name?: string;
  status?: number;
  message?: string;
  retry_after?: number;
  /** Which email of a batch `bad_address` refuses (default: the one that `match.to` names, else 0). */
  index?: number;
  /** The provider loses the idempotency key of this call, so that a repeat is a second email. */
  forget_key?: boolean;
};

export type WebhookTarget = {
  url: string;
  /** `whsec_` and base64, as the provider shows it. */
  secret: string;
  /** Which events leave by themselves (default: all that apply). */
  events?: string[];
  headers?: Record<string, string>;
  delay_ms?: number;
  /** Each event is delivered this often: the real provider repeats now and then. */
  copies?: number;
};

export type Settings = {
  /** Requests a second; null for no limit. */
  rate_limit: number | null;
  daily_quota: number | null;
  monthly_quota: number | null;
  /** Whether the daily quota is of the UTC day or of the last 24 hours. */
  quota_window: 'utc_day' | 'rolling';
  latency_ms: number;
  /** Off: html and text of accepted emails are not kept. */
  keep_bodies: boolean;
  /** On: a refused call is remembered under its key like an accepted one. */
  remember_failures: boolean;
  key_hours: number;
  /** For how long an accepted email stays in the list; null for ever. */
  listed_days: number | null;
  /** On: an idempotency key is known only under the API key that used it. */
  keys_by_api_key: boolean;
  /** API keys that are refused in one way or another; every other key is good. */
  api_keys: { invalid: string[]; restricted: string[]; suspended: string[] };
  /** The verified domains; null for "every domain". */
  domains: string[] | null;
  /** Addresses refused when an email is handed over. */
  bad_addresses: string[];
  /** Addresses that bounce, or complain, after an email was accepted. */
  bounces: string[];
  complaints: string[];
  webhook: WebhookTarget | null;
  /** Where the dice of `rate` begin. */
  seed: number;
};

export type ProviderRequest = {
  method: string;
  /** Path and query. */
  path: string;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: string;
};

/** An answer, or the connection cut without one. */
export type Answer = { status: number; headers: Record<string, string>; body: string } | 'cut';

/** A request that has arrived and holds its key. */
export type Arrival = {
  /** Milliseconds until the provider gets to it. */
  wait: number;
  /** Does it, once; this is the moment at which emails are accepted. */
  finish: (now: number) => Reply;
};

/** An answer, and how many milliseconds it is held back. */
export type Reply = { answer: Answer; hold: number };

/** What an acceptance leaves behind: enough to remember emails and key after a restart. */
export type AcceptedRecord = {
  scope: string | null;
  hash: string;
  at: number;
  answer: Exclude<Answer, 'cut'>;
  mails: Mail[];
};

export type Journal = {
  append: (record: AcceptedRecord) => void;
  clear: () => void;
  load: () => AcceptedRecord[];
};
