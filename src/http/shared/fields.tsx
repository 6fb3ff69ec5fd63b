import type { Child } from 'hono/jsx';
import type { FieldError } from '../../domain/parse/sign-up.ts';
import { fieldErrorText } from '../../words/words.ts';
import { useI18n } from './language.tsx';
import { lessonPath } from './paths.ts';

/** The submitted values of a form and their errors. */
export type Filled = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** The submitted text values, by field name. */
export const submittedValues = (input: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );

type FieldProps = Pick<Filled, 'errors'> & {
  readonly name: string;
  readonly label: Child;
  readonly hint?: Child;
  /** The input; `ties` links it to its label, hint and error. */
  readonly control: (ties: Ties) => Child;
};

type Ties = {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
};

/** Label, then hint, then error, then input. */
export const Field = ({ name, label, hint, errors, control }: FieldProps) => {
  const error = errors.find(({ field }) => field === name);
  const about = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${name}-error`}>
          <ErrorWords error={error} />
        </p>
      )}
      {control({
        id: name,
        name,
        ...(about && { 'aria-describedby': about }),
        ...(error && { 'aria-invalid': 'true' as const }),
      })}
    </div>
  );
};

/** The label of an optional field. */
export const Optional = ({ words }: { words: string }) => (
  <>
    {words} <span class="optional">{useI18n().words.form.optional}</span>
  </>
);

/** All errors, at the top of the form and first in the tab order. */
export const ErrorSummary = ({ errors }: Pick<Filled, 'errors'>) => {
  // Browsers refuse to focus anything in another site's frame by themselves.
  const { words, embedded } = useI18n();
  return errors.length === 0 ? null : (
    <div
      class="errors"
      role="alert"
      tabindex={-1}
      autofocus={!embedded}
      aria-labelledby="errors-title"
    >
      <h2 id="errors-title">{words.form.summary(errors.length)}</h2>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={`#${error.field}`}>{fieldErrorText(words, error)}</a>
            {error.lesson && (
              <>
                {' '}
                <LastLesson lesson={error.lesson} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};

const ErrorWords = ({ error }: { error: FieldError }) => {
  const { words } = useI18n();
  return (
    <>
      <span class="unseen">{words.form.error}</span>
      {fieldErrorText(words, error)}
      {error.lesson && (
        <>
          {' '}
          <LastLesson lesson={error.lesson} />
        </>
      )}
    </>
  );
};

export const LastLesson = ({ lesson }: { lesson: readonly [string, string] }) => {
  const { to, words } = useI18n();
  return <a href={to(lessonPath(...lesson))}>{words.form.lastLesson}</a>;
};

type EmailProps = Filled & {
  readonly label: Child;
  readonly hint: Child;
  readonly required?: boolean;
};

/** The email field; a mistyped domain can be replaced with one press, or kept by sending it again. */
export const EmailField = ({ label, hint, required, values, errors }: EmailProps) => {
  const typo = errors.find(({ code }) => code === 'typo');
  const typed = values.email ?? '';
  return (
    <Field
      name="email"
      label={label}
      hint={hint}
      errors={errors}
      control={(ties) => (
        <>
          <input
            {...ties}
            type="email"
            value={typed}
            autocomplete="email"
            inputmode="email"
            spellcheck={false}
            required={required}
          />
          {typo?.known && <Suggestion typed={typed} meant={typo.known} />}
        </>
      )}
    />
  );
};

/** Enter in a field presses the first button, so that it sends what was typed. */
const Suggestion = ({ typed, meant }: { typed: string; meant: string }) => {
  const { form } = useI18n().words;
  return (
    <p class="suggestion">
      <input type="hidden" name="keep_email" value={typed} />
      <button type="submit" hidden>
        {form.start}
      </button>
      <button type="submit" name="use_email" value={meant} class="quiet">
        {form.useAddress(meant)}
      </button>
    </p>
  );
};
