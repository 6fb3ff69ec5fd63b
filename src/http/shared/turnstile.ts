/** Cloudflare's Turnstile, the robot check. Used only if its keys are set. */
import type { Turnstile } from '../../services.ts';

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
