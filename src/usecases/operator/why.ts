/** Answers "why did I get nothing?" about one address. */

import { type Address, isBounce, meantAddress } from '../../domain/address.ts';
import { describeBrake } from '../../domain/brake.ts';
import { ALL, describeHold } from '../../domain/hold.ts';
import {
  BOUNCED_CONFIRMATIONS,
  CONFIRMATIONS,
  fullUntil,
  MAILBOX_CONFIRMATIONS,
} from '../../domain/limits.ts';
import { MESSAGES } from '../../domain/messages.ts';
import { isOff, type Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant, wallTime } from '../../domain/time.ts';
import {
  type AddressHistory,
  type CourseHistory,
  type PersonHistory,
  readHistory,
} from '../../storage/person-history.ts';
import type { Planning } from '../ports.ts';
import { type TimelineEntry, timelineOf } from './timeline.ts';

export type Explanation = {
  readonly found: boolean;
  /** About the address, in sentences. */
  readonly says: readonly string[];
  readonly courses: readonly CourseExplanation[];
};

export type CourseExplanation = {
  readonly course: string;
  readonly status: Subscription['status'];
  readonly timeZone: string;
  readonly says: readonly string[];
  readonly timeline: readonly TimelineEntry[];
};

type Knowing = Omit<Planning, 'log'>;

/**
 * Everything planned, sent and unsent for this address, and why nothing else is.
 * @param hashed whether `hashesOf` has the secret, so that keyed hashes can be found
 */
export async function why(
  ports: Knowing,
  address: Address,
  now: Instant,
  hashed: boolean,
): Promise<Explanation> {
  const history = await readHistory(ports.db, ports.hashesOf, address.key, now);
  return explain(history, ports.courses, address, now, hashed);
}

/** As `why`, of what was read. */
export function explain(
  history: PersonHistory,
  courses: Planning['courses'],
  address: Address,
  now: Instant,
  hashed: boolean,
): Explanation {
  const { person, sending } = history;
  return {
    found: person !== null,
    says: [
      ...(person === null ? nobody(history, address, hashed) : suppressionOf(person)),
      ...(history.mayNotBeImported ? [LEFT] : []),
      ...waiting(history, now),
      ...history.changes.flatMap(changeInWords),
      ...(sending.held === null ? [] : [`All sending is stopped: ${sending.held}.`]),
      ...sending.holds.filter(({ scope }) => scope === ALL).map(describeHold),
      ...sending.brakes.map(describeBrake),
    ],
    courses: history.courses.map((own) => {
      const { course, status, timeZone } = own.subscription;
      const when = inBoth(timeZone);
      const telling = { course: courses.find(course), sending, now, when };
      return {
        ...{ course, status, timeZone },
        says: standing(own, now, when, telling.course !== undefined),
        timeline: timelineOf(own, telling),
      };
    }),
  };
}

/** @example inBoth('Asia/Kolkata')(0) // '1970-01-01 05:30 Asia/Kolkata (1970-01-01 00:00 UTC)' */
export const inBoth =
  (zone: string) =>
  (at: Instant): string =>
    zone === 'UTC' ? utc(at) : `${clockTime(at, zone)} ${zone} (${utc(at)})`;

/** @example utc(0) // '1970-01-01 00:00 UTC' */
export const utc = (at: Instant): string => `${clockTime(at, 'UTC')} UTC`;

/** @example clockTime(0, 'Asia/Kolkata') // '1970-01-01 05:30' */
export const clockTime = (at: Instant, zone: string): string =>
  `${civilDay(at, zone)} ${wallTime(at, zone)}`;

function nobody({ kept }: PersonHistory, address: Address, hashed: boolean): string[] {
  const meant = meantAddress(address);
  return [
    'No one with this address is signed up. Either they never did, or their data has been erased: by themselves, by an operator, or because it was no longer needed.',
    ...(meant === null ? [] : [`Did they type it wrong? It may be meant for ${meant}.`]),
    ...(hashed
      ? []
      : ['Keyed hashes of erased addresses weren’t checked, because that takes LINK_SECRET.']),
    ...(kept === null ? [] : [`Someone with this address was erased. ${suppressed(kept)}`]),
  ];
}

const LEFT =
  'Someone with this address left the course or an earlier list, so imports skip it. Their own sign-up ends that.';

const suppressionOf = ({ suppressed: reason, liftedAt }: NonNullable<PersonHistory['person']>) => [
  ...(reason === null ? [] : [suppressed(reason)]),
  ...(reason === null && liftedAt !== null
    ? [`A suppression of this address was lifted on ${utc(liftedAt)}.`]
    : []),
];

