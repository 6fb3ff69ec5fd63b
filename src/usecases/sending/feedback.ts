/** Handles the provider's events about an accepted email or an address. */
import { brakeOf, overLimit } from '../../domain/brake.ts';
import type { EmailEvent, ProviderEvent } from '../../domain/provider.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import {
  applyFeedback,
  applyRemovedSuppression,
  findByProviderId,
  keepUnknownEvent,
} from '../../storage/feedback.ts';
import { applyBrake, holdAll } from '../../storage/holds.ts';
import { findReturns } from '../../storage/returns.ts';
import type { Ports } from '../ports.ts';

/** The provider repeats an event for a day; an old one says nothing about the current state. */
const FRESH = HOUR;

/**
 * Handles an event. `not_yet`: the provider must repeat it, because its email is not recorded yet.
 */
export async function takeEvent(
  ports: Ports,
  event: ProviderEvent,
  now: Instant,
): Promise<'taken' | 'ignored' | 'not_yet'> {
  if (event.kind === 'unknown') {
    ports.log('unknown_event', { type: event.type });
    await keepUnknownEvent(ports.db, event, now);
    return 'taken';
  }
  if (event.kind === 'suppression_removed') {
    await applyRemovedSuppression(ports, event, now);
    return 'taken';
  }
  const found = await deliveryOf(ports, event);
  if (found === null) return 'ignored';
  if (found === 'not_yet') return found;
  await applyFeedback(ports.db, { ...event, delivery: found.id }, now);
  if (event.cause && now - event.at < FRESH) {
    await holdAll(ports.db, event.cause, { reason: event.reason ?? event.cause }, now);
  }
  if (event.kind === 'bounced' || event.kind === 'complained') await brake(ports, found.id, now);
  return 'taken';
}

/** Repeatable: the provider repeats an event that was not answered. */
async function brake(ports: Ports, delivery: string, now: Instant): Promise<void> {
  const message = delivery.split('_')[1];
  const scope = message === undefined ? null : brakeOf(message);
  if (scope === null) return;
  const returns = await findReturns(ports.db, scope, now);
  const cause = overLimit(returns);
  if (cause === null) return;
  const reason = `${returns[cause]} of ${returns.accepted}`;
  ports.log('brake', { scope, cause, reason });
  await applyBrake(ports.db, { scope, cause, reason, since: now });
}

function deliveryOf(
  ports: Ports,
  { delivery, providerId, addressKeys }: EmailEvent,
): ReturnType<typeof findByProviderId> | { readonly id: string } | null {
  if (delivery !== null) return { id: delivery };
  return providerId === null ? null : findByProviderId(ports.db, providerId, addressKeys);
}
