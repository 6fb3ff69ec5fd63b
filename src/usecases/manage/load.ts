import type { Enrolment, Ports } from '../ports.ts';

/** A subscription by its id, or as it was just read: then the first attempt does not read it again. */
export type Target = string | Enrolment;

export const load = async (ports: Ports, target: Target): Promise<Enrolment | null> =>
  typeof target === 'string' ? ports.subscriptions.find(target) : target;

export const idOf = (target: Target): string =>
  typeof target === 'string' ? target : target.subscription.id;
