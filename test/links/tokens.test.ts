import { describe, expect, it } from 'vitest';
import { type Purpose, tokens } from '../../src/links/links.ts';

const OLD = 'an-old-secret-of-thirty-two-or-more-characters';
const NEW = 'a-new-secret-of-thirty-two-or-more-characters';
const PURPOSES: readonly Purpose[] = [
  'confirm',
  'manage',
  'unsubscribe',
  'address',
  'restore',
  'calendar',
];
const NOW = Date.parse('2027-02-14T12:00:00Z');
const YEARS = 50 * 365 * 86_400_000;

const ring = tokens([OLD]);
const sign = (purpose: Purpose, mark: number | null = null, own = ring) =>
  own.sign(purpose, own.currentKey, 'sub1', mark);

describe('a link works for one purpose only', () => {
  it.each(PURPOSES)('%s', (purpose) => {
    for (const other of PURPOSES) {
      expect(ring.read(other, sign(purpose), NOW).ok).toBe(other === purpose);
    }
  });
});

it.each(['confirm', 'address', 'restore'] as const)('%s expires at its instant', (purpose) => {
  const token = sign(purpose, NOW);
  expect(ring.read(purpose, token, NOW)).toMatchObject({ ok: true, version: 0 });
  expect(ring.read(purpose, token, NOW + 1)).toEqual({ ok: false, reason: 'expired' });
});

it.each(['manage', 'calendar'] as const)('%s carries its version, and never expires', (purpose) => {
  for (const version of [0, 1, 35, 36, 4000]) {
    const read = ring.read(purpose, sign(purpose, version || null), NOW + YEARS);
    expect(read).toEqual({ ok: true, subscription: 'sub1', version });
  }
});

it("a version can't be overwritten", () => {
  const token = sign('manage', 1);
  for (const other of ['', '0', '2', 'zz']) {
    expect(ring.read('manage', token.replace('.1.', `.${other}.`), NOW).ok).toBe(false);
  }
});

it('an unsubscribe link never expires', () => {
  expect(ring.read('unsubscribe', sign('unsubscribe'), NOW + YEARS).ok).toBe(true);
});

describe('with a new secret in front', () => {
  const rotated = tokens([NEW, OLD]);

  it.each(PURPOSES)('links signed with the old secret still work: %s', (purpose) => {
    expect(rotated.read(purpose, sign(purpose), NOW).ok).toBe(true);
  });

  it('an email frozen under the old secret is signed with it again', () => {
    expect(rotated.sign('manage', ring.currentKey, 'sub1', null)).toBe(sign('manage'));
  });

  it('new links are signed with the new secret, and keys keep their names', () => {
    expect(rotated.keys).toEqual([rotated.currentKey, ring.currentKey]);
    expect(ring.read('manage', sign('manage', null, rotated), NOW).ok).toBe(false);
  });

  it('hashes under the old secret still match', () => {
    expect(rotated.hashesOf('ada@example.com')).toContain(ring.hashesOf('ada@example.com')[0]);
  });

  it('links of a removed secret stop working', () => {
    const token = sign('unsubscribe');
    expect(tokens([NEW]).read('unsubscribe', token, NOW)).toEqual({ ok: false, reason: 'invalid' });
  });
});

it('hashes of different kinds never collide', () => {
  const hashes = (['address', 'mailbox', 'network'] as const).map(
    (of) => ring.hashesOf('x', of)[0],
  );
  expect(new Set(hashes).size).toBe(3);
});

describe('a signature', () => {
  it.each(PURPOSES)('of 16 bytes ends in A, Q, g or w: %s', (purpose) => {
    for (let n = 0; n < 500; n++) {
      const token = ring.sign(purpose, ring.currentKey, `sub${n}`, n || null);
      expect(token).toMatch(/\.[\w-]{21}[AQgw]$/);
    }
  });

  it('has one spelling', () => {
    const token = sign('manage');
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const accepted = [...last].filter(
      (one) => ring.read('manage', token.slice(0, -1) + one, NOW).ok,
    );
    expect(accepted).toEqual([token.at(-1)]);
  });

  it('reveals nothing of the other half of its digest', () => {
    const [manage, unsubscribe] = (['manage', 'unsubscribe'] as const).map((purpose) =>
      sign(purpose).split('.').at(-1),
    );
    expect(unsubscribe).not.toBe(manage);
  });

  it("of an unsubscribe link stays the same when the page's links are replaced", () => {
    expect(sign('unsubscribe')).toBe(sign('unsubscribe', null));
    expect(sign('manage', 1)).not.toBe(sign('manage'));
  });
});

// Emails with links in this form are in mailboxes, some for more than a year.
it.each([
  ['manage', 'k1PhpQ.sub1..4ondAnzNLrUGlucJF7zW6LBN'],
  ['unsubscribe', 'k1PhpQ.sub1..BOCUh0a9Hk6_4zbDqN2oYPes'],
  ['calendar', 'k1PhpQ.sub1..meJuY4fK7Ojj6yP9MxHMAoMB'],
  ['confirm', 'k1PhpQ.sub1.k5x2v8g0.8ArqOnnXsSYzXFOLTiHMLSek'],
] as const)('a %s link of the first release still works', (purpose, token) => {
  expect(ring.read(purpose, token, 0)).toEqual({ ok: true, subscription: 'sub1', version: 0 });
});
