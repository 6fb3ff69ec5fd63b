import { describe, expect, it } from 'vitest';
import { detailOf, resultOfError } from '../../src/mail/errors.ts';

const FORMAT =
  'The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.';

describe('a validation error', () => {
  it.each(['from', 'reply_to'])('of `%s` concerns all sending, whatever its status', (field) => {
    const error = { name: 'validation_error', message: `Invalid \`${field}\` field. ${FORMAT}` };
    expect(resultOfError(422, error, null)).toEqual({
      result: 'not_now',
      cause: 'account',
      reason: 'validation_error',
      detail: `Invalid ${field} field. The email address needs to follow the … or … format.`,
      waitMs: null,
    });
  });

  it('of another field concerns this email', () => {
    const error = { name: 'validation_error', message: 'Invalid `to` field.' };
    expect(resultOfError(422, error, null)).toEqual({
      result: 'refused',
      reason: 'validation_error',
      detail: 'Invalid to field.',
    });
  });

  it.each([401, 403])('with status %i concerns the account', (status) => {
    const error = { name: 'validation_error', message: 'The example.com domain is not verified.' };
    expect(resultOfError(status, error, null)).toMatchObject({ cause: 'account' });
  });
});

describe("the provider's message", () => {
  it('is stored without addresses and values, in at most 200 characters', () => {
    expect(detailOf('You can only send to ada@example.com.')).toBe('You can only send to ….');
    expect(detailOf('The name "Ada" is too long.')).toBe('The name … is too long.');
    expect(detailOf('The `Ada Lovelace` is too long.')).toBe('The … is too long.');
    expect(detailOf('x '.repeat(4000))).toHaveLength(200);
    expect(detailOf(null)).toBeNull();
  });
});
