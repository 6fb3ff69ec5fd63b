/** What sending needs from the world: the ledger on its way out, open calls, the provider. */

import type { Facts, Kind } from '../../domain/delivery.ts';
import type { Cause, Hold } from '../../domain/hold.ts';
import type { Paced, Refused, SendResult } from '../../domain/send-result.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Template, Values } from '../../domain/template.ts';
import type { CivilDate, Instant } from '../../domain/time.ts';

/** Who sends: part of the bytes of every mail. */
export type Sender = {
  readonly from: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly baseUrl: string;
};

/** A delivery that may leave, with what its mail needs to know of the subscription. */
export type Due = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly message: string;
  readonly kind: Kind;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** Under this key it was definitely refused before, if so. */
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

/** Who holds a call and the mails in it, and until when. */
export type Lease = { readonly token: string; readonly until: Instant };

export type Ledger = {
  /** Up to `limit` due rows, most perishable first. Looking takes nothing: the fence does. */
  readonly findDue: (now: Instant, limit: number) => Promise<Due[]>;
  /** The same of these rows only, whatever else is due. */
  readonly findThese: (ids: readonly string[], now: Instant) => Promise<Due[]>;
  /**
   * Rows of which one may be tried while `scope` is held, most perishable first; last the row that
   * was refused longest ago.
   */
  readonly findProbes: (scope: string, now: Instant) => Promise<Due[]>;
  /**
   * Claims rows for this run and writes calls and frozen mails, before any call is made. Asks again
   * whether each may leave, and whether it is still what was looked at. Returns the ids that
   * passed; a row that did not is in no bytes.
   */
  readonly fence: (fence: Fence) => Promise<ReadonlySet<string>>;
  /** Skips rows whose window has closed. What they carried is planned again by the next tick. */
  readonly expire: (ids: readonly string[], now: Instant) => Promise<void>;
  /** Lets rows wait that cannot be composed; after so many tries they have failed. */
  readonly setAside: (
    ids: readonly string[],
    now: Instant,
    until: Instant,
    tries: number,
  ) => Promise<void>;
  /** Writes what became of the rows of these calls. Guarded, repeatable. */
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
  /** Written beside them when the database does not hold this version's templates yet. */
  readonly templates: { readonly version: string; readonly all: readonly Template[] } | null;
};

/** All that is personal in a mail's bytes, except what follows from the call's row. */
export type FrozenMail = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly template: string;
  readonly values: Values;
  readonly toldDate: CivilDate | null;
};

/** A frozen mail, until when it may be called, and of which state of its subscription it is. */
export type Composed = FrozenMail &
  Pick<Due, 'closesAt'> &
  Pick<Recipient, 'revision' | 'linkVersion'>;

export type Verdict = {
  readonly id: string;
  readonly state: 'sent' | 'failed' | 'unknown' | 'scheduled' | 'skipped';
  readonly reason: string | null;
  readonly providerId: string | null;
  /** The provider refused it at its first attempt: remembered until its message is accepted. */
  readonly refusal?: { readonly detail: string | null };
};

export type Verdicts = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly rows: readonly Verdict[];
  /** Calls that are over. */
  readonly closed: readonly string[];
  /** Calls that will be tried again under their key. */
  readonly waiting: readonly { readonly id: string; readonly nextAt: Instant }[];
};

export type Holds = {
  /** Holds all sending; where it is held already, the next try is put off. */
  readonly hold: (cause: Cause, why: Refused, now: Instant, waitMs?: number) => Promise<void>;
  /** Takes the one email that a hold allows now; false: another run has it. */
  readonly claim: (hold: Hold, now: Instant) => Promise<boolean>;
  /** Ends the holds that these acceptances disprove; those without a row end a hold on all. */
  readonly lift: (accepted: readonly string[]) => Promise<void>;
  /**
   * Holds what was refused three times alike, and gives the refused rows back. Returns the scopes
   * that are newly held.
   */
  readonly trip: (now: Instant) => Promise<readonly string[]>;
};

/** A call whose outcome was never recorded or was unclear: it may have been accepted. */
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
  /** Still waiting for an outcome; false once a webhook settled it. */
  readonly open: boolean;
  /** Why it must not be called again, if so. */
  readonly withdrawn: 'left' | 'moved' | 'suppressed' | 'window_closed' | null;
};

export type Calls = {
  /**
   * Takes over calls whose lease or back-off has run out, most urgent first: so many calls, with so
   * many mails in all, but one at least.
   */
  readonly recover: (
    now: Instant,
    limit: { readonly calls: number; readonly mails: number },
    lease: Lease,
  ) => Promise<OpenCall[]>;
  readonly templates: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Template>>;
  /**
   * Emails that may have been accepted and are in no open call, those first called by `before` first.
   */
  readonly doubts: (before: Instant, limit: number) => Promise<readonly Doubt[]>;
  /** The provider's list has ended before their first calls: it is not asked again. */
  readonly cannotProve: (ids: readonly string[]) => Promise<void>;
  /** The provider never had it: the fence is lifted, and the row may be planned again. */
  readonly neverAccepted: (doubt: Doubt) => Promise<void>;
};

export type Doubt = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly firstCallAt: Instant;
  /** Nothing is under way any more that could deliver it: missing from the list means something. */
  readonly late: boolean;
  /** At the provider, of an earlier call that it has taken back: it proves nothing of the last one. */
  readonly failedId: string | null;
};

/** What the provider says it accepted, newest first. Null: it does not say. */
export type ProviderList = {
  readonly page: (after: string | null) => Promise<AcceptedPage | null>;
  /** The delivery tag of a mail; empty when it has none. */
  readonly deliveryOf: (id: string) => Promise<string | null>;
};

export type AcceptedPage = { readonly mails: readonly AcceptedMail[]; readonly more: boolean };
export type AcceptedMail = { readonly id: string; readonly to: string; readonly at: Instant };

export type Mailer = {
  /**
   * One HTTP call. Never throws: what cannot be told is `unclear`. A call with a mail that lacks a
   * value is not made: it is refused as `cannot_compose`.
   */
  readonly send: (call: OutgoingCall) => Promise<SendResult & Paced>;
};

export type OutgoingCall = {
  readonly key: string;
  /** The id of the API key that makes the call; the newest where it does not matter. */
  readonly apiKey?: string;
  /** A batch stays one on a retry, even with one mail left: keys belong to an endpoint. */
  readonly batch: boolean;
  readonly messages: readonly Message[];
};

/** A mail as it is handed over: words to fill, and what fills them. */
export type Message = {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly template: Template;
  /** A text for every slot. */
  readonly values: Values;
  /** Where one click leaves; null for a mail to the operator. */
  readonly unsubscribe: string | null;
  readonly delivery: string;
};
