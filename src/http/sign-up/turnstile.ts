/** Cloudflare's Turnstile: whether a person sent the form. Only where the operator set its keys. */
import type { Turnstile } from '../../services.ts';

/** The field in which the widget puts its token. */
export const TOKEN_FIELD = 'cf-turnstile-response';

/** What the widget was shown for: a token of another form is worth nothing here. */
export const ACTION = 'subscribe';

export const WIDGET = 'https://challenges.cloudflare.com';

/** `away`: nobody can tell, which is no fault of the visitor. */
export type Verdict = 'person' | 'missing' | 'refused' | 'away';

/** Asks about a token, once: it is spent then. The visitor's address is not passed on. */
export async function judge(
  { secretKey, verifyUrl, hostname }: Turnstile,
  token: unknown,
): Promise<Verdict> {
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

/** Whatever the token: the service is unwell, or the secret is not the widget's. */
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
