/**
 * What each of the provider's errors means for the mails of the call, by name: a status is shared
 * by errors with opposite meanings. Source: Resend's error reference, autumn 2026.
 */
import { redact } from '../domain/redact.ts';
import type { SendResult } from '../domain/send-result.ts';

type Meaning = 'rate' | 'quota' | 'account' | 'refused' | 'mismatch' | 'unclear';

export const MEANINGS: Readonly<Record<string, Meaning>> = {
  rate_limit_exceeded: 'rate',
  daily_quota_exceeded: 'quota',
  monthly_quota_exceeded: 'quota',
  email_above_quota: 'quota',
  // The account cannot send at all: nothing is wrong with these mails.
  missing_api_key: 'account',
  invalid_api_key: 'account',
  invalid_api_Key: 'account',
  restricted_api_key: 'account',
  suspended_api_key: 'account',
  invalid_permission: 'account',
  invalid_access: 'account',
  invalid_from_address: 'account',
  invalid_region: 'account',
  not_found: 'account',
  method_not_allowed: 'account',
  security_error: 'account',
  // These mails cannot be sent as they are.
  validation_error: 'refused',
  invalid_attachment: 'refused',
  invalid_parameter: 'refused',
  invalid_scope: 'refused',
  missing_required_field: 'refused',
  missing_required_parameter: 'refused',
  invalid_idempotency_key: 'refused',
  invalid_idempotent_request: 'mismatch',
  // Somebody may be sending them right now, or have sent them.
  concurrent_idempotent_requests: 'unclear',
  resource_locked: 'unclear',
  application_error: 'unclear',
  internal_server_error: 'unclear',
  service_unavailable: 'unclear',
};

/** An error as the provider words it; null where the body does not tell. */
export type ProviderError = { readonly name: string | null; readonly message: string | null };

/** The outcome of an answer that is not a 2xx. */
export function resultOfError(
  status: number,
  error: ProviderError,
  waitMs: number | null,
): SendResult {
  const reason = error.name ?? `http_${status}`;
  const detail = detailOf(error.message);
  const meaning = meaningOf(status, error);
  switch (meaning) {
    case 'rate':
    case 'quota':
    case 'account':
      return { result: 'not_now', cause: meaning, reason, detail, waitMs };
    case 'refused':
      return { result: 'refused', reason, detail };
    case 'mismatch':
      return { result: 'mismatch' };
    case 'unclear':
      return { result: 'unclear', reason };
  }
}

const LONGEST_DETAIL = 200;

/** What the provider says, redacted; the names of fields stay, because they say what to correct. */
export function detailOf(message: string | null): string | null {
  if (message === null) return null;
  const unquoted = message.slice(0, 4 * LONGEST_DETAIL).replace(/`([a-z]+(?:_[a-z]+)*)`/g, '$1');
  return redact(unquoted).slice(0, LONGEST_DETAIL);
}

/** Whether a message is about a field that is the same in every email. */
export const namesSender = (message: string | null): boolean =>
  /`(?:from|reply_to)` field/.test(message ?? '');

function meaningOf(status: number, { name, message }: ProviderError): Meaning {
  // The one name with several meanings: as a 401 it says that the API key is invalid, as a 403 that
  // the sender's domain is not verified, and else that some field is wrong.
  if (name === 'validation_error' && (status === 401 || status === 403)) return 'account';
  if (name === 'validation_error' && namesSender(message)) return 'account';
  const known = name === null ? undefined : MEANINGS[name];
  if (known !== undefined) return known;
  if (status === 429) return 'rate';
  if (status === 401 || status === 403 || status === 404 || status === 405) return 'account';
  // A name we do not know: a 4xx was read and refused, anything else may have been accepted.
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unclear';
}