/** Why an address gets nothing, and what ends it. */
function suppressed(reason: string): string {
  if (reason === 'complained') {
    return 'Nothing is sent to it, because they marked an email as spam. Only `npx milepost person lift` ends that.';
  }
  const cause = isBounce(reason)
    ? reason === 'bounced'
      ? 'because emails to it bounced'
      : 'because it’s on the provider’s suppression list'
    : `because of “${reason}”`;
  return `Nothing is sent to it but one confirmation a week, ${cause}. Confirming ends that, and so does \`npx milepost person lift\`.`;
}

/** A sign-up that caused no email yet, or won't. */
function waiting({ queuedAt, confirmations, courses, person }: PersonHistory, now: Instant) {
  const unconfirmed =
    person === null ||
    courses.some(
      ({ subscription }) => subscription.status === 'pending' || subscription.status === 'left',
    );
  const limits = isBounce(person?.suppressed ?? null) ? BOUNCED_CONFIRMATIONS : CONFIRMATIONS;
  const until = Math.max(
    fullUntil(limits, confirmations.address, now),
    fullUntil(MAILBOX_CONFIRMATIONS, confirmations.mailbox, now),
  );
  return [
    ...(queuedAt === null
      ? []
      : [`A sign-up from ${utc(queuedAt)} is queued. The next cron run handles it.`]),
    ...(unconfirmed && until > now
      ? [
          `Too many confirmations went unanswered. Signing up again sends none before ${utc(until)}.`,
        ]
      : []),
  ];
}

function changeInWords({ role, askedAt, settled }: AddressHistory): string[] {
  const on = utc(askedAt);
  if (role === 'former') {
    return settled === 'confirmed'
      ? [`Someone with this address changed it on ${on}. Their emails go to the new one.`]
      : [];
  }
  switch (settled) {
    case null:
      return [`On ${on}, someone asked to get their emails here, but hasn’t confirmed it.`];
    case 'refused':
      return [`On ${on}, someone asked to get their emails here, and was rejected from here.`];
    case 'replaced':
    case 'restored':
    case 'confirmed':
      return [];
  }
}

/** What a subscription is doing, and what ends it. */
function standing(
  history: CourseHistory,
  now: Instant,
  when: (at: Instant) => string,
  offered: boolean,
): string[] {
  const { subscription, wakeAt } = history;
  const { status } = subscription;
  const erased =
    wakeAt === null || (status === 'paused' && wakeAt !== null)
      ? []
      : [`Unless something changes, their data is erased on ${when(wakeAt)}.`];
  return [
    beginning(history, when),
    ...(offered ? [] : ['This course is no longer offered, so nothing is sent.']),
    ...statusInWords(history, now, when),
    ...erased,
  ];
}

function beginning({ subscription, origin }: CourseHistory, when: (at: Instant) => string): string {
  const { requestedAt, confirmedAt } = subscription;
  if (origin === 'imported') return `Imported on ${when(requestedAt)}, with a proof of consent.`;
  const began = origin === 'invited' ? 'Invited by an import' : 'Signed up';
  const ended = confirmedAt === null ? '' : `, confirmed on ${when(confirmedAt)}`;
  return `${began} on ${when(requestedAt)}${ended}.`;
}

function statusInWords(
  { subscription, emails }: CourseHistory,
  now: Instant,
  when: (at: Instant) => string,
): string[] {
  const { status, requestedAt, leftAt, pausedUntil } = subscription;
  const asked = emails.filter(({ message }) => message === 'confirm').map(({ dueAt }) => dueAt);
  switch (status) {
    case 'pending':
      return Math.max(requestedAt, ...asked) + MESSAGES.confirm.window <= now
        ? ['They never confirmed, and the link has expired. If they sign up, they get a new one.']
        : ['They haven’t confirmed yet. Until they do, only the confirmation is sent.'];
    case 'left':
      return [`They unsubscribed${leftAt === null ? '' : ` on ${when(leftAt)}`}. Nothing is sent.`];
    case 'paused': {
      const until = pausedUntil === null ? '' : ` until ${pausedUntil}`;
      return [`They’ve paused the lessons${until}.`, ...countdownInWords(subscription, now)];
    }
    case 'active':
      return countdownInWords(subscription, now);
  }
}

function countdownInWords(subscription: Subscription, now: Instant): string[] {
  const { targetDate, dateKind, timeZone, sendHour, outcome, round } = subscription;
  const answer = outcome === null ? [] : [`They told us how it went: ${outcome}.`];
  if (isOff(subscription)) return [`They told us that it’s off: ${outcome}. Nothing is sent.`];
  if (targetDate === null) {
    return ['They have no date, so no lessons are planned. We ask for one three times, then stop.'];
  }
  const what = dateKind === 'goal' ? 'The day they want to be ready by' : 'Their date';
  const hour = `Lessons are sent at ${String(sendHour).padStart(2, '0')}:00 in ${timeZone}`;
  return [
    `${what} is ${targetDate}${round > 1 ? `, in round ${round}` : ''}. ${hour}.`,
    ...(targetDate < civilDay(now, timeZone) ? ['That day has passed.'] : []),
    ...answer,
  ];
}
