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

/** The form with the plan beside it. It works without scripts; with one, the plan is live. */
export const SignUpForm = (props: SignUpProps) => {
  const { course, locale, values, errors, preview } = props;
  return (
    <section class="sign-up" aria-labelledby="sign-up">
      <form method="post" action="/subscribe" novalidate data-live={course.id}>
        <h2 id="sign-up">When is your {course.target}?</h2>
        <ErrorSummary errors={errors} />
        <div data-guess={props.zoneGuessed ? 'zone' : undefined}>
          <WhenFields
            target={course.target}
            sendHour={course.sendHour}
            locale={locale}
            values={values}
            errors={errors}
          />
        </div>
        <Field
          name="email"
          label="Email address"
          hint="Only for this course. Nobody else gets it."
          values={values}
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
          values={values}
          errors={errors}
          control={(ties) => (
            <input {...ties} type="text" value={values.name ?? ''} autocomplete="given-name" />
          )}
        />
        <input type="hidden" name="course" value={course.id} />
        <input type="hidden" name="locale" value={locale} />
        <div class="actions">
          <button type="submit">Start my countdown</button>
          <button type="submit" name="preview" value="yes" class="quiet" data-without-script>
            Show my plan first
          </button>
        </div>
        <p class="fine">
          You get one mail with a button. Nothing else leaves until you press it, and you can stop
          with one click at any time.
        </p>
      </form>
      <div class="plan" id="plan">
        <h2>Your plan</h2>
        <div data-plan aria-live="polite">
          {preview ? <Preview {...preview} /> : <PreviewInvitation target={course.target} />}
        </div>
      </div>
    </section>
  );
};
