import type { Child } from 'hono/jsx';
import { Field, type Filled } from './fields.tsx';
import { useI18n } from './language.tsx';

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
