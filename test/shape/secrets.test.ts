import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../scripts/secrets/find.ts';

/** Written in parts, so that this file holds none itself. */
const random = (bytes: number, form: 'hex' | 'base64' | 'base64url'): string =>
  createHash('sha512').update('a seed').digest().subarray(0, bytes).toString(form);

const letters = (count: number): string =>
  random(60, 'base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, count);

const SECRETS: readonly (readonly [kind: string, text: string])[] = [
  ['a Resend key', `re_${letters(8)}_${letters(24)}`],
  ['a webhook secret', `whsec_${random(24, 'base64')}`],
  ['a Cloudflare token', `cfut_${letters(40)}`],
  ['a private key', ['-----BEGIN', 'EC PRIVATE KEY-----'].join(' ')],
  ['a GitHub token', `ghp_${letters(36)}`],
  ['an npm token', `npm_${letters(36)}`],
  ['an AWS key', `AKIA${'IOSFODNN7EXAMPLE'}`],
  ['a Google key', `AIza${letters(35)}`],
  ['a Slack token', `xoxb-${letters(20)}`],
  ['a Stripe key', `sk_live_${letters(24)}`],
  ['an AI key', `sk-ant-${letters(40)}`],
  ['a signed token', `eyJ${letters(20)}.eyJ${letters(30)}.${letters(40)}`],
  ['a password in a URL', `postgres://course:${letters(12)}@db.example/x`],
  ['a value that is called a secret', `LINK_SECRET=${random(24, 'base64url')}`],
  ['a value that is called a secret', `"apiKey": "${letters(24)}"`],
  ['a value that is called a secret', `ADMIN_PASSWORD: '${letters(20)}'`],
  ['a random text', `const x = '${random(40, 'base64')}';`],
];

describe('a secret is found, whatever stands around it', () => {
  it.each(SECRETS)('%s', (kind, secret) => {
    for (const text of [secret, `// see ${secret} for more`, `first\nsecond ${secret}\n`]) {
      const [finding] = findSecrets(text);
      expect(finding).toMatchObject({ kind, line: text.startsWith('first') ? 2 : 1 });
      expect(finding!.hint.length).toBeLessThan(30);
    }
  });

  it('also when it was made a moment ago', () => {
    for (let n = 0; n < 50; n++) {
      expect(findSecrets(`LINK_SECRET=${randomBytes(32).toString('base64')}`)).not.toEqual([]);
    }
  });

  it('but not what is known to be none', () => {
    for (const [, secret] of SECRETS) expect(findSecrets(secret, [secret])).toEqual([]);
  });
});

it.each([
  '"integrity": "sha512-9RnXEqEHIVtE8JJ5YqzpqEJ7jAyhX3ZJ2HTTzBvLuLEPnrcy0YV7YXwjTKE3Fm2tYVUn7oBzC0wFKdH2xTVYqA=="',
  'wrangler secret put RESEND_API_KEY',
  "const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';",
  "LINK_SECRET: 'a-test-secret-of-thirty-two-or-more-characters'",
  'https://developers.cloudflare.com/workers/configuration/secrets/',
  'token = readTokenFromThePath2(subscription, confirmationDeadline)',
])('%s is none', (text) => {
  expect(findSecrets(text)).toEqual([]);
});
