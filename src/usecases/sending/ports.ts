/** The interfaces that sending needs: deliveries, open calls, the provider. */

import type { Facts, Kind } from '../../domain/delivery.ts';
import type { Cause, Hold } from '../../domain/hold.ts';
import type { Paced, Refused, SendResult } from '../../domain/send-result.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Template, Values } from '../../domain/template.ts';
import type { CivilDate, Instant } from '../../domain/time.ts';

/** The sender: part of the bytes of every email. */
export type Sender = {
  readonly from: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly baseUrl: string;
};

/** A delivery that may be sent, with the subscription's values that its email needs. */
export type Due = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly message: string;
  readonly kind: Kind;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** The key under which it was definitely rejected before, if any. */
  readonly refusedKey: string | null;
  readonly address: string;
  readonly facts: Facts;
  readonly person: Recipient;
};

export type Recipient = Pick<
  Subscription,
  | 'revision'
  | 'course'
  | 'targetDate'
  | 'timeZone'
  | 'sendHour'
  | 'name'
  | 'locale'
  | 'requestedAt'
  | 'linkVersion'
>;

/** The token that holds a call and its emails, and until when. */
export type Lease = { readonly token: string; readonly until: Instant };

export type Ledger = {
  /** Up to `limit` due rows, most perishable first. Reading claims nothing: the fence does. */
  readonly findDue: (now: Instant, limit: number) => Promise<Due[]>;
  /** The same, restricted to these rows. */
  readonly findThese: (ids: readonly string[], now: Instant) => Promise<Due[]>;
  /**
   * Rows of which one may be tried while `scope` is held, most perishable first; the last is the
   * row that was rejected longest ago.
   */
  readonly findProbes: (scope: string, now: Instant) => Promise<Due[]>;
  /**
   * Claims rows for this run and writes calls and frozen emails, before any call is made. Checks
   * again whether each row may be sent and is unchanged since it was read. Returns the ids that
   * passed; the others must not be part of any request.
   */
  readonly fence: (fence: Fence) => Promise<ReadonlySet<string>>;
  /** Skips rows whose window has closed. The next tick replans the lessons that they carried. */
  readonly expire: (ids: readonly string[], now: Instant) => Promise<void>;
  /** Makes rows that cannot be composed wait; after `tries` tries they fail. */
  readonly setAside: (
    ids: readonly string[],
    now: Instant,
    until: Instant,
    tries: number,
  ) => Promise<void>;
  /** Records the results of these calls. Guarded and repeatable. */
  readonly record: (verdicts: Verdicts) => Promise<void>;
};

export type Fence = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly sender: Sender;
  readonly linkKey: string;
  /** The id of the API key that makes the calls. */
  readonly apiKey: string;
  readonly calls: readonly { readonly id: string; readonly members: readonly Composed[] }[];
  /** Written with the calls if the database does not have this version's templates yet. */
  readonly templates: { readonly version: string; readonly all: readonly Template[] } | null;
};

/** All personal data in an email's bytes, except what follows from the call's row. */
export type FrozenMail = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly template: string;
  readonly values: Values;
  readonly toldDate: CivilDate | null;
};

/** A frozen email with the end of its window and the revision of its subscription. */
export type Composed = FrozenMail &
  Pick<Due, 'closesAt'> &
  Pick<Recipient, 'revision' | 'linkVersion'>;

export type Verdict = {
  readonly id: string;
  readonly state: 'sent' | 'failed' | 'unknown' | 'scheduled' | 'skipped';
  readonly reason: string | null;
  readonly providerId: string | null;
  /** Rejected at its first attempt: stored until its message is accepted. */
  readonly refusal?: { readonly detail: string | null };
};

export type Verdicts = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly rows: readonly Verdict[];
  /** Calls that are over. */
  readonly closed: readonly string[];
  /** Calls that will be retried under their key. */
  readonly waiting: readonly { readonly id: string; readonly nextAt: Instant }[];
};

