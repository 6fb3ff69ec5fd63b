import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Purpose, tokens } from '../../src/links/links.ts';
import { bindings } from '../support/worker.ts';
import { attack, extent, NOW, shareOf, type Victim, victim } from './attack.ts';
import { parametersOf, pathOf, ROUTES } from './routes.ts';

/** A person's page opens only with a link signed for that page. */

const PAGES = {
  manage: 'manage',
  confirm: 'confirm',
  unsubscribe: 'unsubscribe',
  'confirm-address': 'address',
  'restore-address': 'restore',
  calendar: 'calendar',
} as const satisfies Record<string, Purpose>;

type Page = keyof typeof PAGES;
const pages = Object.keys(PAGES) as Page[];

const ring = tokens([bindings.LINK_SECRET!]);
const isAccepted = (purpose: Purpose, token: string): boolean =>
  ring.read(purpose, token, Date.parse(NOW)).ok;

let person: Victim;
let bits = 0;
let rewritten = 0;

beforeAll(async () => {
  person = await victim('tokens');
});

afterAll(() => {
  console.log(`links with one bit flipped: ${bits}, rewritten: ${rewritten}, accepted: 0`);
});

/** Requests every route that takes this kind of link. */
const openings = (page: string, token: string): [method: string, path: string][] =>
  ROUTES.filter(
    ({ pattern }) =>
      pattern.split('/')[1] === page &&
      parametersOf(pattern).some((name) => name === 'token' || name === 'file'),
  ).map(({ method, pattern }) => [
    method,
    pathOf(pattern, { ...person.at(pattern), token, file: `${token}.ics` }),
  ]);

describe.each(pages)('a link to %s', (page) => {
  it('works as it was sent', () => {
    expect(isAccepted(PAGES[page], person.tokens[page])).toBe(true);
  });

  it('with any single bit flipped is rejected', async () => {
    const flipped = flips(person.tokens[page]);
    bits += flipped.length;
    expect(flipped.filter((token) => isAccepted(PAGES[page], token))).toEqual([]);
    for (const token of shareOf(8)(flipped)) {
      const [[method, path]] = openings(page, encodeURIComponent(token)) as [[string, string]];
      expect([token, (await attack(path, { method })).status]).toEqual([token, 404]);
    }
  });

  it('opens no page of another kind, with any method', async () => {
    for (const other of pages.filter((one) => one !== page)) {
      expect(isAccepted(PAGES[other], person.tokens[page])).toBe(false);
      for (const [method, path] of openings(other, person.tokens[page])) {
        expect([method, path, (await attack(path, { method })).status]).toEqual([
          method,
          path,
          404,
        ]);
      }
    }
  });

  it('cut, extended or re-encoded is rejected', () => {
    const token = person.tokens[page];
    const others = [
      ...Array.from(token, (_, length) => token.slice(0, length)),
      ...Array.from(token, (_, start) => token.slice(start + 1)),
      ...Array.from(token, (_, at) => token.slice(0, at) + token.slice(at + 1)),
      ...Array.from(token, (one, at) => token.slice(0, at) + one + token.slice(at)),
      ...[
        '=',
        '==',
        '.',
        'A',
        ' ',
        '\n',
        '\r\n',
        '\0',
        '\u200b',
        '%',
        '/',
        '.ics',
        '\ufeff',
      ].flatMap((more) => [token + more, more + token]),
      token.toUpperCase(),
      token.toLowerCase(),
      token.replaceAll('.', '。'),
      token.replaceAll('.', '%2E'),
      token.replaceAll('.', '..'),
      Buffer.from(token).toString('base64url'),
      [...token].reverse().join(''),
      Array.from(token, (one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0)).join(''),
      token.normalize('NFKD').concat('\u0301'),
    ].filter((other) => other !== token);
    rewritten += others.length;
    expect(others.length).toBeGreaterThan(200);
    expect(others.filter((other) => isAccepted(PAGES[page], other))).toEqual([]);
  });

  it('with a part of another valid link is rejected', () => {
    const mine = person.tokens[page].split('.');
    for (const other of pages) {
      for (const at of mine.keys()) {
        const mixed = mine.with(at, person.tokens[other].split('.')[at]!).join('.');
        if (mixed === person.tokens[page]) continue;
        expect([page, mixed, isAccepted(PAGES[page], mixed)]).toEqual([page, mixed, false]);
      }
    }
  });
});

