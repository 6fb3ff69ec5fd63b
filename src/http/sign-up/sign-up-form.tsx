import type { CompiledCourse } from '../../course/compiled.ts';
import { fieldErrorText } from '../../words/words.ts';
import { ErrorSummary, Field, type Filled, Optional } from '../shared/fields.tsx';
import { Rich, useI18n } from '../shared/language.tsx';
import { ACTION, WIDGET } from '../shared/turnstile.ts';
import { WhenFields } from '../shared/when-fields.tsx';
import { Preview, PreviewInvitation, type PreviewProps } from '../timeline/preview.tsx';
import type { ClosedWords } from './sign-up-closed.ts';

export type SignUpProps = Filled & {
  readonly course: CompiledCourse;
  /** The time zone is a guess from the network; the browser's script may replace it. */
  readonly zoneGuessed: boolean;
  readonly preview: PreviewProps | null;
  /** Why a valid form was not accepted. */
  readonly closed: ClosedWords | null;
  /** The robot check, if set up; `replyTo` is the contact for visitors without scripts. */
  readonly check: { readonly siteKey: string; readonly replyTo: string } | null;
};

/**
 * The form, with the plan between the date and the address, so that it is seen before signing up.
 * Works without scripts; with scripts, the plan updates as the date is typed.
 */
export const SignUpForm = (props: SignUpProps) => {
  const { locale, words } = useI18n();
  const { form } = words;
  const { course, values, errors } = props;
  return (
    <form class="sign-up" method="post" action="/subscribe" novalidate data-live={course.id}>
      {props.closed && <ClosedNotice {...props.closed} />}
      <ErrorSummary errors={errors} />
      <div class="sign-up-when" data-guess={props.zoneGuessed ? 'zone' : undefined}>
        <h2>{form.when(course.yourTarget)}</h2>
        <WhenFields
          yours={course.yourTarget}
          sendHour={course.sendHour}
          values={values}
          errors={errors}
        />
        <button type="submit" name="preview" value="yes" class="quiet" data-without-script>
          {form.showPlan}
        </button>
      </div>
      <PlanPanel {...props} />
      <div class="sign-up-where">
        <WhereFields {...props} />
        <input type="hidden" name="course" value={course.id} />
        <input type="hidden" name="locale" value={locale} />
        <Trap />
        {props.check && <PersonCheck {...props.check} errors={errors} />}
        <button type="submit">{form.start}</button>
        <p class="fine">{form.startHint}</p>
      </div>
    </form>
  );
};

const ClosedNotice = ({ title, text }: ClosedWords) => (
  <div class="errors" role="alert" tabindex={-1} autofocus aria-labelledby="closed-title">
    <h2 id="closed-title">{title}</h2>
    <p>{text}</p>
  </div>
);

/** A honeypot: a field hidden from people, which bots fill in. */
const Trap = () => (
  <div class="unseen">
    <label for={HONEYPOT}>{useI18n().words.form.trap}</label>
    <input id={HONEYPOT} name={HONEYPOT} type="text" value="" tabindex={-1} autocomplete="off" />
  </div>
);

export const HONEYPOT = 'website';

/** Cloudflare's widget; without scripts, the email address to write to instead. */
const PersonCheck = ({ siteKey, replyTo, errors }: Check) => {
  const { language, words } = useI18n();
  const error = errors.find(({ field }) => field === 'person');
  return (
    <fieldset class={error ? 'field wrong' : 'field'} id="person" aria-label={words.form.check}>
      {error && <p class="error">{fieldErrorText(words, error)}</p>}
      <div
        class="cf-turnstile"
        data-sitekey={siteKey}
        data-action={ACTION}
        data-language={language}
        data-size="flexible"
      />
      <script src={`${WIDGET}/turnstile/v0/api.js`} async defer></script>
      <noscript>
        <p>
          <Rich
            text={words.form.checkNeedsScript}
            parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
          />
        </p>
      </noscript>
    </fieldset>
  );
};

type Check = NonNullable<SignUpProps['check']> & Pick<Filled, 'errors'>;

const PlanPanel = ({ course, preview }: SignUpProps) => (
  <section class="plan" id="plan" aria-labelledby="plan-title">
    <h2 id="plan-title">{useI18n().words.plan.title}</h2>
    <div data-plan aria-live="polite">
      {preview ? <Preview {...preview} /> : <PreviewInvitation course={course} />}
    </div>
  </section>
);

const WhereFields = ({ values, errors }: Filled) => {
  const { form } = useI18n().words;
  return (
    <>
      <Field
        name="email"
        label={form.email}
        hint={form.emailHint}
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
        label={<Optional words={form.callYou} />}
        errors={errors}
        control={(ties) => (
          <input {...ties} type="text" value={values.name ?? ''} autocomplete="given-name" />
        )}
      />
    </>
  );
};
