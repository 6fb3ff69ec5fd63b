/** Storage for what people change themselves: address changes, checked-off steps, records. */
import type { Tick } from '../../domain/checklist.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { PlannedRow, Saved } from '../ports.ts';

/** A new address that a person entered: open until its owner answers the email to it. */
export type AddressChange = {
  readonly id: string;
  readonly subscriberId: string;
  /** The subscription on whose page it was entered. */
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
  /** Replaces an open address change, and plans its email if there is one. */
  readonly ask: (
    change: AddressChange,
    subscription: Pick<Subscription, 'id' | 'revision'>,
    row: PlannedRow | null,
  ) => Promise<Saved>;
  /**
   * Sets it as the person's address and as that of all their scheduled emails, unless another
   * person has it.
   */
  readonly confirm: (change: AddressChange, now: Instant) => Promise<'changed' | 'taken'>;
  /** The address's owner did not ask for it. False: there is no such change. */
  readonly refuse: (id: string, now: Instant) => Promise<boolean>;
};

export type Ticks = {
  /** Checks or unchecks a step, and updates the open steps of these scheduled emails. */
  readonly set: (
    subscription: string,
    tick: Tick,
    done: boolean,
    recalling: { readonly ids: readonly string[]; readonly steps: readonly string[] },
  ) => Promise<void>;
};

/** Rows as stored, by column. */
export type Records = Readonly<Record<string, unknown>>;

export type Exports = {
  /** All data stored about a person; null if there is none. */
  readonly ofPerson: (subscriberId: string) => Promise<{
    readonly person: Records;
    readonly addressChanges: readonly Records[];
    readonly subscriptions: readonly Records[];
    readonly consents: readonly Records[];
    readonly deliveries: readonly Records[];
    readonly ticks: readonly Records[];
  } | null>;
};
