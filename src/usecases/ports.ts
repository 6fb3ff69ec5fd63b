/** What use-cases are given: the database, the world outside, and settings. */
import type { Courses } from '../course/catalog.ts';
import type { OnlyTo } from '../domain/address.ts';
import type { SignUpLimits } from '../domain/limits.ts';
import type { Links } from '../links/links.ts';
import type { Mailer, ProviderList } from '../mail/provider.ts';
import type { Sender } from '../storage/calls.ts';
import type { KeyedDatabase } from '../storage/database.ts';

export type Ports = KeyedDatabase & {
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
  readonly signUpLimits: SignUpLimits | null;
  /**
   * Why nothing may be sent, set outside the database: a restored database has lost its own hold.
   */
  readonly held: string | null;
  /** On a site for testing: the addresses that may be emailed. The mailer calls no other. */
  readonly onlyTo: OnlyTo;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number>>) => void;
  /** A new random id: letters and digits, 20 characters. */
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

/** What a change of a person's plan or data needs; it sends nothing. */
export type Planning = Pick<Ports, 'db' | 'hashesOf' | 'courses' | 'log'>;