it('has one spelling: a signature is the only encoding of its 16 bytes', () => {
  const token = person.tokens.manage;
  const signature = token.slice(token.lastIndexOf('.') + 1);
  const bytes = Buffer.from(signature, 'base64url');
  expect(bytes.length).toBe(16);
  expect(bytes.toString('base64url')).toBe(signature);
});

const FORGED = extent(5_000, 100_000, 1_000_000);

it(`none of ${FORGED} forged links is accepted`, () => {
  const random = dice(20_261_122);
  let accepted = 0;
  for (let n = 0; n < FORGED; n++) {
    const page = pages[n % pages.length]!;
    const token = FORGERIES[n % FORGERIES.length]!(person.tokens[page], PAGES[page], random);
    if (token !== person.tokens[page] && isAccepted(PAGES[page], token)) accepted++;
  }
  console.log(`forged links: ${FORGED}, accepted: ${accepted}`);
  expect(accepted).toBe(0);
});

type Forgery = (valid: string, purpose: Purpose, random: (below: number) => number) => string;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const letters = (count: number, random: (below: number) => number, from = ALPHABET): string =>
  Array.from({ length: count }, () => from[random(from.length)]).join('');

/** Everything but the signature is known from any email. */
const bodyOf = (token: string): string => token.slice(0, token.lastIndexOf('.'));

const FORGERIES: readonly Forgery[] = [
  // A random signature.
  (valid, _, random) => `${bodyOf(valid)}.${letters(21, random)}${letters(1, random, 'AQgw')}`,
  // A random signature of the former length.
  (valid, _, random) => `${bodyOf(valid)}.${letters(24, random)}`,
  // One wrong character.
  (valid, _, random) => {
    const at = valid.length - 1 - random(22);
    return valid.slice(0, at) + letters(1, random) + valid.slice(at + 1);
  },
  // Another person's id with this person's signature.
  (valid, _, random) => {
    const [key, , until, signature] = valid.split('.');
    const someone = letters(20, random, '0123456789abcdefghjkmnpqrstvwxyz');
    return [key, someone, until, signature].join('.');
  },
  // A later expiry.
  (valid, _, random) => {
    const [key, id, , signature] = valid.split('.');
    return [key, id, (Date.parse(NOW) + random(1e9)).toString(36), signature].join('.');
  },
  // A guessable secret.
  (valid, purpose, random) => {
    const [key] = valid.split('.');
    const secret = ['', 'secret', key!, 'changeme', letters(32, random)][random(5)]!;
    const signed = createHmac('sha256', secret)
      .update(`${['manage and unsubscribe', purpose][random(2)]}|${bodyOf(valid)}`)
      .digest();
    const part = [signed.subarray(0, 16), signed.subarray(16), signed.subarray(0, 18)][random(3)]!;
    return `${bodyOf(valid)}.${part.toString('base64url')}`;
  },
  // An unknown key id.
  (valid, _, random) => letters(6, random) + valid.slice(6),
  // Random characters in the right format.
  (_, __, random) =>
    `${letters(6, random)}.${letters(20, random, 'abcdefghijklmnopqrstuvwxyz0123456789')}..${letters(24, random)}`,
];

/** The token with one bit flipped, for every bit. */
const flips = (token: string): string[] =>
  [...Buffer.from(token)].flatMap((byte, at) =>
    Array.from({ length: 8 }, (_, bit) => {
      const bytes = Buffer.from(token);
      bytes[at] = byte ^ (1 << bit);
      return bytes.toString('latin1');
    }),
  );

/** Seeded random numbers (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
