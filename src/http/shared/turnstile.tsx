/** Cloudflare's Turnstile, the robot check. Used only if its keys are set. */

import type { FieldError } from '../../domain/parse/sign-up.ts';
import type { Turnstile } from '../../services.ts';
import { fieldErrorText } from '../../words/words.ts';
import { Rich, useI18n } from './language.tsx';

/** The form field that holds the widget's token. */
export const TOKEN_FIELD = 'cf-turnstile-response';

/** Tokens of other forms are rejected. */
export const ACTION = 'subscribe';

export const WIDGET = 'https://challenges.cloudflare.com';

/** `away`: the check is unavailable, which is not the visitor's fault. */
export type TurnstileResult = 'person' | 'missing' | 'refused' | 'away';

/** Verifies a token. It can be used only once. The visitor's IP address is not sent. */
export async function verifyToken(
  { secretKey, verifyUrl, hostname }: Turnstile,
  token: unknown,
): Promise<TurnstileResult> {
  if (typeof token !== 'string' || token === '') return 'missing';
  if (token.length > 2048) return 'refused';
  const said = await ask(verifyUrl, { secret: secretKey, response: token });
  if (said === null) return 'away';
  if (said.success !== true) return said['error-codes']?.some(isOurs) ? 'away' : 'refused';
  if (hostname === null) return 'person';
  return said.hostname === hostname && said.action === ACTION ? 'person' : 'refused';
}

type Answer = {
  readonly success?: unknown;
  readonly 'error-codes'?: readonly string[];
  readonly hostname?: unknown;
  readonly action?: unknown;
};

/** Errors independent of the token: the service is down, or the secret is wrong. */
const isOurs = (code: string): boolean => /internal-error|secret|bad-request/.test(code);

async function ask(url: string, body: Readonly<Record<string, string>>): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    const answer: unknown = await response.json();
    const told = typeof answer === 'object' && answer !== null && 'success' in answer;
    return told ? (answer as Answer) : null;
  } catch {
    return null;
  }
}

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
