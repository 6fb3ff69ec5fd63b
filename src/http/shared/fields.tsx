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
  const { words } = useI18n();
  return errors.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus aria-labelledby="errors-title">
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
