/** What a person's own wishes need from the world: their address, their ticks, their records. */
import type { Tick } from '../../domain/checklist.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { PlannedRow, Saved } from '../ports.ts';

/** A new address that a person gave: open until its owner answers the mail to it. */
export type AddressChange = {
  readonly id: string;
  readonly subscriberId: string;
  /** The subscription on whose page it was asked. */
  readonly subscriptionId: string;
  readonly address: string;
  readonly addressKey: string;
  readonly askedAt: Instant;
  readonly settled: 'confirmed' | 'replaced' | 'refused' | null;
  readonly settledAt: Instant | null;
};

export type Addresses = {
  readonly find: (id: string) => Promise<AddressChange | null>;
  readonly ofPerson: (subscriberId: string) => Promise<readonly AddressChange[]>;
  /** Puts a wish in the place of an open one, with its mail if there is to be one. */
  readonly ask: (
    change: AddressChange,
    subscription: Pick<Subscription, 'id' | 'revision'>,
    row: PlannedRow | null,
  ) => Promise<Saved>;
  /** Makes it the person's address, and that of all that is scheduled; unless it is another's. */
  readonly confirm: (change: AddressChange, now: Instant) => Promise<'changed' | 'taken'>;
  /** Its owner did not ask for it. False: there is no such change. */
  readonly refuse: (id: string, now: Instant) => Promise<boolean>;
};

export type Ticks = {
  /** Ticks a step or opens it again, and tells these scheduled mails what is open now. */
  readonly set: (
    subscription: string,
    tick: Tick,
    done: boolean,
    recalling: { readonly ids: readonly string[]; readonly steps: readonly string[] },
  ) => Promise<void>;
};

/** Rows as they are stored, by column. */
export type Records = Readonly<Record<string, unknown>>;

export type Exports = {
  /** All that is stored about a person; null when there is none. */
  readonly ofPerson: (subscriberId: string) => Promise<{
    readonly person: Records;
    readonly addressChanges: readonly Records[];
    readonly subscriptions: readonly Records[];
    readonly consents: readonly Records[];
    readonly deliveries: readonly Records[];
    readonly ticks: readonly Records[];
  } | null>;
};
