/** Judges each email from the provider's journal at the moment it's accepted. */

import type { Sent } from '../../scripts/in-process/fake-fetch.ts';
import type { HttpAnswer } from '../../scripts/world/provider-answers.ts';
import type { Course } from '../../src/domain/course.ts';
import { civilDay, type Instant, MINUTE, startOfDay } from '../../src/domain/time.ts';
import {
  type CommitWatch,
  type Fence,
  messageOf,
  ownerOf,
  type Snapshot,
  when,
} from './commit-watch.ts';
import { courseOf } from './deployments.ts';
import { lessonWindowsOf } from './lesson-windows.ts';
import type { Call } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import type { SignUpWatch } from './sign-up-watch.ts';

/** How long after a change a call with the old email may still start. */
const GRACE = 2000;

/** The longest time from the start of a call to acceptance, processing at the provider included. */
const MAX_CALL = 3 * MINUTE;

/** An accepted email, with the subscription's state when its call started. */
export type Judged = {
  readonly delivery: string;
  readonly at: Instant;
  readonly kind: string;
  readonly snapshot: Snapshot;
};

type Has = (delivery: string) => boolean;

export type Judge = {
  readonly accepted: (call: Call, mails: readonly Sent[]) => void;
  readonly answered: (call: Call, answer: HttpAnswer | null) => void;
  readonly log: ReadonlyMap<string, Judged>;
  /** Emails that the provider failed after accepting them: each may be accepted once more. */
  readonly takenBack: {
    readonly add: (delivery: string) => void;
    readonly has: Has;
    /** Waiting to be accepted again since; null if it isn't. */
    readonly waitsSince: (delivery: string) => Instant | null;
  };
  /** The newest accepted delivery of this message. */
  readonly received: (subscription: string, message: string) => string | undefined;
  /** Deliveries that the provider rejected. */
  readonly refused: ReadonlySet<string>;
  /** Deliveries whose key was known with other bytes. */
  readonly mismatched: ReadonlySet<string>;
};

