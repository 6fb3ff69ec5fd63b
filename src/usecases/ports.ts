/** What the use-cases need from the world; `storage`, `mail`, `links` and `course` provide it. */
import type { Course } from '../domain/course.ts';
import type { Class, Delivery, Facts, Kind } from '../domain/ledger.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Status, Subscription } from '../domain/subscription.ts';
import type { Template, Values } from '../domain/template.ts';
import type { CivilDate, Instant } from '../domain/time.ts';

export type Ports = {
  readonly subscriptions: Subscriptions;
  readonly ledger: Ledger;
  readonly calls: Calls;
  readonly settings: Settings;
  readonly mailer: Mailer;
  readonly links: Links;
  readonly courses: Courses;
  readonly sender: Sender;
  /** False lifts the limits on sign-ups, for load tests. */
  readonly limits: boolean;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number>>) => void;
  /** A fresh random id: letters and digits, 20 characters. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

/** Who sends: part of the bytes of every mail. */
export type Sender = {
  readonly from: string;
  readonly replyTo: string;
  readonly postalAddress: string;
  readonly baseUrl: string;
};

export type Enrolment = {
  readonly subscription: Subscription;
  readonly address: string;
  readonly suppressed: boolean;
  readonly ledger: readonly Delivery[];
};

export type Subscriptions = {
  readonly find: (id: string) => Promise<Enrolment | null>;
  /** By the address's key: the person, and their subscription to this course, if any. */
  readonly findByAddress: (addressKey: string, course: string) => Promise<KnownAddress>;
  readonly add: (newcomer: Newcomer, rows: readonly PlannedRow[]) => Promise<Saved>;
  readonly save: (change: Change) => Promise<Saved>;
  /** Plans one more mail and changes nothing else, unless the subscription changed meanwhile. */
  readonly announce: (subscription: Subscription, row: PlannedRow) => Promise<void>;
  /** Ends the subscription, whatever else happens at the same time. */
  readonly leave: (id: string, now: Instant) => Promise<'left' | 'already' | 'gone'>;
};

export type KnownAddress = {
  readonly subscriberId: string | null;
  readonly suppressed: boolean;
  readonly enrolment: Enrolment | null;
};

/** A first sign-up of this address to this course. */
export type Newcomer = {
  readonly subscription: Subscription;
  readonly address: string;
  readonly addressKey: string;
};

/**
 * A change of a subscription together with the plan that follows from it: both are stored, or
 * neither. It holds only if nothing happened since `basis` was read.
 */
export type Change = {
  readonly basis: Enrolment;
  readonly next: Subscription;
  /** What is to be in the ledger; every other row that has not been fenced is cancelled. */
  readonly rows: readonly PlannedRow[];
  readonly cancelReason: CancelReason;
  readonly now: Instant;
};

export type CancelReason = 'moved' | 'left' | 'paused' | 'replaced' | 'suppressed';
export type Saved = 'saved' | 'changed_meanwhile';

export type PlannedRow = {
  readonly id: string;
  readonly message: string;
  readonly kind: Kind;
  readonly round: number;
  readonly occasion: number;
  readonly class: Class;
  readonly state: 'scheduled' | 'skipped';
  readonly reason: string | null;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly address: string;
  readonly facts: Facts;
};

/** A delivery that this run may send, with what its mail needs to know of the subscription. */
export type Claimed = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly message: string;
  readonly kind: Kind;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly attempts: number;
  readonly address: string;
  readonly facts: Facts;
  readonly person: Recipient;
};

export type Recipient = Pick<
  Subscription,
  'course' | 'targetDate' | 'timeZone' | 'sendHour' | 'name' | 'locale' | 'requestedAt'
>;

export type Lease = { readonly token: string; readonly until: Instant };

export type Ledger = {
  /** Takes up to `limit` due rows, most perishable first, in one guarded statement. */
  readonly claimDue: (now: Instant, limit: number, lease: Lease) => Promise<Claimed[]>;
  /** The same for these rows only, whatever else is due. */
  readonly claimThese: (ids: readonly string[], now: Instant, lease: Lease) => Promise<Claimed[]>;
  /**
   * Writes calls and frozen mails before any call is made, repeating the claim's conditions.
   * Returns the ids that passed; a row that did not is in no bytes.
   */
  readonly fence: (fence: Fence) => Promise<ReadonlySet<string>>;
  /** Gives rows back that were claimed and not fenced; `until` makes them wait. */
  readonly release: (ids: readonly string[], lease: Lease, until: Instant | null) => Promise<void>;
  /** Writes what became of the rows of these calls. Guarded, repeatable. */
  readonly record: (verdicts: Verdicts) => Promise<void>;
};

export type Fence = {
  readonly now: Instant;
  readonly lease: Lease;
  readonly sender: Sender;
  readonly linkKey: string;
  readonly calls: readonly { readonly id: string; readonly members: readonly FrozenMail[] }[];
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

export type Verdict = {
  readonly id: string;
  readonly state: 'sent' | 'failed' | 'unknown' | 'skipped' | 'scheduled';
  readonly reason: string | null;
  readonly providerId: string | null;
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

/** A call whose outcome was never recorded or was unclear: it may have been accepted. */
export type OpenCall = {
  readonly id: string;
  readonly sender: Sender;
  readonly linkKey: string;
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
  /** Takes over calls whose lease or back-off has run out, most urgent first. */
  readonly recover: (now: Instant, limit: number, lease: Lease) => Promise<OpenCall[]>;
  readonly templates: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Template>>;
};

export type Gate = {
  /** The address that this database belongs to. */
  readonly publicUrl: string;
  readonly held: string | null;
  /** The provider asked for a break: nothing is sent before this. */
  readonly blockedUntil: Instant | null;
  readonly blockedReason: string | null;
  readonly templatesVersion: string | null;
  /** Calls whose lease or back-off has run out wait for somebody to take them over. */
  readonly callsWait: boolean;
};

export type Settings = {
  /** Notes that a tick runs, and reads what may stop it. */
  readonly openTick: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly gate: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly block: (from: Instant, until: Instant, reason: string) => Promise<void>;
  readonly vitals: (now: Instant) => Promise<Vitals>;
};

export type Vitals = {
  readonly lastTickAt: Instant | null;
  readonly overdue: number;
  readonly oldestDueAt: Instant | null;
  readonly unknown: number;
  readonly schemaVersion: number;
  readonly gate: Gate;
};

export type Mailer = {
  /** One HTTP call. Never throws: what cannot be told is `unclear`. */
  readonly send: (call: OutgoingCall) => Promise<Outcome>;
};

export type OutgoingCall = {
  readonly key: string;
  /** A batch stays one on a retry, even with one mail left: keys belong to an endpoint. */
  readonly batch: boolean;
  readonly messages: readonly Message[];
};

export type Message = {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly delivery: string;
};

export type Links = {
  /** The id of the key that signs new links. */
  readonly currentKey: string;
  readonly confirm: (base: string, key: string, subscription: string, until: Instant) => string;
  readonly manage: (base: string, key: string, subscription: string) => string;
  readonly unsubscribe: (base: string, key: string, subscription: string) => string;
};

export type Courses = {
  readonly version: string;
  /** In the author's order; the first is the default. */
  readonly all: readonly Course[];
  readonly find: (id: string) => Course | undefined;
  readonly template: (course: string, message: string) => Template | undefined;
  readonly templates: () => readonly Template[];
};

export type { Status };
