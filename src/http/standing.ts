/** Where one lesson stands: what the plan says, except where the ledger knows better. */
import { type Delivery, isHanded } from '../domain/ledger.ts';
import type { PlannedLesson } from '../domain/plan.ts';
import { dayInWords, timeInWords } from '../domain/speech.ts';
import { civilDay, type Instant } from '../domain/time.ts';
import { fateInWords, type Look, UNSENT_WORDS } from './words.ts';

export type Standing = {
  readonly look: Look;
  readonly note: string;
  /** When its own mail leaves or left; null when none does. */
  readonly at: Instant | null;
};

export type View = {
  readonly timeZone: string;
  readonly locale: string;
  /** This round's rows; none before sign-up. */
  readonly ledger: readonly Delivery[];
  /** Nothing leaves before the confirmation. */
  readonly unconfirmed: boolean;
  /** The address is one that we must not mail. */
  readonly suppressed?: boolean;
  /** When a running pause ends; null when nobody knows. */
  readonly pauseEnds?: Instant | null;
  readonly titleOf: (message: string) => string;
};

/** Reads plan and ledger for one lesson. */
export function standing(planned: PlannedLesson, now: Instant, view: View): Standing {
  const { status, reason } = planned;
  const row = view.ledger.find(
    ({ message, occasion }) => message === planned.lesson.id && occasion === planned.occasion,
  );
  if (status === 'sent') return row ? handed(row) : { look: 'sent', note: '', at: planned.dueAt };
  if (view.unconfirmed) return beforehand(planned, now);
  if (reason === 'in_catch_up' || status === 'catch_up') return carried(planned, row, now, view);
  if (status === 'skipped') return unsent(planned, row, now, view);
  if (view.suppressed) return { look: 'skipped', note: UNSENT_WORDS.suppressed, at: null };
  if (status === 'upcoming') return { look: 'upcoming', note: '', at: planned.leavesAt };
  // Its window is open, but nobody has planned it: it was withdrawn, or came with an edit.
  if (row?.state !== 'scheduled') return withdrawn(row);
  const soon = planned.leavesAt <= now;
  return { look: 'now', note: soon ? 'It leaves within minutes.' : '', at: planned.leavesAt };
}

/** What became of a row that was handed over. */
export function handed(row: Delivery): Standing {
  const look = row.state === 'failed' || row.state === 'unknown' ? row.state : 'sent';
  return { look, note: fateInWords(row), at: row.sentAt ?? row.firstCallAt };
}

/** Before the confirmation there is no ledger to ask. */
function beforehand({ status, reason, leavesAt }: PlannedLesson, now: Instant): Standing {
  const soon = leavesAt <= now ? 'as soon as you confirm' : '';
  if (status === 'now') {
    return { look: 'now', note: soon && `It leaves ${soon}.`, at: leavesAt };
  }
  if (status === 'catch_up') {
    const note = soon ? `Its most useful steps come in one mail, ${soon}.` : UNSENT_WORDS[reason!];
    return { look: 'catch_up', note, at: leavesAt > now ? leavesAt : null };
  }
  if (status === 'upcoming') return { look: 'upcoming', note: '', at: leavesAt };
  return { look: 'skipped', note: reason ? UNSENT_WORDS[reason] : '', at: null };
}

/** Only a mail that is planned or was sent carries anything. */
function carried(
  { lesson, status }: PlannedLesson,
  row: Delivery | undefined,
  now: Instant,
  view: View,
): Standing {
  const carriers = view.ledger.filter(({ facts }) => facts.carries?.includes(lesson.id));
  const carrier =
    carriers.find(isHanded) ??
    carriers.find(({ state, closesAt }) => state === 'scheduled' && closesAt > now);
  if (carrier === undefined) {
    if (status === 'catch_up' && isSettled(row) && row.reason !== 'in_catch_up') {
      return withdrawn(row);
    }
    // What was to carry it could not leave.
    return { look: 'skipped', note: UNSENT_WORDS.window_closed, at: null };
  }
  if (carrier.state === 'failed') return { ...handed(carrier), at: null };
  if (view.suppressed && !isHanded(carrier)) {
    return { look: 'skipped', note: UNSENT_WORDS.suppressed, at: null };
  }
  return {
    look: 'catch_up',
    note: `Its most useful steps ${travel(carrier, now, view)}.`,
    at: null,
  };
}

function travel(carrier: Delivery, now: Instant, { timeZone, locale, titleOf }: View): string {
  const { message } = carrier;
  const how = message === 'catch-up' ? 'in one mail' : `with “${titleOf(message)}”`;
  const left = carrier.sentAt ?? carrier.firstCallAt;
  if (left !== null) return `came ${how} on ${dayInWords(civilDay(left, timeZone), locale)}`;
  if (carrier.dueAt <= now) return `come ${how}, within minutes`;
  const day = dayInWords(civilDay(carrier.dueAt, timeZone), locale);
  return `come ${how} on ${day}, ${timeInWords(carrier.dueAt, timeZone, locale)}`;
}

function unsent(
  planned: PlannedLesson,
  row: Delivery | undefined,
  now: Instant,
  { pauseEnds = null }: View,
): Standing {
  const { reason } = planned;
  if (reason === 'read') return { look: 'read', note: UNSENT_WORDS.read, at: null };
  if (reason === 'paused') return held(planned, pauseEnds, now);
  const known = reason ? UNSENT_WORDS[reason] : '';
  const note = isSettled(row) && LEDGER_KNOWS.includes(row.reason ?? '') ? fateInWords(row) : known;
  return { look: 'skipped', note, at: null };
}

/** Where the plan sees a window that has closed, the ledger knows how that came. */
const LEDGER_KNOWS: readonly string[] = [
  'window_closed',
  'added_later',
  'moment_passed',
  'never_accepted',
  'cannot_compose',
  'suppressed',
];

function held({ dueAt, closesAt }: PlannedLesson, ends: Instant | null, now: Instant): Standing {
  if (closesAt <= now) return { look: 'held', note: PAUSE_WORDS.over, at: null };
  const at = dueAt > now ? dueAt : null;
  if (ends === null) return { look: 'held', note: UNSENT_WORDS.paused, at };
  if (ends <= dueAt) return { look: 'held', note: PAUSE_WORDS.before, at };
  return { look: 'held', note: ends < closesAt ? PAUSE_WORDS.within : PAUSE_WORDS.after, at };
}

const PAUSE_WORDS = {
  over: 'Its time ran out in your pause. If days are left when you go on, its most useful steps come in one mail.',
  before: 'Your pause ends before its day: it comes as planned.',
  within: 'It waits, because you have paused, and comes when the pause ends.',
  after: 'It waits, because you have paused, and its time is over before the pause ends.',
} as const;

/** No mail will bring it, whatever a new plan would say. */
function withdrawn(row: Delivery | undefined): Standing {
  if (row === undefined) return { look: 'skipped', note: UNSENT_WORDS.added_later, at: null };
  const note = isSettled(row) ? fateInWords(row) : UNSENT_WORDS.window_closed;
  return { look: 'skipped', note, at: null };
}

const isSettled = (row: Delivery | undefined): row is Delivery =>
  row !== undefined && ['skipped', 'cancelled', 'failed'].includes(row.state);
