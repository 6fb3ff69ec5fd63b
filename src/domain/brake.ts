/**
 * The brake: too many bounces or complaints hold lessons or sign-ups until the operator releases
 * them. The two are counted apart, so that made-up addresses in the form never stop a lesson.
 */
import type { Kind } from './delivery.ts';
import { isSystemMessage, MESSAGES } from './messages.ts';
import { type Instant, toMinute } from './time.ts';

export type Braked = 'lessons' | 'sign-ups';

/**
 * The kinds of email that each brake counts and holds. Notices and emails about an address are
 * neither: they answer a subscriber, or go to few people.
 */
export const BRAKED: Readonly<Record<Braked, readonly Kind[]>> = {
  lessons: ['lesson', 'resent'],
  'sign-ups': ['confirm'],
};

/** Which brake counts this message, if any. */
export function brakeOf(message: string): Braked | null {
  const kind: Kind = isSystemMessage(message) ? MESSAGES[message].kind : 'lesson';
  if (BRAKED.lessons.includes(kind)) return 'lessons';
  return BRAKED['sign-ups'].includes(kind) ? 'sign-ups' : null;
}

/** What came back of the emails that were accepted in a day. */
export type Returns = {
  readonly accepted: number;
  /** Permanent ones. */
  readonly bounces: number;
  readonly complaints: number;
};

export type Cause = 'bounces' | 'complaints';

/** More than 20 bounces and over 5%, or at least 5 complaints and over 0.3%. */
export function overLimit({ accepted, bounces, complaints }: Returns): Cause | null {
  if (bounces > MOST_BOUNCES && bounces * 100 > accepted * 5) return 'bounces';
  return complaints >= LEAST_COMPLAINTS && complaints * 1000 > accepted * 3 ? 'complaints' : null;
}

export const MOST_BOUNCES = 20;
export const LEAST_COMPLAINTS = 5;

export type Brake = {
  readonly scope: Braked;
  readonly cause: Cause;
  /** How many came back of how many: `21 of 300`. */
  readonly reason: string;
  readonly since: Instant;
};

/** Describes the brake to the operator. */
export const describeBrake = ({ scope, cause, reason, since }: Brake): string =>
  `${NAMES[scope]} have been held since ${toMinute(since)}: ${reason} ${EMAILS[scope]} of the 24 hours before ${CAUSES[cause]}. ${CURES[scope][cause]} To end the hold: \`npx milepost release\`.`;

const NAMES = { lessons: 'All lessons', 'sign-ups': 'Sign-ups' };
const EMAILS = { lessons: 'lessons', 'sign-ups': 'confirmations' };
const CAUSES = { bounces: 'bounced permanently', complaints: 'were marked as spam' };
const CURES = {
  lessons: {
    bounces: "Your provider's log says why: a mailbox provider may be blocking your domain.",
    complaints: 'Check what these people signed up for, and whether they can unsubscribe.',
  },
  'sign-ups': {
    bounces: 'Someone may be entering made-up addresses: Turnstile stops that.',
    complaints: "Someone may be entering other people's addresses: Turnstile stops that.",
  },
};
