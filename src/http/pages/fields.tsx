import type { Child } from 'hono/jsx';
import type { FieldError } from '../../domain/sign-up.ts';
import { lessonPath } from '../paths.ts';

/** What stands in a form: what was typed, and what is wrong with it. */
export type Filled = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** The names under which a form sends its values, and what was typed there. */
export const typed = (input: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );

type FieldProps = Pick<Filled, 'errors'> & {
  readonly name: string;
  readonly label: Child;
  readonly hint?: Child;
  /** The control; it gets what ties it to its label, hint and error. */
  readonly control: (ties: Ties) => Child;
};

type Ties = {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
};

/** Label above, then the hint, then what is wrong, then the control. */
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

/** All that is wrong, on top of the form and first in line for the keyboard. */
export const ErrorSummary = ({ errors }: Pick<Filled, 'errors'>) =>
  errors.length === 0 ? null : (
    <div class="errors" role="alert" tabindex={-1} autofocus aria-labelledby="errors-title">
      <h2 id="errors-title">
        {errors.length === 1 ? 'One thing needs another look' : 'Some things need another look'}
      </h2>
      <ul>
        {errors.map((error) => (
          <li>
            <a href={`#${error.field}`}>{error.message}</a>
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

const ErrorWords = ({ error }: { error: FieldError }) => (
  <>
    <span class="unseen">Error: </span>
    {error.message}
    {error.lesson && (
      <>
        {' '}
        <LastLesson lesson={error.lesson} />
      </>
    )}
  </>
);

const LastLesson = ({ lesson }: { lesson: readonly [string, string] }) => (
  <a href={lessonPath(...lesson)}>Read the last lesson now</a>
);
