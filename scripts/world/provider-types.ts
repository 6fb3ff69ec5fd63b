/** An email that the stand-in accepted, as its control API and its journal show it. */
export type Mail = {
  /** Sequence number of the acceptance, from 1. It never jumps, unlike the provider's clock. */
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
  /** Emails in the request. */
  mails: number;
  /** Emails that this call accepted; a replay accepts none. */
  accepted: number;
  replayed: boolean;
  /** The status of the response; null when the connection was cut. */
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

/** A fault: the first one in the list that matches a call applies to it. */
export type Fault = {
  kind: FaultKind;
  /** How many calls it applies to; default: every one, or one without `rate`. */
  times?: number;
  /** The share of matching calls that it applies to, 0 to 1. */
  rate?: number;
  match?: { path?: string; to?: string; subject?: string; key?: string; mails_over?: number };
  /** Milliseconds of `latency` and the stalls. */
  ms?: number;
  /** The error name of an `error_*` fault: `service_unavailable`, `suspended_api_key` … */
  name?: string;
  status?: number;
  message?: string;
  retry_after?: number;
  /**
   * The email of a batch that `bad_address` rejects (default: the one that `match.to` names, else
   * 0).
   */
  index?: number;
  /** The provider loses the idempotency key of this call, so that a retry sends a second email. */
  forget_key?: boolean;
};

export type WebhookTarget = {
  url: string;
  /** `whsec_` and base64, as the provider shows it. */
  secret: string;
  /** The events that are sent automatically (default: all that apply). */
  events?: string[];
  headers?: Record<string, string>;
  delay_ms?: number;
  /** How often each event is delivered: the real provider sometimes repeats one. */
  copies?: number;
  /** False: it is listed as disabled. */
  enabled?: boolean;
};

export type Settings = {
  /** Requests per second; null for no limit. */
  rate_limit: number | null;
  daily_quota: number | null;
  monthly_quota: number | null;
  /** Whether the daily quota counts the UTC day or the last 24 hours. */
  quota_window: 'utc_day' | 'rolling';
  latency_ms: number;
  /** Off: HTML and text of accepted emails are not kept. */
  keep_bodies: boolean;
  /** On: a rejected call is remembered under its key like an accepted one. */
  remember_failures: boolean;
  key_hours: number;
  /** Days that an accepted email stays in the list; null: forever. */
  listed_days: number | null;
  /** On: idempotency keys are scoped to the API key that used them. */
  keys_by_api_key: boolean;
  /** API keys that are rejected, by kind of rejection; every other key is valid. */
  api_keys: { invalid: string[]; restricted: string[]; suspended: string[] };
  /** The verified domains; null: every domain. */
  domains: string[] | null;
  /** Domains that are listed, but not verified yet. */
  unverified_domains: string[];
  /** Addresses that are rejected in the call. */
  bad_addresses: string[];
  /** Addresses that bounce or complain after an email was accepted. */
  bounces: string[];
  complaints: string[];
  webhook: WebhookTarget | null;
  /** The seed of the random generator for `rate`. */
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

/** A response, or the connection cut without one. */
export type Answer = { status: number; headers: Record<string, string>; body: string } | 'cut';

/** A received request that has reserved its key. */
export type Arrival = {
  /** Milliseconds until the provider processes it. */
  wait: number;
  /** Processes it, once; emails are accepted at this time. */
  finish: (now: number) => Reply;
};

/** A response and the milliseconds before it is sent. */
export type Reply = { answer: Answer; hold: number };

/** The record of an acceptance: enough to restore its emails and key after a restart. */
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
