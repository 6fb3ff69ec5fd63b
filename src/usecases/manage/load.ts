import type { Enrolment } from '../../domain/subscription.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import type { Ports } from '../ports.ts';

/** A subscription's id, or the enrolment just read, which saves the first attempt a read. */
export type Target = string | Enrolment;

export const load = async (ports: Ports, target: Target): Promise<Enrolment | null> =>
  typeof target === 'string' ? findEnrolment(ports.db, target) : target;

export const idOf = (target: Target): string =>
  typeof target === 'string' ? target : target.subscription.id;
