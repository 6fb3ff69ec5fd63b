/** Judges each mail by the provider's log, the moment it is accepted. */
import { civilDay, type Instant, MINUTE, startOfDay } from '../../src/domain/time.ts';
import { momentsOf } from '../support/in-process/moments.ts';
import type { Answer, Mail } from '../support/in-process/provider.ts';
import type { Standing as Told } from '../support/in-process/story.ts';
import type { Call } from './network.ts';
import type { Stage } from './stage.ts';
import { type Fence, ownerOf, type Standing, type Witness } from './witness.ts';

/** A call is in the air for so long at most, its last seconds at the provider included. */
const AIR = 3 * MINUTE;

export type Judge = {
  readonly accepted: (call: Call, mails: readonly Mail[]) => void;
  readonly answered: (call: Call, answer: Answer | null) => void;
  /** When each delivery was accepted. */
  readonly log: ReadonlyMap<string, Instant>;
  /** Deliveries that the provider refused by name. */
  readonly refused: ReadonlySet<string>;
  /** Deliveries whose key was known with other bytes. */
  readonly mismatched: ReadonlySet<string>;
};

export function createJudge(stage: Stage, witness: Witness): Judge {
  const log = new Map<string, Instant>();
  const refused = new Set<string>();
  const mismatched = new Set<string>();
  /** Whom the first call under a key was for. */
  const firstCalls = new Map<string, readonly string[]>();
  const courseOf = (id: string) => stage.world.ports.courses.find(id)!;

  function judge(mail: Mail, call: Call): void {
    const { delivery } = mail;
    if (delivery.startsWith('digest-')) return;
    const earlier = log.get(delivery);
    if (earlier !== undefined) {
      stage.blame('doubled', `${delivery} at ${when(earlier)} and ${when(stage.now)}`);
      return;
    }
    log.set(delivery, stage.now);
    const decided = call.process.decided.get(delivery) ?? call.beganStep;
    const standing = witness.standingAt(ownerOf(delivery), decided);
    const fence = witness.fences.get(delivery);
    if (standing === undefined || standing.address !== mail.to) {
      stage.blame('stray', `${delivery} to ${mail.to}`);
      return;
    }
    judgePerson(delivery, standing, fence);
    judgeTime(delivery, call, fence?.standing ?? standing, fence);
  }

  /** A mail in the air when somebody left is forgiven, once: a retry must have looked again. */
  function judgePerson(delivery: string, standing: Standing, fence: Fence | undefined): void {
    const { status, suppressed, revision } = standing;
    const message = delivery.split('_')[1]!;
    const isLesson =
      message === 'catch-up' || courseOf(standing.course).lessons.some(({ id }) => id === message);
    const wanted =
      message === 'confirm'
        ? status === 'pending' || suppressed === 1
        : status === 'active' || (status === 'paused' && !isLesson);
    const muted = suppressed > (message === 'confirm' ? 1 : 0);
    if (!wanted || muted) {
      const state = muted ? 'suppressed' : status;
      stage.blame('after leaving', `${delivery} at ${when(stage.now)}, who is ${state}`);
    } else if (fence?.standing && fence.standing.revision !== revision) {
      stage.blame('after a change', `${delivery} at ${when(stage.now)}, planned before it`);
    }
  }

  /** By the clock of the process that called: what clocks differ is not the design's fault. */
  function judgeTime(
    delivery: string,
    { began, process }: Call,
    standing: Standing,
    fence: Fence | undefined,
  ): void {
    const called = began + process.skew;
    const accepted = stage.now + process.skew - AIR;
    const message = delivery.split('_')[1]!;
    for (const window of [
      fence?.plan ?? witness.planOf(delivery),
      lessonWindow(message, standing, called),
    ]) {
      if (!window) continue;
      const { dueAt, closesAt } = window;
      if (called >= dueAt && called < closesAt && accepted < closesAt) continue;
      const says = `${delivery} called ${when(called)}, accepted ${when(stage.now)}`;
      const allowed = `${when(dueAt)} to ${when(closesAt)}`;
      stage.blame('outside its window', `${says}, may leave ${allowed}`);
      return;
    }
  }

  /** The window once more, from the words of the rules and not from the plan. */
  function lessonWindow(message: string, standing: Standing, called: Instant) {
    if (standing.targetDate === null) return null;
    const moments = momentsOf(courseOf(standing.course), standing as unknown as Told);
    const own = moments.find(({ lesson }) => lesson === message);
    if (own || message !== 'catch-up') return own ?? null;
    const midnight = startOfDay(standing.targetDate, standing.timeZone);
    const today = civilDay(called, standing.timeZone);
    const next = moments
      .map(({ dueAt }) => dueAt)
      .filter((dueAt) => dueAt > called && civilDay(dueAt, standing.timeZone) > today);
    return { dueAt: 0, closesAt: Math.min(midnight, ...next) };
  }

  /** A mismatch says that the bytes changed: they may, where somebody was taken out. */
  function judgeMismatch(call: Call): void {
    for (const id of call.members) mismatched.add(id);
    const missing = (firstCalls.get(call.key) ?? []).filter((id) => !call.members.includes(id));
    if (missing.some((id) => isOut(id, call))) return;
    stage.blame('mismatch', `${call.key} with other bytes, and nobody was taken out`);
  }

  function isOut(delivery: string, { process }: Call): boolean {
    const fence = witness.fences.get(delivery);
    const now = witness.standingAt(ownerOf(delivery), stage.step);
    if (!fence?.standing || !now) return true;
    const closed = (fence.plan?.closesAt ?? 0) <= stage.now + process.skew;
    const muted = now.suppressed > (delivery.split('_')[1] === 'confirm' ? 1 : 0);
    return closed || now.revision !== fence.standing.revision || muted;
  }

  return {
    log,
    refused,
    mismatched,
    accepted: (call, mails) => {
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

function parsed(answer: Answer | null): { name?: string; errors?: { index: number }[] } {
  try {
    return answer === null ? {} : JSON.parse(answer.body);
  } catch {
    return {};
  }
}

export const when = (at: Instant): string => new Date(at).toISOString();
