/** Signing costs more than the rest of an email: its two links share one digest. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, expect, it, vi } from 'vitest';
import { mailLinks, tokens } from '../../src/links/links.ts';

const BASE = 'https://milepost.test';
const SECRETS = ['a-new-secret-of-thirty-two-or-more-characters', 'an-old-secret-of-thirty-two-or'];

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

it.each([0, 3])('an email with links of version %i computes one digest', (version) => {
  const links = mailLinks(tokens(SECRETS));
  const digests = vi.spyOn(crypto, 'createHmac');
  syncBuiltinESMExports();
  for (const person of ['a', 'b', 'c']) {
    links.unsubscribe(BASE, links.currentKey, person, version);
    links.manage(BASE, links.currentKey, person, version);
  }
  expect(digests).toHaveBeenCalledTimes(3);
});

it('links in any order, of any key, version and purpose are those of a new ring', () => {
  const links = mailLinks(tokens(SECRETS));
  const kinds = ['unsubscribe', 'manage', 'calendar', 'manage', 'unsubscribe'] as const;
  for (const kind of kinds)
    for (const version of [0, 1])
      for (const key of links.keys)
        for (const person of ['a', 'b'])
          expect(links[kind](BASE, key, person, version)).toBe(
            mailLinks(tokens(SECRETS))[kind](BASE, key, person, version),
          );
});
