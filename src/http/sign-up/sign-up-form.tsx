import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { CompiledCourse } from '../../course/compiled.ts';
import { dateWins, type FieldError } from '../../domain/parse/sign-up.ts';
import type { Instant } from '../../domain/time.ts';
import { type AppContext, zoneOf } from '../shared/context.ts';
import { EmailField, ErrorSummary, Field, type Filled, Optional } from '../shared/fields.tsx';
import { i18nOf, useI18n } from '../shared/language.tsx';
import { ClockFields, DateFields } from '../shared/when-fields.tsx';
import { returnInWords } from '../shared/wording.ts';
import { FoldedPreview, PreviewInvitation, type PreviewProps } from '../timeline/preview.tsx';
import { type Check, PersonCheck } from './person-check.tsx';

export type SignUpProps = Filled & {
  readonly course: CompiledCourse;
  /** The time zone is a guess from the network; the browser's script may replace it. */
  readonly zoneGuessed: boolean;
  readonly preview: PreviewProps | null;
  /** Why a valid form was not accepted. */
  readonly closed: ClosedWords | null;
  readonly check: Check;
};

/**
 * The form, with the plan between the date and the address, so that it is seen before signing up.
 * Works without scripts; with scripts, the plan updates as the date is typed.
 */
export const SignUpForm = (props: SignUpProps) => {
  const { form } = useI18n().words;
  const { course, values, errors } = props;
  return (
    <form class="sign-up" method="post" {...subscribeForm(false)} novalidate data-live={course.id}>
      {props.closed && <ClosedNotice {...props.closed} />}
      <ErrorSummary errors={errors} />
      <div class="sign-up-when" data-guess={props.zoneGuessed ? 'zone' : undefined}>
        <h2>{form.when(course.yourTarget)}</h2>
        <DateChoice course={course} values={values} errors={errors} />
        <button type="submit" name="preview" value="yes" class="quiet" data-without-script>
          {form.showPlan}
        </button>
      </div>
      <PlanPanel {...props} />
      <div class="sign-up-where">
        <EmailField
          label={form.email}
          hint={form.emailHint}
          required
          values={values}
          errors={errors}
        />
        <ClockFields sendHour={course.sendHour} values={values} errors={errors} />
        <NameField values={values} errors={errors} />
        <SignUpEnd course={course} errors={errors} check={props.check} />
      </div>
    </form>
  );
};

/** Where a form signs up. In another site's frame, the response stays in the frame. */
export const subscribeForm = (embedded: boolean) =>
  embedded ? { action: '/subscribe?embed=yes', target: '_self' } : { action: '/subscribe' };

/** The date, which wins over "no date". */
export const DateChoice = ({ course, values, errors }: Filled & Pick<SignUpProps, 'course'>) => {
  const { form } = useI18n().words;
  const hasBoth = dateWins(values);
  return (
    <>
      <DateFields
        course={course}
        values={hasBoth ? { ...values, no_date: '' } : values}
        errors={errors}
      />
      {hasBoth && <p role="status">{form.dateWins}</p>}
    </>
  );
};

/** The end of a sign-up form: what people don't see, the robot check, and the button. */
export const SignUpEnd = ({
  course,
  errors,
  check,
}: Pick<SignUpProps, 'course' | 'errors' | 'check'>) => {
  const { locale, words } = useI18n();
  const isTrapped = errors.some(({ code }) => code === TRAPPED.code);
  return (
    <>
      <input type="hidden" name="course" value={course.id} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name={SHOW_ADDRESS} value="yes" />
      {!isTrapped && <Trap />}
      <PersonCheck check={check} errors={errors} />
      <button type="submit">{words.form.start}</button>
      <p class="fine">{words.form.startHint}</p>
    </>
  );
};

export const ClosedNotice = ({ title, text }: ClosedWords) => (
  <div
    class="errors"
    role="alert"
    tabindex={-1}
    autofocus={!useI18n().embedded}
    aria-labelledby="closed-title"
  >
    <h2 id="closed-title">{title}</h2>
    <p>{text}</p>
  </div>
);

/**
 * A honeypot: a field that people don't see and bots fill in. Its name means nothing to autofill, and
 * password managers are asked to leave it alone. It isn't shown a second time, because a program that
 * filled it in for a person would do so again.
 */
const Trap = () => (
  <div hidden>
    <label for={HONEYPOT}>{useI18n().words.form.trap}</label>
    <input
      id={HONEYPOT}
      name={HONEYPOT}
      type="text"
      tabindex={-1}
      autocomplete="off"
      data-1p-ignore
      data-lpignore="true"
      data-bwignore
      data-form-type="other"
    />
  </div>
);

/** The field by which our own form asks for a page that shows the address. */
export const SHOW_ADDRESS = 'show_address';

export const HONEYPOT = 'leave_empty';

/** The error of a form whose honeypot was filled in. */
export const TRAPPED = { field: 'person', code: 'hidden' } as const satisfies FieldError;

const PlanPanel = ({ course, preview }: SignUpProps) => (
  <section class="plan" id="plan" aria-labelledby="plan-title">
    <h2 id="plan-title">{useI18n().words.plan.title}</h2>
    <div data-plan aria-live="polite">
      {preview ? <FoldedPreview {...preview} /> : <PreviewInvitation course={course} />}
    </div>
  </section>
);

const NameField = ({ values, errors }: Filled) => (
  <Field
    name="name"
    label={<Optional words={useI18n().words.form.callYou} />}
    errors={errors}
    control={(ties) => (
      <input {...ties} type="text" value={values.name ?? ''} autocomplete="given-name" />
    )}
  />
);

// Why sign-up is closed, and when it opens again.

export type Closing = {
  readonly why: 'day' | 'network' | 'mail' | 'held' | 'rush' | 'check';
  readonly until: Instant;
};

export type ClosedWords = {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly text: string;
};

/** The text in the visitor's time zone; sets Retry-After for API clients. */
export function closedWords(c: AppContext, { why, until }: Closing, zone = zoneOf(c)): ClosedWords {
  const { now } = c.var.services;
  c.header('Retry-After', String(Math.max(1, Math.ceil((until - now) / 1000))));
  c.header('Cache-Control', 'no-store');
  const i18n = i18nOf(c);
  const { title, text } = i18n.words.closed[why];
  const when = returnInWords(until, now, zone || 'UTC', i18n);
  return { status: STATUS[why], title, text: text(when) };
}

const STATUS: Readonly<Record<Closing['why'], ContentfulStatusCode>> = {
  day: 503,
  network: 429,
  mail: 503,
  held: 503,
  rush: 429,
  check: 503,
};
