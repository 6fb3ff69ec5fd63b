import { SETTLED_AFTER } from '../../domain/provider.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { AcceptedMail } from '../../mail/provider.ts';
import { type Doubt, findDoubts } from '../../storage/calls.ts';
import { applyFeedback } from '../../storage/feedback.ts';
import { liftFence, markUnprovable } from '../../storage/results.ts';
import { change } from '../manage/update-subscription.ts';
import type { Ports } from '../ports.ts';

/** Allows for clock differences. */
const MARGIN = 10 * MINUTE;

/** Statements and calls reserved for settling what the list contains. */
const LIST_ROOM = 25;

/** How many unknown emails one run looks up. */
const AT_ONCE = 100;

type Reconciled = {
  readonly accepted: number;
  readonly never: number;
  /** Too old for the list: the provider has no record that could settle them. */
  readonly unproven: number;
  /** Why the list could not be used: the key may not read it, or it is too long for this run. */
  readonly stopped: 'not_readable' | 'too_long' | null;
};

/**
 * Settles unknown emails with the provider's list. A listed email was sent. A missing one was never
 * accepted, and its lesson may be planned again, but only if the list reaches back beyond its first
 * call: providers delete entries after days, and a new account's list starts with its first email.
 * Null if no email is unknown.
 */
export async function reconcile(
  ports: Ports,
  now: Instant,
  room: () => number,
): Promise<Reconciled | null> {
  const doubts = await findDoubts(ports.db, now - SETTLED_AFTER, AT_ONCE);
  if (doubts.length === 0) return null;
  const done = { accepted: 0, never: 0, unproven: 0 };
  const oldest = Math.min(...doubts.map(({ firstCallAt }) => firstCallAt)) - MARGIN;
  const { listed, stopped } = await listSince(ports, oldest, room);
  const reachesTo = Math.min(...listed.map(({ at }) => at));
  const unproven: string[] = [];
  for (const doubt of doubts) {
    if (room() < 15) return { ...done, stopped: 'too_long' };
    const found = await findMail(ports, doubt, listed);
    if (found === 'not_readable') return { ...done, stopped: found };
    if (found !== null) {
      done.accepted++;
      await takeAccepted(ports, doubt, found, now);
    } else if (!doubt.late || stopped !== null) {
      // Its call may still be retried, or the unread part of the list may contain it.
    } else if (reachesTo < doubt.firstCallAt - MARGIN) {
      done.never++;
      await liftFence(ports.db, doubt);
      await change(ports, doubt.subscriptionId, now, 'replaced', ({ subscription }) => ({
        done: 'planned',
        next: subscription,
      }));
    } else {
      unproven.push(doubt.id);
    }
  }
  if (unproven.length > 0) await markUnprovable(ports.db, unproven);
  return { ...done, unproven: unproven.length, stopped };
}

const takeAccepted = (ports: Ports, doubt: Doubt, found: AcceptedMail, now: Instant) =>
  applyFeedback(
    ports.db,
    {
      eventId: `list_${found.id}`,
      kind: 'accepted',
      delivery: doubt.id,
      at: found.at,
      providerId: found.id,
    },
    now,
  );

/** Reads the list back to before `oldest`, or to its end. */
async function listSince(
  ports: Ports,
  oldest: Instant,
  room: () => number,
): Promise<{
  readonly listed: readonly AcceptedMail[];
  readonly stopped: Reconciled['stopped'];
}> {
  const listed: AcceptedMail[] = [];
  let after: string | null = null;
  while (room() > LIST_ROOM) {
    const page = await ports.list.page(after);
    if (page === null) return { listed, stopped: 'not_readable' };
    listed.push(...page.mails);
    const last = page.mails.at(-1);
    if (last === undefined || !page.more || last.at < oldest) return { listed, stopped: null };
    after = last.id;
  }
  return { listed, stopped: 'too_long' };
}

async function findMail(
  ports: Ports,
  doubt: Doubt,
  listed: readonly AcceptedMail[],
): Promise<AcceptedMail | null | 'not_readable'> {
  const candidates = listed.filter(
    ({ id, to, at }) =>
      id !== doubt.failedId &&
      to.toLowerCase() === doubt.address.toLowerCase() &&
      at >= doubt.firstCallAt - MARGIN,
  );
  for (const mail of candidates) {
    const delivery = await ports.list.deliveryOf(mail.id);
    if (delivery === null) return 'not_readable';
    if (delivery === doubt.id) return mail;
  }
  return null;
}
