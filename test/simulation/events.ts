/** The provider's events: late, lost, twice, out of order, before the record; and what came of them. */
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Feedback, FeedbackKind } from '../../src/usecases/feedback.ts';
import type { Mail } from '../support/in-process/provider.ts';
import type { Faults } from './faults.ts';
import type { Launch } from './people.ts';
import type { Stage } from './stage.ts';

export type Events = {
  readonly accepted: (mails: readonly Mail[]) => void;
  /** Mails that an event told to have failed. */
  readonly failed: ReadonlySet<string>;
  /** What was taken in and is not in the ledger as it should be. */
  readonly check: () => void;
};

const COLUMNS = { delivered: 'delivered_at', bounced: 'bounced_at', complained: 'complained_at' };
type Lasting = keyof typeof COLUMNS;

export function createEvents(stage: Stage, faults: Faults, launch: Launch): Events {
  const dice = stage.dice.fork('events');
  const failed = new Set<string>();
  /** The earliest of each kind that was taken in, by delivery. */
  const taken = new Map<string, Map<Lasting, number>>();

  function send(mail: Mail, kind: FeedbackKind, at: number): void {
    if (faults.strikes('event_lost')) return;
    const feedback: Feedback = {
      eventId: `${mail.id}-${kind}`,
      kind,
      delivery: mail.delivery,
      at,
      providerId: mail.id,
    };
    const delay = faults.strikes('event_late')
      ? dice.between(HOUR, 40 * HOUR)
      : faults.strikes('event_before_record')
        ? dice.between(0, 5)
        : dice.between(200, 30_000);
    stage.after(delay, () => deliver(feedback, 1));
    if (faults.strikes('event_twice')) {
      stage.after(delay + dice.between(0, HOUR), () => deliver(feedback, 1));
    }
  }

  /** What is not answered well comes again. */
  function deliver(feedback: Feedback, attempt: number): void {
    let went = false;
    launch(
      `event ${feedback.kind} of ${feedback.delivery}`,
      async ({ ports, clock }) => {
        await ports.feedback.take(feedback, clock());
        went = true;
        note(feedback);
      },
      () => {},
    );
    stage.after(Math.min(5000 * 10 ** attempt, HOUR), () => {
      if (!went) deliver(feedback, attempt + 1);
    });
  }

  function note({ kind, delivery, at }: Feedback): void {
    if (kind === 'failed' || kind === 'refused_as_suppressed') failed.add(delivery);
    if (!(kind in COLUMNS)) return;
    const own = taken.get(delivery) ?? new Map<Lasting, number>();
    taken.set(delivery, own);
    own.set(kind as Lasting, Math.min(at, own.get(kind as Lasting) ?? at));
  }

  return {
    failed,
    accepted(mails) {
      for (const mail of mails) {
        if (mail.delivery.startsWith('digest-')) continue;
        const [last, also] = fateOf(dice.roll());
        send(mail, 'accepted', stage.now);
        send(mail, last, stage.now + dice.between(1, 10 * MINUTE));
        if (also) send(mail, also, stage.now + dice.between(11 * MINUTE, HOUR));
      }
    },
    check() {
      for (const [delivery, own] of taken) {
        const [row] = stage.world.rows<Record<string, number | null>>(OUTCOMES, delivery);
        for (const [kind, at] of row ? own : []) {
          const stored = row![COLUMNS[kind]];
          if (stored === at) continue;
          stage.blame('event', `${delivery} ${kind} at ${at}, and the ledger says ${stored}`);
        }
      }
    },
  };
}

function fateOf(roll: number): [FeedbackKind, FeedbackKind?] {
  if (roll < 0.01) return ['bounced'];
  if (roll < 0.015) return ['failed'];
  if (roll < 0.018) return ['refused_as_suppressed'];
  return roll < 0.025 ? ['delivered', 'complained'] : ['delivered'];
}

const OUTCOMES = 'SELECT delivered_at, bounced_at, complained_at FROM deliveries WHERE id = ?1';
