/**
 * What each of the provider's errors means for the emails of the call. Keyed by error name, because
 * errors with opposite meanings share a status. Source: Resend's error reference, autumn 2026.
 */

import type { SendResult } from '../domain/provider.ts';
import { redact } from '../domain/redact.ts';

type Meaning = 'rate' | 'quota' | 'account' | 'refused' | 'mismatch' | 'unclear';

export const MEANINGS: Readonly<Record<string, Meaning>> = {
  rate_limit_exceeded: 'rate',
  daily_quota_exceeded: 'quota',
  monthly_quota_exceeded: 'quota',
  email_above_quota: 'quota',
  // The account cannot send: these emails are not the cause.
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
  // These emails cannot be sent as they are.
  validation_error: 'refused',
  invalid_attachment: 'refused',
  invalid_parameter: 'refused',
  invalid_scope: 'refused',
  missing_required_field: 'refused',
  missing_required_parameter: 'refused',
  invalid_idempotency_key: 'refused',
  invalid_idempotent_request: 'mismatch',
  // Another request may be sending them now or may have sent them.
  concurrent_idempotent_requests: 'unclear',
  resource_locked: 'unclear',
  application_error: 'unclear',
  internal_server_error: 'unclear',
  service_unavailable: 'unclear',
};

/** An error in the provider's words; null where the body does not say. */
export type ProviderError = { readonly name: string | null; readonly message: string | null };

/** Maps a response other than a 2xx to a result. */
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

/** The provider's message, redacted. Field names are kept: they say what to correct. */
export function detailOf(message: string | null): string | null {
  if (message === null) return null;
  const unquoted = message.slice(0, 4 * LONGEST_DETAIL).replace(/`([a-z]+(?:_[a-z]+)*)`/g, '$1');
  return redact(unquoted).slice(0, LONGEST_DETAIL);
}

/** Whether a message is about a field that has the same value in every email. */
export const namesSender = (message: string | null): boolean =>
  /`(?:from|reply_to)` field/.test(message ?? '');

function meaningOf(status: number, { name, message }: ProviderError): Meaning {
  // This name has several meanings: with a 401 the API key is invalid, with a 403 the sender's
  // domain is not verified, otherwise some field is wrong.
  if (name === 'validation_error' && (status === 401 || status === 403)) return 'account';
  if (name === 'validation_error' && namesSender(message)) return 'account';
  const known = name === null ? undefined : MEANINGS[name];
  if (known !== undefined) return known;
  if (status === 429) return 'rate';
  if (status === 401 || status === 403 || status === 404 || status === 405) return 'account';
  // An unknown name: a 4xx was read and rejected; anything else may have been accepted.
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unclear';
}
