import { describe, expect, it } from 'vitest';
import { sealWith } from '../../src/links/links.ts';

const OLD = 'an-old-secret-of-thirty-two-or-more-characters';
const NEW = 'a-new-secret-of-thirty-two-or-more-characters';
const NOW = Date.parse('2027-02-14T12:00:00Z');

const TEXT = '{"email":"ada@example.com","name":"නිශ්‍රී"}';
const seal = sealWith([OLD]);
const sealed = seal.close(TEXT, NOW);

it("sealed text can be opened, and can't be read without the key", () => {
  expect(seal.open(sealed, NOW)).toBe(TEXT);
  expect(sealed).toMatch(/^[\w-]+$/);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toMatch(/ada|example|email/);
});

it('it expires', () => {
  expect(seal.open(sealed, NOW + 1)).toBeNull();
});

describe('secrets', () => {
  it('in use open it', () => {
    expect(sealWith([NEW, OLD]).open(sealed, NOW)).toBe(TEXT);
  });

  it("not in use don't open it", () => {
    expect(sealWith([NEW]).open(sealed, NOW)).toBeNull();
  });
});

it('a text with a flipped bit or a missing part is not opened', () => {
  const bytes = Buffer.from(sealed, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const other = Buffer.from(bytes);
    other[bit >> 3]! ^= 1 << (bit & 7);
    expect(seal.open(other.toString('base64url'), NOW)).toBeNull();
  }
  for (let length = 0; length < sealed.length - 2; length++) {
    expect(seal.open(sealed.slice(0, length), NOW)).toBeNull();
  }
});
