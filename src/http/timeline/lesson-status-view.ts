/** The displayed status of a lesson: from the plan, unless its delivery has more information. */
import type { Lesson } from '../../domain/course.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords, timeInWords } from '../../domain/format.ts';
import { isLesson } from '../../domain/messages.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { I18n } from '../../words/words.ts';
import { type DisplayStatus, deliveryNote, titleOf } from '../shared/wording.ts';

export type StatusView = {
  readonly displayStatus: DisplayStatus;
  readonly note: string;
  /** When its own email was or will be sent; null if there is none. */
  readonly at: Instant | null;
};

export type View = {
  readonly timeZone: string;
  readonly i18n: I18n;
  /** This round's rows; empty before sign-up. */
  readonly ledger: readonly Delivery[];
  /** No lesson is sent before the confirmation. */
  readonly unconfirmed: boolean;
  /** The address must not be emailed. */
  readonly suppressed?: boolean;
  /** When the current pause ends; null if open-ended. */
  readonly pauseEnds?: Instant | null;
  readonly lessons: readonly Lesson[];
};

/** Combines the plan and the delivery of one lesson. */
export function statusView(planned: PlannedLesson, now: Instant, view: View): StatusView {
  const { status, reason } = planned;
  const { plan } = view.i18n.words;
  const row = view.ledger.find(
    ({ message, occasion }) => message === planned.lesson.id && occasion === planned.occasion,
  );
  if (status === 'sent')
    return row ? handed(row, view.i18n) : { displayStatus: 'sent', note: '', at: planned.dueAt };
  if (view.unconfirmed) return beforehand(planned, now, view.i18n);
  if (reason === 'in_catch_up' || status === 'catch_up') return carried(planned, row, now, view);
  if (status === 'skipped') return unsent(planned, row, now, view);
  if (view.suppressed) return { displayStatus: 'skipped', note: plan.unsent.suppressed, at: null };
  if (status === 'upcoming') return { displayStatus: 'upcoming', note: '', at: planned.leavesAt };
  // Its window is open, but it is not scheduled: it was canceled, or added to the course later.
  if (row?.state !== 'scheduled') return withdrawn(row, view.i18n);
  const soon = planned.leavesAt <= now;
  return { displayStatus: 'now', note: soon ? plan.leavesSoon : '', at: planned.leavesAt };
}

/** The status of a row that was handed to the provider. */
export function handed(row: Delivery, { words }: I18n): StatusView {
  const displayStatus = row.state === 'failed' || row.state === 'unknown' ? row.state : 'sent';
  return { displayStatus, note: deliveryNote(row, words), at: row.sentAt ?? row.firstCallAt };
}

/** Before the confirmation there are no deliveries. */
function beforehand(
  { status, reason, leavesAt }: PlannedLesson,
  now: Instant,
  { words: { plan } }: I18n,
): StatusView {
  const soon = leavesAt <= now;
  if (status === 'now') {
    return { displayStatus: 'now', note: soon ? plan.leavesOnConfirm : '', at: leavesAt };
  }
  if (status === 'catch_up') {
    const note = soon ? plan.stepsOnConfirm : plan.unsent[reason!];
    return { displayStatus: 'catch_up', note, at: leavesAt > now ? leavesAt : null };
  }
  if (status === 'upcoming') return { displayStatus: 'upcoming', note: '', at: leavesAt };
  return { displayStatus: 'skipped', note: reason ? plan.unsent[reason] : '', at: null };
}

/** Only an email that is scheduled or sent can include missed lessons. */
function carried(
  { lesson, status }: PlannedLesson,
  row: Delivery | undefined,
  now: Instant,
  view: View,
): StatusView {
  const { plan } = view.i18n.words;
  const carriers = view.ledger.filter(({ facts }) => facts.carries?.includes(lesson.id));
  const carrier =
    carriers.find(isHanded) ??
    carriers.find(({ state, closesAt }) => state === 'scheduled' && closesAt > now);
  if (carrier === undefined) {
    if (status === 'catch_up' && isSettled(row) && row.reason !== 'in_catch_up') {
      return withdrawn(row, view.i18n);
    }
    // The email that should have included it could not be sent.
    return { displayStatus: 'skipped', note: plan.unsent.window_closed, at: null };
  }
  if (carrier.state === 'failed') return { ...handed(carrier, view.i18n), at: null };
  if (view.suppressed && !isHanded(carrier)) {
    return { displayStatus: 'skipped', note: plan.unsent.suppressed, at: null };
  }
  return {
    displayStatus: 'catch_up',
    note: travel(carrier, now, view),
    at: null,
  };
}

/** Which email includes the steps, and when. */
function travel(carrier: Delivery, now: Instant, { timeZone, i18n, lessons }: View): string {
  const { locale, words } = i18n;
  const { steps, dayAt } = words.plan;
  const lesson = isLesson(carrier) ? titleOf(carrier.message, { lessons }) : null;
  const left = carrier.sentAt ?? carrier.firstCallAt;
  if (left !== null) return steps.came(lesson, dayInWords(civilDay(left, timeZone), locale));
  if (carrier.dueAt <= now) return steps.comeSoon(lesson);
  const day = dayInWords(civilDay(carrier.dueAt, timeZone), locale);
  return steps.come(lesson, dayAt(day, timeInWords(carrier.dueAt, timeZone, locale)));
}

function unsent(
  planned: PlannedLesson,
  row: Delivery | undefined,
  now: Instant,
  { pauseEnds = null, i18n }: View,
): StatusView {
  const { reason } = planned;
  const { plan } = i18n.words;
  if (reason === 'read') return { displayStatus: 'read', note: plan.unsent.read, at: null };
  if (reason === 'paused') return held(planned, pauseEnds, now, i18n);
  const known = reason ? plan.unsent[reason] : '';
  const knows = isSettled(row) && LEDGER_KNOWS.includes(row.reason ?? '');
  const note = knows ? deliveryNote(row, i18n.words) : known;
  return { displayStatus: 'skipped', note, at: null };
}

/** Reasons of a delivery that are more specific than the plan's "window closed". */
const LEDGER_KNOWS: readonly string[] = [
  'window_closed',
  'added_later',
  'moment_passed',
  'never_accepted',
  'cannot_compose',
  'suppressed',
];

function held(
  { dueAt, closesAt }: PlannedLesson,
  ends: Instant | null,
  now: Instant,
  { words: { plan } }: I18n,
): StatusView {
  if (closesAt <= now) return { displayStatus: 'held', note: plan.pause.over, at: null };
  const at = dueAt > now ? dueAt : null;
  if (ends === null) return { displayStatus: 'held', note: plan.unsent.paused, at };
  if (ends <= dueAt) return { displayStatus: 'held', note: plan.pause.before, at };
  return {
    displayStatus: 'held',
    note: ends < closesAt ? plan.pause.within : plan.pause.after,
    at,
  };
}

/** No email will include it, even if the plan still has it. */
function withdrawn(row: Delivery | undefined, { words }: I18n): StatusView {
  const { unsent: known } = words.plan;
  if (row === undefined) return { displayStatus: 'skipped', note: known.added_later, at: null };
  const note = isSettled(row) ? deliveryNote(row, words) : known.window_closed;
  return { displayStatus: 'skipped', note, at: null };
}

const isSettled = (row: Delivery | undefined): row is Delivery =>
  row !== undefined && ['skipped', 'cancelled', 'failed'].includes(row.state);