export function createJudge(
  scheduler: Scheduler,
  commits: CommitWatch,
  signUps: SignUpWatch,
  /** When production recorded this address's complaint. */
  complainedAt: (address: string) => Instant | undefined,
): Judge {
  const log = new Map<string, Judged>();
  const received = new Map<string, string>();
  const refused = new Set<string>();
  const mismatched = new Set<string>();
  const takenBack = new Set<string>();
  const mayRepeat = new Map<string, Instant>();
  /** The members of the first call under each key. */
  const firstCalls = new Map<string, readonly string[]>();

  function judge(mail: Sent, call: Call): void {
    const { delivery } = mail;
    if (delivery.startsWith('digest-')) return;
    const earlier = log.get(delivery);
    if (earlier !== undefined && !mayRepeat.delete(delivery)) {
      scheduler.fail('doubled', `${delivery} at ${when(earlier.at)} and ${when(scheduler.now)}`);
      return;
    }
    const owner = ownerOf(delivery);
    const fence = commits.fences.get(delivery);
    const held = commits.held(owner, call.began - GRACE, call.began);
    const snapshot = fence?.snapshot ?? held.at(-1);
    const kind = (fence?.plan ?? commits.planOf(delivery))?.kind ?? '';
    const own = held.filter(({ address }) => kind === 'address' || address === mail.to);
    if (snapshot === undefined || own.length === 0) {
      scheduler.fail('wrong address', `${delivery} to ${mail.to}`);
      return;
    }
    log.set(delivery, { delivery, at: scheduler.now, kind, snapshot });
    received.set(`${owner} ${messageOf(delivery)}`, delivery);
    if (kind === 'confirm' || messageOf(delivery) === 'already-subscribed') {
      signUps.answered(delivery, mail.to, snapshot.course);
    }
    if ((complainedAt(mail.to) ?? Infinity) < call.began - GRACE && kind !== 'address') {
      scheduler.fail('after a complaint', `${delivery} to ${mail.to}, called ${when(call.began)}`);
    }
    judgePerson(mail, call, kind, own, fence);
    judgeTime(delivery, call, kind, snapshot, fence);
  }

  /** Reports what no state of the last two seconds allowed. */
  function judgePerson(
    { delivery, text }: Sent,
    call: Call,
    kind: string,
    held: readonly Snapshot[],
    fence: Fence | undefined,
  ): void {
    const wanted = held.filter(
      (snapshot) => isWanted(kind, snapshot) && !isOver(messageOf(delivery), snapshot),
    );
    const since = `called ${when(call.began)}`;
    if (wanted.length === 0) {
      const { status, suppressed, off, at } = held.at(-1)!;
      const state = suppressed ? 'suppressed' : off ? 'off' : status;
      scheduler.fail('after leaving', `${delivery} ${since}, but ${state} since ${when(at)}`);
      return;
    }
    const planned = fence?.snapshot?.revision;
    const isCurrent = wanted.some(({ revision }) => revision === planned);
    if (planned !== undefined && !isCurrent && kind !== 'resent' && kind !== 'address') {
      scheduler.fail('after a change', `${delivery} ${since}, planned before it`);
    }
    const links = MANAGE.exec(text)?.[1];
    const isRetry = fence === undefined || call.began - fence.at > GRACE;
    if (links === undefined || isRetry) return;
    const version = links === '' ? 0 : Number.parseInt(links, 36);
    if (wanted.some((snapshot) => snapshot.links === version)) return;
    scheduler.fail('old links', `${delivery} ${since}, with links of version ${version}`);
  }

  /** In real time, corrected for the clock skew of the process. */
  function judgeTime(
    delivery: string,
    { began, process }: Call,
    kind: string,
    snapshot: Snapshot,
    fence: Fence | undefined,
  ): void {
    const called = began + process.skew;
    const accepted = scheduler.now + process.skew - MAX_CALL;
    const isOwnLesson = kind === 'lesson';
    for (const window of [
      fence?.plan ?? commits.planOf(delivery),
      isOwnLesson ? lessonWindow(messageOf(delivery), snapshot, called) : null,
    ]) {
      if (!window) continue;
      const { dueAt, closesAt } = window;
      if (called >= dueAt && called < closesAt && accepted < closesAt) continue;
      const says = `${delivery} called ${when(called)}, accepted ${when(scheduler.now)}`;
      const allowed = `${when(dueAt)} to ${when(closesAt)}`;
      scheduler.fail('outside its window', `${says}, allowed ${allowed}`);
      return;
    }
  }

  /** The window derived from the rules' text, independent of the planner. */
  function lessonWindow(message: string, snapshot: Snapshot, called: Instant) {
    const course = courseOf(snapshot.course);
    const windows = lessonWindowsOf(course, snapshot);
    return (
      windows.find(({ lesson }) => lesson === message) ?? catchUpWindow(course, snapshot, called)
    );
  }

  /** Other bytes under a known key are allowed only after a member was removed. */
  function judgeMismatch(call: Call): void {
    for (const id of call.members) mismatched.add(id);
    const missing = (firstCalls.get(call.key) ?? []).filter((id) => !call.members.includes(id));
    if (missing.some((id) => isRemoved(id, call))) return;
    scheduler.fail('mismatch', `${call.key} with other bytes, and no member was removed`);
  }

  function isRemoved(delivery: string, { process }: Call): boolean {
    const fence = commits.fences.get(delivery);
    const now = commits.last(ownerOf(delivery));
    if (!fence?.snapshot || !now) return true;
    const closed = (fence.plan?.closesAt ?? 0) <= scheduler.now + process.skew;
    const muted = now.suppressed > (fence.plan?.kind === 'confirm' ? 1 : 0);
    return closed || now.revision !== fence.snapshot.revision || muted;
  }

  return {
    log,
    takenBack: {
      add(delivery) {
        takenBack.add(delivery);
        mayRepeat.set(delivery, scheduler.now);
      },
      has: (delivery) => takenBack.has(delivery),
      waitsSince: (delivery) => mayRepeat.get(delivery) ?? null,
    },
    received: (subscription, message) => received.get(`${subscription} ${message}`),
    refused,
    mismatched,
    accepted: (call, mails) => {
      if (!firstCalls.has(call.key)) firstCalls.set(call.key, call.members);
      for (const mail of mails) judge(mail, call);
    },
    answered(call, answer) {
      if (call.members.length === 0 || call.key.startsWith('digest.')) return;
      if (!firstCalls.has(call.key)) firstCalls.set(call.key, call.members);
      const { name, errors } = parsed(answer);
      if (name === 'invalid_idempotent_request') judgeMismatch(call);
      const isRefusal = answer !== null && answer.status === 422 && call.members.length === 1;
      if (isRefusal) refused.add(call.members[0]!);
      for (const { index } of errors ?? []) refused.add(call.members[index]!);
    },
  };
}

/** The link version in a link to a person's page. */
const MANAGE = /\/manage\/[\w-]+\.[a-z0-9]+\.([a-z0-9]*)\./;

/** Whether the rules allow an email of this kind in this state. */
export function isWanted(kind: string, { status, suppressed }: Snapshot): boolean {
  if (kind === 'address') return status === 'active' || status === 'paused';
  // One confirmation may go to a bounced address.
  if (suppressed > (kind === 'confirm' ? 1 : 0)) return false;
  if (kind === 'confirm') return status === 'pending' || suppressed === 1;
  return status === 'active' || (status === 'paused' && kind !== 'lesson');
}

const REQUESTED = [
  'confirm',
  'confirm-address',
  'address-changed',
  'already-subscribed',
  'new-links',
];

/** After calling off, only emails that the person asks for are sent. */
const isOver = (message: string, { off }: Snapshot): boolean =>
  off === 1 && !REQUESTED.includes(message);

/** Until the next lesson before the date is due, else the midnight that starts the date. */
export function catchUpWindow(
  course: Course,
  snapshot: Snapshot,
  called: Instant,
): { dueAt: Instant; closesAt: Instant } | null {
  const { targetDate, timeZone } = snapshot;
  if (targetDate === null) return null;
  const today = civilDay(called, timeZone);
  const next = lessonWindowsOf(course, snapshot)
    .map(({ dueAt }) => dueAt)
    .filter((dueAt) => dueAt > called && civilDay(dueAt, timeZone) > today);
  return { dueAt: 0, closesAt: Math.min(startOfDay(targetDate, timeZone), ...next) };
}

function parsed(answer: HttpAnswer | null): { name?: string; errors?: { index: number }[] } {
  try {
    return answer === null ? {} : JSON.parse(answer.body);
  } catch {
    return {};
  }
}
