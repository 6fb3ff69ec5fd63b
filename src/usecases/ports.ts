/**
 * The interfaces that the use cases need; `storage`, `mail`, `links` and `course` implement them.
 */
import type { Tick } from '../domain/checklist.ts';
import type { Course } from '../domain/course.ts';
import type { Class, Delivery, Facts, Kind } from '../domain/delivery.ts';
import type { Room } from '../domain/limits.ts';
import type { OtherMail } from '../domain/one-a-day.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Template } from '../domain/template.ts';
import type { Instant } from '../domain/time.ts';
import type { Accounts } from './maintenance/consistency-check.ts';
import type { Jobs } from './maintenance/run-jobs.ts';
import type { Addresses, Exports, Ticks } from './manage/ports.ts';
import type { Digests } from './operator/digest.ts';
import type { FeedbackLog } from './sending/feedback.ts';
import type { Settings } from './sending/gate.ts';
import type {
  Calls,
  FrozenMail,
  Holds,
  Ledger,
  Mailer,
  ProviderList,
  Sender,
} from './sending/ports.ts';
import type { Consent, SignUps } from './sign-up/ports.ts';

export type Ports = {
  readonly subscriptions: Subscriptions;
  readonly signUps: SignUps;
  readonly ledger: Ledger;
  readonly calls: Calls;
  readonly sentMails: SentMails;
  readonly settings: Settings;
  readonly holds: Holds;
  readonly digests: Digests;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly addresses: Addresses;
  readonly ticks: Ticks;
  readonly exports: Exports;
  readonly feedback: FeedbackLog;
  readonly mailer: Mailer;
  readonly list: ProviderList;
  readonly links: Links;
  readonly courses: Courses;
  readonly sender: Sender;
  /** The ids of the provider's API keys, newest first: the first one makes new calls. */
  readonly apiKeys: readonly string[];
  /** Calls per second that the provider allows. */
  readonly callsPerSecond: number;
  /** Milliseconds of CPU that a run may use. */
  readonly cpuMs: number;
  /** The limits of the sign-up form; null turns them off, for load tests. */
  readonly room: Room | null;
  /**
   * Why nothing may be sent, set outside the database: a restored database has lost its own hold.
   */
  readonly held: string | null;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number>>) => void;
  /** A new random id: letters and digits, 20 characters. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

export type Enrolment = {
  readonly subscription: Subscription;
  readonly address: string;
  readonly suppressed: boolean;
  /** Suppressed because of bounces: confirming again lifts it. */
  readonly bounced: boolean;
  readonly ledger: readonly Delivery[];
  /** Lesson emails of the person's other subscriptions, sent and planned (rule 5). */
  readonly others: readonly OtherMail[];
  /** The person's other subscriptions. */
  readonly siblings: readonly string[];
  readonly ticks: readonly Tick[];
};

export type Subscriptions = {
  readonly find: (id: string) => Promise<Enrolment | null>;
  /** By the address's key: the person, and their subscription to this course, if any. */
  readonly findByAddress: (addressKey: string, course: string) => Promise<KnownAddress>;
  readonly save: (change: Change) => Promise<Saved>;
  /**
   * Plans one more email and changes nothing else, unless the subscription has changed meanwhile.
   */
  readonly announce: (subscription: Subscription, row: PlannedRow) => Promise<Saved>;
  /** Ends the subscription and voids queued sign-ups for it, regardless of concurrent changes. */
  readonly leave: (id: string, now: Instant) => Promise<'left' | 'already' | 'gone'>;
  /** The same for all courses of the person behind this subscription. */
  readonly leaveAll: (id: string, now: Instant) => Promise<void>;
  /** Updates rows without a change of their subscriptions; skips any that changed meanwhile. */
  readonly adjust: (changes: readonly Adjustment[]) => Promise<void>;
  /**
   * Ends all links to this person's pages and calendars, unless another request has just done so.
   */
  readonly replaceLinks: (
    links: Pick<Subscription, 'id' | 'subscriberId' | 'linkVersion'>,
  ) => Promise<void>;
  /**
   * Erases the subscription, and the person if it was their last; false while an email is in
   * flight.
   */
  readonly erase: (id: string) => Promise<boolean>;
  /** Erases the person with all subscriptions at once, even while emails are in flight. */
  readonly eraseAll: (subscriberId: string) => Promise<void>;
  /** Deletes data that is no longer needed: old events and expired sign-up limits. */
  readonly prune: (now: Instant) => Promise<void>;
  /** Subscriptions whose `wake_at` has come by `now`. */
  readonly waking: (now: Instant, limit: number) => Promise<readonly string[]>;
  readonly sleep: (id: string, wakeAt: Instant) => Promise<void>;
  /** Active and paused ones by id, after this one. */
  readonly slice: (after: string, limit: number) => Promise<readonly Enrolment[]>;
  /** Those with a scheduled email due by `until`, starting at a cursor; with the next cursor. */
  readonly dueSoon: (
    place: string,
    now: Instant,
    until: Instant,
    limit: number,
  ) => Promise<{ readonly enrolments: readonly Enrolment[]; readonly next: string | null }>;
};

export type Adjustment = {
  readonly subscription: Pick<Subscription, 'id' | 'revision'>;
  readonly rows: readonly PlannedRow[];
  /** Scheduled rows to cancel because their lesson was removed from the course. */
  readonly removed: readonly string[];
};

export type KnownAddress = {
  readonly subscriberId: string | null;
  readonly suppressed: boolean;
  readonly bounced: boolean;
  readonly enrolment: Enrolment | null;
};

/**
 * A change of a subscription with the resulting plan, saved in one transaction. It is saved only if
 * nothing has changed since `basis` was read.
 */
export type Change = {
  readonly basis: Enrolment;
  readonly next: Subscription;
  /** The rows of the new plan; every other row that has not been fenced is canceled. */
  readonly rows: readonly PlannedRow[];
  readonly cancelReason: CancelReason;
  /** When the subscription is next processed without a request. */
  readonly wakeAt: Instant;
  /** What the person agreed to with this change, if anything. */
  readonly consent?: Consent | undefined;
  /** When the person showed that emails reach them: earlier bounces no longer count. */
  readonly reachedAt?: Instant | undefined;
};

export type CancelReason =
  | 'moved'
  | 'left'
  | 'paused'
  | 'resumed'
  | 'replaced'
  | 'answered'
  | 'read'
  | 'suppressed';
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

/** Emails as they were sent; null: there is no such email. */
export type SentMails = {
  readonly find: (
    delivery: string,
  ) => Promise<{ readonly mail: FrozenMail; readonly template: Template } | null>;
};

export type Links = {
  /** The id of the key that signs new links. */
  readonly currentKey: string;
  /** Whether this key is still available: a retry needs the key of the first attempt. */
  readonly knows: (key: string) => boolean;
  readonly confirm: (base: string, key: string, subscription: string, until: Instant) => string;
  readonly manage: (base: string, key: string, subscription: string, version: number) => string;
  readonly unsubscribe: (base: string, key: string, subscription: string) => string;
  readonly calendar: (base: string, key: string, subscription: string, version: number) => string;
  readonly confirmAddress: (base: string, key: string, change: string, until: Instant) => string;
};

export type Courses = {
  readonly version: string;
  /** In the author's order; the first is the default. */
  readonly all: readonly Course[];
  /** In the language of this locale if there is a translation, otherwise in the author's. */
  readonly find: (id: string, locale?: string) => Course | undefined;
  readonly template: (course: string, message: string, locale?: string) => Template | undefined;
  readonly templates: () => readonly Template[];
};
