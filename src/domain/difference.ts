/** What a date move would change for each lesson, before it is saved (rule 6). */
import type { Carrier } from './delivery.ts';
import type { Plan, PlannedLesson } from './plan.ts';
import type { Instant } from './time.ts';

export type MoveEffect =
  | 'has'
  | 'has_steps'
  | 'moves'
  | 'stays'
  | 'now'
  | 'again'
  | 'behind'
  | 'in_catch_up'
  | 'left_out';

export type Difference = {
  readonly lesson: PlannedLesson['lesson'];
  readonly effect: MoveEffect;
  /** When it would be sent; null if it would not be. */
  readonly at: Instant | null;
  /** When it is currently planned to be sent; null if it is not. */
  readonly before: Instant | null;
  /** The email that would have its essential steps. */
  readonly carrier: Carrier | null;
};

/** The effect of each lesson when `after` replaces `before`, in the order of `after`. */
export function difference(before: Plan, after: Plan): readonly Difference[] {
  return after.lessons.map((own) => {
    const old = before.lessons.find(({ lesson }) => lesson.id === own.lesson.id);
    const at = leaves(own) ? own.leavesAt : null;
    const was = old && leaves(old) ? old.leavesAt : null;
    const effect = effectOf(own, at, was);
    return { lesson: own.lesson, effect, at, before: was, carrier: own.carrier };
  });
}

function effectOf(own: PlannedLesson, at: Instant | null, was: Instant | null): MoveEffect {
  if (own.status === 'sent' || own.reason === 'read') return 'has';
  if (own.status === 'catch_up') return own.carrier?.handed ? 'has_steps' : 'in_catch_up';
  if (own.status === 'left_out') return 'left_out';
  if (own.status === 'skipped') return 'behind';
  if (own.occasion > 1 && was === null) return 'again';
  if (own.status === 'now') return 'now';
  return at === was ? 'stays' : 'moves';
}

const leaves = ({ status }: PlannedLesson): boolean => status === 'upcoming' || status === 'now';
