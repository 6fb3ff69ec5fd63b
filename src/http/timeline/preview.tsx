import type { CompiledCourse } from '../../course/compiled.ts';
import { listInWords } from '../../domain/format.ts';
import type { FieldError, Wish } from '../../domain/parse/sign-up.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { Instant } from '../../domain/time.ts';
import type { I18n, Words } from '../../words/words.ts';
import { fieldErrorText } from '../../words/words.ts';
import { LastLesson } from '../shared/fields.tsx';
import { useI18n } from '../shared/language.tsx';
import { Plan } from './plan.tsx';

export type PreviewProps = {
  readonly course: { readonly id: string; readonly yourTarget: string };
  readonly wish: Wish;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
};

/** The plan before sign-up. */
export const Preview = ({ wish, ...rest }: PreviewProps) => {
  const i18n = useI18n();
  const { targetDate, ...clock } = wish;
  if (targetDate === null) {
    return <p>{i18n.words.plan.preview.noDate(rest.course.yourTarget)}</p>;
  }
  return (
    <>
      <p>{planInWords(rest.lessons, rest.now, i18n)}</p>
      <Plan {...rest} {...clock} targetDate={targetDate} unconfirmed />
    </>
  );
};

/** The placeholder before a date is entered. */
export const PreviewInvitation = ({ course }: { course: CompiledCourse }) => (
  <div class="invitation">
    <p>{useI18n().words.plan.preview.invitation(course.yourTarget)}</p>
  </div>
);

/** The errors, if the input gives no plan. */
export const PreviewProblem = ({ errors }: { errors: readonly FieldError[] }) => {
  const { words } = useI18n();
  return (
    <ul class="error plain">
      {errors.map((error) => (
        <li>
          {fieldErrorText(words, error)} {error.lesson && <LastLesson lesson={error.lesson} />}
        </li>
      ))}
    </ul>
  );
};

/** Summarizes a plan before the confirmation. */
export function planInWords(lessons: readonly PlannedLesson[], now: Instant, i18n: I18n): string {
  const said = i18n.words.plan.preview;
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
  const first = soonInWords(missed.length, titles(open, i18n), atOnce, said);
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

const titles = (lessons: readonly PlannedLesson[], { locale, words }: I18n): string =>
  listInWords(
    lessons.map(({ lesson }) => words.plan.preview.quoted(lesson.title)),
    locale,
  );
