import { recalledBy } from '../../domain/checklist.ts';
import type { StepWish } from '../../domain/parse/details.ts';
import type { Instant } from '../../domain/time.ts';
import { setStep } from '../../storage/checklist.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Shown, show } from './show.ts';
import type { Changed } from './update-subscription.ts';

/**
 * Checks off a step of a lesson's checklist, or unchecks it. The next lesson's email shows the
 * result.
 */
export async function checkOff(
  ports: Ports,
  target: Target,
  { lesson, step, done }: StepWish,
  now: Instant,
): Promise<Changed<'ticked' | 'unticked' | 'no_such_step' | 'left' | 'pending'>> {
  const shown = await show(ports, target, now);
  if (shown === null) return { done: 'gone', send: [] };
  const { id, status, round } = shown.enrolment.subscription;
  if (status === 'left' || status === 'pending') return { done: status, send: [] };
  const steps = shown.course.lessons.find((own) => own.id === lesson)?.steps ?? [];
  if (!steps.some((own) => own.id === step)) return { done: 'no_such_step', send: [] };
  await setStep(ports.db, id, { round, lesson, step }, done, {
    ids: recallers(shown, lesson),
    steps: steps.map((own) => own.id),
    listing: listing(shown, `${lesson}/${step}`),
  });
  return { done: done ? 'ticked' : 'unticked', send: [] };
}

/** Scheduled emails that mention this lesson's checklist. */
function recallers({ plan, enrolment: { subscription, ledger } }: Shown, lesson: string): string[] {
  return ledger
    .filter(
      ({ kind, state, round, message }) =>
        kind === 'lesson' &&
        state === 'scheduled' &&
        round === subscription.round &&
        recalledBy(message, plan)?.id === lesson,
    )
    .map(({ id }) => id);
}

/** Scheduled emails that list this step among the open ones of earlier lessons. */
const listing = ({ enrolment: { ledger } }: Shown, step: string): string[] =>
  ledger
    .filter(({ state, facts }) => state === 'scheduled' && facts.openAgain?.includes(step))
    .map(({ id }) => id);
