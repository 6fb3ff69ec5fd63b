import type { FieldError } from '../../domain/parse/sign-up.ts';
import { fieldErrorText } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { ACTION, WIDGET } from '../shared/turnstile.ts';

/** The robot check, if set up; `replyTo` is the contact for visitors without scripts. */
export type Check = { readonly siteKey: string; readonly replyTo: string } | null;

type CheckProps = { readonly check: Check; readonly errors?: readonly FieldError[] };

/** Cloudflare's widget, if set up, and why the form was taken for a robot's. */
export const PersonCheck = ({ check, errors = [] }: CheckProps) => {
  const { words } = useI18n();
  const error = errors.find(({ field }) => field === 'person');
  if (check === null && error === undefined) return null;
  return (
    <fieldset class={error ? 'field wrong' : 'field'} id="person">
      <legend class="unseen">{words.form.check}</legend>
      {error && <p class="error">{fieldErrorText(words, error)}</p>}
      {check && <Widget {...check} />}
    </fieldset>
  );
};

const Widget = ({ siteKey, replyTo }: NonNullable<Check>) => {
  const { language, words } = useI18n();
  return (
    <>
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
    </>
  );
};
