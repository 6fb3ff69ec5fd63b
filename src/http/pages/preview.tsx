import type { CompiledCourse } from '../../course/compiled.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import type { FieldError, Wish } from '../../domain/sign-up.ts';
import type { Instant } from '../../domain/time.ts';
import { planInWords } from '../sentences.ts';
import { Plan } from './plan.tsx';

export type PreviewProps = {
  readonly course: { readonly id: string; readonly target: string };
  readonly wish: Wish;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
  readonly locale: string;
};

/** The plan as it would be, before anything leaves. */
export const Preview = ({ wish, ...rest }: PreviewProps) => {
  const { targetDate, ...clock } = wish;
  if (targetDate === null) return <NoDateYet target={rest.course.target} />;
  return (
    <>
      <p>{planInWords(rest.lessons, rest.now)}</p>
      <Plan {...rest} {...clock} targetDate={targetDate} unconfirmed />
    </>
  );
};

const NoDateYet = ({ target }: { target: string }) => (
  <p>
    That is fine. You get a welcome, and we ask for the day of your {target} after one, two and four
    months. Then we stop asking.
  </p>
);

/** Before a date is typed: the empty road. */
export const PreviewInvitation = ({ course }: { course: CompiledCourse }) => (
  <div class="invitation">
    <p>
      Give the day of your {course.target}, and your own dates appear here. Nothing is stored until
      you sign up.
    </p>
  </div>
);

/** Where the plan would stand, when what was typed makes none. */
export const PreviewProblem = ({ errors }: { errors: readonly FieldError[] }) => (
  <ul class="error plain">
    {errors.map(({ message }) => (
      <li>{message}</li>
    ))}
  </ul>
);
