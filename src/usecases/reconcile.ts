import { HOUR, type Instant, MINUTE } from '../domain/time.ts';
import type { Ports } from './ports.ts';
import { change } from './replan.ts';
import type { AcceptedMail, Doubt } from './sending/ports.ts';

/** Younger mails may still be tried under their key, or reported by an event. */
const SETTLED_AFTER = 25 * HOUR;

/** Clocks differ. */
const MARGIN = 10 * MINUTE;

/** How many unknown mails one run looks up. */
const AT_ONCE = 20;

export type Reconciled = {
  readonly accepted: number;
  readonly never: number;
  /** Why the list could not tell: the key may not read it, or it is too long for this run. */
  readonly stopped: 'not_readable' | 'too_long' | null;
};

/**
 * Settles unknown mails by the provider's list. One that is in it was sent; one that is missing
 * from a list that covers its time was never accepted, and its lesson may be planned again.
 */
export async function reconcile(
  ports: Ports,
  now: Instant,
  room: () => number,
): Promise<Reconciled> {
  const doubts = await ports.calls.doubts(now - SETTLED_AFTER, AT_ONCE);
  if (doubts.length === 0) return { accepted: 0, never: 0, stopped: null };
  const oldest = Math.min(...doubts.map(({ firstCallAt }) => firstCallAt)) - MARGIN;
  const listed = await listSince(ports, oldest, room);
  if (typeof listed === 'string') return { accepted: 0, never: 0, stopped: listed };
  let accepted = 0;
  let never = 0;
  for (const doubt of doubts) {
    if (room() < 15) return { accepted, never, stopped: 'too_long' };
    const found = await findMail(ports, doubt, listed);
    if (found === 'not_readable') return { accepted, never, stopped: found };
    if (found !== null) {
      accepted++;
      await ports.feedback.take(
        {
          eventId: `list_${found.id}`,
          kind: 'accepted',
          delivery: doubt.id,
          at: found.at,
          providerId: found.id,
        },
        now,
      );
    } else {
      never++;
      await ports.calls.neverAccepted(doubt);
      await change(ports, doubt.subscriptionId, now, 'replaced', ({ subscription }) => ({
        done: 'planned',
        next: subscription,
      }));
    }
  }
  return { accepted, never, stopped: null };
}

async function listSince(
  ports: Ports,
  oldest: Instant,
  room: () => number,
): Promise<readonly AcceptedMail[] | 'not_readable' | 'too_long'> {
  const all: AcceptedMail[] = [];
  let after: string | null = null;
  while (room() > 20) {
    const page = await ports.list.page(after);
    if (page === null) return 'not_readable';
    all.push(...page.mails);
    const last = page.mails.at(-1);
    if (last === undefined || !page.more || last.at < oldest) return all;
    after = last.id;
  }
  return 'too_long';
}

async function findMail(
  ports: Ports,
  doubt: Doubt,
  listed: readonly AcceptedMail[],
): Promise<AcceptedMail | null | 'not_readable'> {
  const candidates = listed.filter(
    ({ to, at }) =>
      to.toLowerCase() === doubt.address.toLowerCase() && at >= doubt.firstCallAt - MARGIN,
  );
  for (const mail of candidates) {
    const delivery = await ports.list.deliveryOf(mail.id);
    if (delivery === null) return 'not_readable';
    if (delivery === doubt.id) return mail;
  }
  return null;
}