export type Holds = {
  /** Holds all sending; an existing hold has its next try postponed. */
  readonly hold: (cause: Cause, why: Refused, now: Instant, waitMs?: number) => Promise<void>;
  /** Claims the one try that a hold allows now; false: another run has it. */
  readonly claim: (hold: Hold, now: Instant) => Promise<boolean>;
  /**
   * Lifts the holds that these acceptances disprove; an acceptance without a row lifts a hold on
   * all.
   */
  readonly lift: (accepted: readonly string[]) => Promise<void>;
  /**
   * Holds what was rejected three times for the same reason, and reschedules the rejected rows.
   * Returns the newly held scopes.
   */
  readonly trip: (now: Instant) => Promise<readonly string[]>;
};

/** A call whose result was never recorded or was unclear: it may have been accepted. */
export type OpenCall = {
  readonly id: string;
  readonly sender: Sender;
  readonly linkKey: string;
  readonly apiKey: string;
  readonly attempts: number;
  readonly firstCallAt: Instant;
  readonly members: readonly OpenMember[];
};

export type OpenMember = FrozenMail & {
  /** Whether it still waits for a result; false once a webhook settled it. */
  readonly open: boolean;
  /** Why it must not be called again, if so. */
  readonly withdrawn: 'left' | 'moved' | 'suppressed' | 'window_closed' | null;
};

export type Calls = {
  /**
   * Takes over calls whose lease or backoff has expired, most urgent first: at most `calls` calls
   * with `mails` emails in total, but at least one call.
   */
  readonly recover: (
    now: Instant,
    limit: { readonly calls: number; readonly mails: number },
    lease: Lease,
  ) => Promise<OpenCall[]>;
  readonly templates: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Template>>;
  /**
   * Emails that may have been accepted and are in no open call; those first called by `before` come
   * first.
   */
  readonly doubts: (before: Instant, limit: number) => Promise<readonly Doubt[]>;
  /** The provider's list ends before their first calls: they are not looked up again. */
  readonly cannotProve: (ids: readonly string[]) => Promise<void>;
  /** The provider never accepted it: the fence is lifted, and the row may be planned again. */
  readonly neverAccepted: (doubt: Doubt) => Promise<void>;
};

export type Doubt = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly firstCallAt: Instant;
  /** No call can still deliver it, so its absence from the list is conclusive. */
  readonly late: boolean;
  /** At the provider, of an earlier call that it has taken back: it proves nothing of the last one. */
  readonly failedId: string | null;
};

/** The provider's list of accepted emails, newest first. Null: the provider does not say. */
export type ProviderList = {
  readonly page: (after: string | null) => Promise<AcceptedPage | null>;
  /** An email's delivery tag; empty if it has none. */
  readonly deliveryOf: (id: string) => Promise<string | null>;
};

export type AcceptedPage = { readonly mails: readonly AcceptedMail[]; readonly more: boolean };
export type AcceptedMail = { readonly id: string; readonly to: string; readonly at: Instant };

export type Mailer = {
  /**
   * One HTTP call. Never throws: an unknown outcome is `unclear`. A call with an email that lacks a
   * value is not made: its result is `refused` with `cannot_compose`.
   */
  readonly send: (call: OutgoingCall) => Promise<SendResult & Paced>;
};

export type OutgoingCall = {
  readonly key: string;
  /** The id of the API key that makes the call; default: the newest. */
  readonly apiKey?: string;
  /** A retried batch stays a batch even with one email left: keys are scoped to an endpoint. */
  readonly batch: boolean;
  readonly messages: readonly Message[];
};

/** An email as it is sent: a template and the values that fill it. */
export type Message = {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly template: Template;
  /** A text for every slot. */
  readonly values: Values;
  /** The one-click unsubscribe URL; null for an email to the operator. */
  readonly unsubscribe: string | null;
  /** The id of the course as a mailing list (RFC 2919); null for an email to the operator. */
  readonly list: string | null;
  readonly delivery: string;
};
