import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretsIn } from '../support/secretlint.ts';

/** Split, so that this file contains no secret. */
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
  ['GitHub Token', `ghp_${letters(36)}`],
  ['npm access token', `npm_${letters(36)}`],
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
  ['a value that is called a secret', `LINK_SECRET=${random(32, 'hex')}`],
  ['a random text', `const x = '${random(40, 'base64')}';`],
];

/** What secretlint reports for each of these lines. */
function findingsIn(lines: readonly string[]): string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'milepost-secrets-')), 'planted.txt');
  writeFileSync(file, lines.join('\n'));
  const findings = secretsIn(file);
  return lines.map((_, index) =>
    findings
      .filter(({ line }) => line === index + 1)
      .map(({ message }) => message)
      .join('\n'),
  );
}

describe('a secret is found, whatever surrounds it', () => {
  const around = SECRETS.map(([, secret]) => [secret, `// see ${secret} for more`, `x ${secret}`]);
  const found = findingsIn(around.flat());

  it.each(SECRETS.map(([kind, secret], index) => ({ kind, secret, index })))(
    '$kind',
    ({ kind, index }) => {
      for (const messages of found.slice(index * 3, index * 3 + 3)) {
        expect(messages).toContain(`found ${/^an? /.test(kind) ? 'matching ' : ''}${kind}`);
      }
    },
  );

  it('a newly generated secret is found too', () => {
    const made = Array.from({ length: 50 }, () => randomBytes(32).toString('base64'));
    expect(findingsIn(made.map((one) => `LINK_SECRET=${one}`))).not.toContain('');
  });
});

it('known exceptions and lookalikes are not reported', () => {
  const harmless = [
    ['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'].join('_'),
    '"integrity": "sha512-9RnXEqEHIVtE8JJ5YqzpqEJ7jAyhX3ZJ2HTTzBvLuLEPnrcy0YV7YXwjTKE3Fm2tYVUn7oBzC0wFKdH2xTVYqA=="',
    'wrangler secret put RESEND_API_KEY',
    "const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';",
    "LINK_SECRET: 'a-test-secret-of-thirty-two-or-more-characters'",
    'https://developers.cloudflare.com/workers/configuration/secrets/',
    'token = readTokenFromThePath2(subscription, confirmationDeadline)',
  ];
  expect(findingsIn(harmless)).toEqual(harmless.map(() => ''));
});
