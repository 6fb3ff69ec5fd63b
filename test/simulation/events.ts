/** The provider's events: late, lost, repeated, out of order, before the record. */

import type { Sent } from '../../scripts/in-process/fake-fetch.ts';
import type { Dice } from '../../scripts/world/dice.ts';
import type { EmailEvent } from '../../src/domain/provider.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { eventOf } from '../../src/mail/events.ts';
import { takeEvent } from '../../src/usecases/sending/feedback.ts';
import { ownerOf } from './commit-watch.ts';
import type { Faults } from './faults.ts';
import type { Launch } from './people.ts';
import type { Scheduler } from './scheduler.ts';

export type Events = {
  readonly accepted: (mails: readonly Sent[]) => void;
  /** The last email of this subscription is marked as spam now. */
  readonly complains: (subscription: string) => void;
  /** Drops all further events of these deliveries. */
  readonly lose: (deliveries: readonly string[]) => void;
  /** Deliveries reported as failed by an event. */
  readonly failed: ReadonlySet<string>;
  /** Addresses that complained, with the time when production recorded it. */
  readonly complaints: ReadonlyMap<string, Instant>;
  /** Compares the events taken in with the ledger. */
  readonly check: () => void;
};

/** An event as the provider sends it. */
type ProviderEvent = { readonly type: string; readonly data?: Readonly<Record<string, unknown>> };

type Event = { readonly id: string; readonly payload: unknown; readonly about: string };

const COLUMNS = {
  delivered: 'delivered_at',
  bounced: 'bounced_at',
  soft_bounced: 'bounced_at',
  complained: 'complained_at',
};
type Lasting = keyof typeof COLUMNS;

export function createEvents(
  scheduler: Scheduler,
  faults: Faults,
  launch: Launch,
  /** Called when the provider fails an accepted email for a reason unrelated to that email. */
  takenBack: (delivery: string) => void,
  /** The address of this delivery's subscription; undefined once it's erased. */
  addressOf: (delivery: string) => string | undefined,
): Events {
  const dice = scheduler.dice.fork('events');
  const failed = new Set<string>();
  const latest = new Map<string, Sent>();
  const reported = new Set<string>();
  const lost = new Set<string>();
  const complaints = new Map<string, Instant>();
  /** By delivery: the earliest event of each kind that was taken in. */
  const taken = new Map<string, Map<Lasting, number>>();

  function send(mail: Sent, { type, data }: ProviderEvent, at: Instant): void {
    if (lost.has(mail.delivery) || faults.occurs('event_lost')) return;
    const tags = dice.happens(0.5)
      ? { delivery: mail.delivery }
      : [{ name: 'delivery', value: mail.delivery }];
    const payload = {
      type,
      created_at: new Date(at).toISOString(),
      data: { email_id: mail.id, to: [mail.to], tags, ...data },
    };
    const event = { id: `${mail.id}-${type}`, payload, about: `${type} of ${mail.delivery}` };
    const delay = faults.occurs('event_late')
      ? dice.between(HOUR, 40 * HOUR)
      : faults.occurs('event_before_record')
        ? dice.between(0, 5)
        : dice.between(200, 30_000);
    scheduler.after(delay, () => deliver(event, 1));
    if (faults.occurs('event_twice')) {
      scheduler.after(delay + dice.between(0, HOUR), () => deliver(event, 1));
    }
  }

  /** Repeats the event until it is answered with success. */
  function deliver(event: Event, attempt: number): void {
    let went = false;
    launch(
      `event ${event.about}`,
      async ({ ports, clock }) => {
        const now = clock();
        const read = eventOf(event.id, event.payload);
        if (read?.kind === 'failed' && read.cause && !reported.has(event.id)) {
          reported.add(event.id);
          takenBack(read.delivery!);
        }
        const taken = read && (await takeEvent(ports, read, now));
        went = taken !== 'not_yet';
        if (read && 'delivery' in read && went) note(read);
      },
      () => {},
    );
    scheduler.after(Math.min(5000 * 10 ** attempt, HOUR), () => {
      if (!went) deliver(event, attempt + 1);
    });
  }

  function note({ kind, delivery, at, addressKeys }: EmailEvent): void {
    if (delivery === null) return;
    for (const address of kind === 'complained' ? addressKeys : []) {
      // A complaint doesn't suppress an address that the person has changed since.
      const is = addressOf(delivery);
      if (is === address && !complaints.has(address)) complaints.set(address, scheduler.now);
    }
    if (kind === 'failed' || kind === 'refused_as_suppressed') failed.add(delivery);
    if (!(kind in COLUMNS)) return;
    const own = taken.get(delivery) ?? new Map<Lasting, number>();
    taken.set(delivery, own);
    own.set(kind as Lasting, Math.min(at, own.get(kind as Lasting) ?? at));
  }

  return {
    failed,
    complaints,
    accepted(mails) {
      for (const mail of mails) {
        if (mail.delivery.startsWith('digest-')) continue;
        const [last, also] = fateOf(dice);
        if (last.type === 'email.delivered') latest.set(ownerOf(mail.delivery), mail);
        if (dice.happens(0.5)) send(mail, { type: 'email.sent' }, scheduler.now);
        send(mail, last, scheduler.now + dice.between(1, 10 * MINUTE));
        if (also) send(mail, also, scheduler.now + dice.between(11 * MINUTE, HOUR));
      }
    },
    complains(subscription) {
      const mail = latest.get(subscription);
      if (mail && mail.at > scheduler.now - 30 * DAY)
        send(mail, { type: 'email.complained' }, scheduler.now);
    },
    lose(deliveries) {
      for (const delivery of deliveries) lost.add(delivery);
    },
    check() {
      for (const [delivery, own] of taken) {
        const [row] = scheduler.world.rows<Record<string, number | null>>(OUTCOMES, delivery);
        for (const [kind, at] of row ? own : []) {
          const stored = row![COLUMNS[kind]];
          if (stored === at) continue;
          scheduler.fail('event', `${delivery} ${kind} at ${at}, and the ledger says ${stored}`);
        }
      }
    },
  };
}

function fateOf(dice: Dice): [ProviderEvent, ProviderEvent?] {
  const roll = dice.roll();
  if (roll < 0.006) return [bounce('Permanent')];
  if (roll < 0.02) return [bounce(dice.pick(['Transient', 'transient', 'Undetermined']))];
  if (roll < 0.025) return [failure(null)];
  if (roll < 0.032) return [failure(dice.pick(['reached_daily_quota', 'domain_not_verified']))];
  if (roll < 0.035) return [{ type: 'email.suppressed' }];
  const delivered = { type: 'email.delivered' };
  return roll < 0.042 ? [delivered, { type: 'email.complained' }] : [delivered];
}

const bounce = (type: string): ProviderEvent => ({
  type: 'email.bounced',
  data: { bounce: { type, subType: 'General', message: 'Not delivered.' } },
});

const failure = (reason: string | null): ProviderEvent => ({
  type: 'email.failed',
  ...(reason ? { data: { failed: { reason } } } : {}),
});

const OUTCOMES = 'SELECT delivered_at, bounced_at, complained_at FROM deliveries WHERE id = ?1';
