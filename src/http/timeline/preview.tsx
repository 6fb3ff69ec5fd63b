import type { CompiledCourse } from '../../course/compiled.ts';
import type { FieldError, Wish } from '../../domain/parse/sign-up.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { Instant } from '../../domain/time.ts';
import { faultInWords } from '../../words/faults.ts';
import { LastLesson } from '../shared/fields.tsx';
import { useSpeech } from '../shared/language.tsx';
import { Plan } from './plan.tsx';
import { planInWords } from './sentences.ts';

export type PreviewProps = {
  readonly course: { readonly id: string; readonly yourTarget: string };
  readonly wish: Wish;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
};

/** The plan before sign-up. */
export const Preview = ({ wish, ...rest }: PreviewProps) => {
  const speech = useSpeech();
  const { targetDate, ...clock } = wish;
  if (targetDate === null) {
    return <p>{speech.words.plan.preview.noDate(rest.course.yourTarget)}</p>;
  }
  return (
    <>
      <p>{planInWords(rest.lessons, rest.now, speech)}</p>
      <Plan {...rest} {...clock} targetDate={targetDate} unconfirmed />
    </>
  );
};

/** The placeholder before a date is entered. */
export const PreviewInvitation = ({ course }: { course: CompiledCourse }) => (
  <div class="invitation">
    <p>{useSpeech().words.plan.preview.invitation(course.yourTarget)}</p>
  </div>
);

/** The errors, if the input gives no plan. */
export const PreviewProblem = ({ errors }: { errors: readonly FieldError[] }) => {
  const { words } = useSpeech();
  return (
    <ul class="error plain">
      {errors.map((error) => (
        <li>
          {faultInWords(words, error)} {error.lesson && <LastLesson lesson={error.lesson} />}
        </li>
      ))}
    </ul>
  );
};
