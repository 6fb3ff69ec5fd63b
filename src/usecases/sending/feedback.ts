/** Handles the provider's events about an accepted email or an address. */
import type { EmailEvent, ProviderEvent } from '../../domain/provider.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import {
  applyFeedback,
  applyRemovedSuppression,
  findByProviderId,
  keepUnknownEvent,
} from '../../storage/feedback.ts';
import { holdAll } from '../../storage/holds.ts';
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
  return 'taken';
}

function deliveryOf(
  ports: Ports,
  { delivery, providerId, addressKeys }: EmailEvent,
): ReturnType<typeof findByProviderId> | { readonly id: string } | null {
  if (delivery !== null) return { id: delivery };
  return providerId === null ? null : findByProviderId(ports.db, providerId, addressKeys);
}
