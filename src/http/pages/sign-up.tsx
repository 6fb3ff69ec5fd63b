import type { CompiledCourse } from '../../course/compiled.ts';
import { ErrorSummary, Field, type Filled } from './fields.tsx';
import { Preview, PreviewInvitation, type PreviewProps } from './preview.tsx';
import { WhenFields } from './when-fields.tsx';

export type SignUpProps = Filled & {
  readonly course: CompiledCourse;
  readonly locale: string;
  /** The time zone is a guess that the browser may better. */
  readonly zoneGuessed: boolean;
  readonly preview: PreviewProps | null;
};

/**
 * The form, with the plan between the date and the address: first what one gets, then where to.
 * It works without scripts; with one, the plan is live.
 */
export const SignUpForm = (props: SignUpProps) => {
  const { course, locale, values, errors } = props;
  return (
    <form class="sign-up" method="post" action="/subscribe" novalidate data-live={course.id}>
      <ErrorSummary errors={errors} />
      <div class="sign-up-when" data-guess={props.zoneGuessed ? 'zone' : undefined}>
        <h2>When is your {course.target}?</h2>
        <WhenFields
          target={course.target}
          sendHour={course.sendHour}
          locale={locale}
          values={values}
          errors={errors}
        />
        <button type="submit" name="preview" value="yes" class="quiet" data-without-script>
          Show my plan
        </button>
      </div>
      <PlanPanel {...props} />
      <div class="sign-up-where">
        <WhereFields {...props} />
        <input type="hidden" name="course" value={course.id} />
        <input type="hidden" name="locale" value={locale} />
        <button type="submit">Start my countdown</button>
        <p class="fine">
          You get one mail with a button. Nothing else leaves until you press it, and you can stop
          with one click at any time.
        </p>
      </div>
    </form>
  );
};

const PlanPanel = ({ course, preview }: SignUpProps) => (
  <section class="plan" id="plan" aria-labelledby="plan-title">
    <h2 id="plan-title">Your plan</h2>
    <div data-plan aria-live="polite">
      {preview ? <Preview {...preview} /> : <PreviewInvitation course={course} />}
    </div>
  </section>
);

const WhereFields = ({ values, errors }: Filled) => (
  <>
    <Field
      name="email"
      label="Email address"
      hint="Only for this course. Nobody else gets it."
      errors={errors}
      control={(ties) => (
        <input
          {...ties}
          type="email"
          value={values.email ?? ''}
          autocomplete="email"
          inputmode="email"
          spellcheck={false}
          required
        />
      )}
    />
    <Field
      name="name"
      label={
        <>
          What may we call you? <span class="optional">optional</span>
        </>
      }
      errors={errors}
      control={(ties) => (
        <input {...ties} type="text" value={values.name ?? ''} autocomplete="given-name" />
      )}
    />
  </>
);
