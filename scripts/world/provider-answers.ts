import type { Answer } from './provider-types.ts';

/** The provider's errors by name, with the status and message of its documentation. */
const providerErrors: Record<string, { status: number; message: string }> = {
  invalid_idempotency_key: { status: 400, message: 'The key must be between 1-256 chars.' },
  missing_api_key: { status: 401, message: 'Missing API key in the authorization header.' },
  restricted_api_key: { status: 401, message: 'This API key is restricted to only send emails.' },
  invalid_api_key: { status: 403, message: 'API key is invalid.' },
  suspended_api_key: { status: 403, message: 'This API key is suspended.' },
  invalid_permission: { status: 403, message: 'This API key lacks the permission.' },
  email_above_quota: { status: 403, message: 'You have sent more than your plan allows.' },
  security_error: { status: 451, message: 'We may have found a security issue with the request.' },
  validation_error: {
    status: 422,
    message: 'We found an error with one or more fields in the request.',
  },
  missing_required_field: {
    status: 422,
    message: 'The request body is missing one or more required fields.',
  },
  invalid_parameter: { status: 422, message: 'The parameter must be a valid UUID.' },
  not_found: { status: 404, message: 'The requested endpoint does not exist.' },
  method_not_allowed: { status: 405, message: 'Method is not allowed for the requested path.' },
  concurrent_idempotent_requests: {
    status: 409,
    message: 'Same idempotency key used while original request is still in progress.',
  },
  invalid_idempotent_request: {
    status: 409,
    message: 'Same idempotency key used with a different request payload.',
  },
  resource_locked: { status: 409, message: 'The resource is being changed by another request.' },
  rate_limit_exceeded: { status: 429, message: 'Too many requests. Please limit the number.' },
  daily_quota_exceeded: { status: 429, message: 'You have reached your daily email quota.' },
  monthly_quota_exceeded: { status: 429, message: 'You have reached your monthly email quota.' },
  application_error: { status: 500, message: 'An unexpected error occurred.' },
  internal_server_error: { status: 500, message: 'An unexpected error occurred.' },
  service_unavailable: { status: 503, message: 'The service is temporarily unavailable.' },
};

export type HttpAnswer = Exclude<Answer, 'cut'>;

/** A JSON response. */
export function json(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** An error in the provider's format; unknown names get the status of an application error. */
export function refuse(name: string, message?: string, status?: number): HttpAnswer {
  const known = providerErrors[name];
  const statusCode = status ?? known?.status ?? 500;
  return json(statusCode, { statusCode, name, message: message ?? known?.message ?? name });
}

export const isOk = (answer: HttpAnswer): boolean => answer.status >= 200 && answer.status < 300;
