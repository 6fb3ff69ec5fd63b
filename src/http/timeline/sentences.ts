/** A plan or a change of it, in one or two sentences. */

import { listInWords } from '../../domain/format.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { Instant } from '../../domain/time.ts';
import type { Speech, Words } from '../../words/words.ts';
import type { Change } from '../manage/move-view.ts';

/** Summarizes a plan before the confirmation. */
export function planInWords(
  lessons: readonly PlannedLesson[],
  now: Instant,
  speech: Speech,
): string {
  const said = speech.words.plan.preview;
  const of = (status: PlannedLesson['status']) =>
    lessons.filter((planned) => planned.status === status);
  const missed = of('catch_up');
  // Missed lessons may be included in a lesson that is sent later today.
  const carriers = of('upcoming').filter((planned) =>
    missed.some(({ leavesAt }) => leavesAt === planned.leavesAt),
  );
  const open = [...of('now'), ...carriers];
  const ahead = of('upcoming').length - carriers.length;
  const atOnce = [...missed, ...open].every(({ leavesAt }) => leavesAt <= now);
  const first = soonInWords(missed.length, titles(open, speech), atOnce, said);
  if (ahead === 0) return first.join(' ') || said.nothing;
  return [...first, first.length > 0 ? said.thenAhead(ahead) : said.ahead(ahead)].join(' ');
}

/** Summarizes what is sent right away; `open` are the lessons whose window is open. */
function soonInWords(
  missed: number,
  open: string,
  atOnce: boolean,
  said: Words['plan']['preview'],
): readonly string[] {
  if (missed === 0) return open === '' ? [] : [said.comes(open, atOnce)];
  const steps = open === '' ? said.stepsInOneMail(atOnce) : said.stepsWith(open, atOnce);
  return [said.missed(missed), steps];
}

const titles = (lessons: readonly PlannedLesson[], { locale, words }: Speech): string =>
  listInWords(
    lessons.map(({ lesson }) => words.plan.preview.quoted(lesson.title)),
    locale,
  );

/**
 * Summarizes a move.
 * @example '2 lessons move, 1 is behind you now, 4 you have already.'
 */
export function moveInWords(
  changes: readonly Pick<Change, 'fate'>[],
  { words: { move } }: Pick<Speech, 'words'>,
): string {
  const parts = ORDER.map((fate) => ({
    amount: changes.filter((change) => change.fate === fate).length,
    phrase: move.phrases[fate],
  })).filter(({ amount }) => amount > 0);
  if (parts.length === 0) return move.noChange;
  return move.sum(
    parts.map(
      ({ amount, phrase }, index) =>
        `${index === 0 ? move.lessons(amount) : amount} ${phrase(amount)}`,
    ),
  );
}

/** The order in the sentence. */
const ORDER: readonly Change['fate'][] = [
  'moves',
  'planned',
  'now',
  'again',
  'in_catch_up',
  'stays',
  'waits',
  'behind',
  'has',
];
