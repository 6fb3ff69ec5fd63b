import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainFile, type Ring, rotate } from '../../scripts/cli/rotation.ts';
import { localSecrets } from '../../scripts/world/secrets.ts';
import { root, run } from '../../scripts/world/wrangler.ts';
import { tokens } from '../../src/links/links.ts';

const OLD = 'an-old-secret-of-thirty-two-or-more-characters';
const OLDER = 'the-first-secret-of-thirty-two-or-more-characters';
const FRESH = 'a-fresh-secret-of-thirty-two-or-more-characters';

const folder = (): string => mkdtempSync(join(tmpdir(), 'milepost-keys-'));
const milepost = (...args: string[]) => run([join(root, 'scripts/milepost.ts'), ...args]);
const idsOf = (secrets: readonly string[]) => tokens(secrets).keys;

describe('on a laptop', () => {
  it('puts a new secret in front; links of the old one work, and only the owner can read the file', async () => {
    const state = folder();
    const { LINK_SECRET: before } = localSecrets(state);
    const link = tokens([before!]).sign('unsubscribe', idsOf([before!])[0]!, 'sub1', null);
    for (let time = 1; time <= 3; time++) {
      const { code, stdout } = await milepost('rotate-keys', '--state', state);
      expect([code, stdout]).toEqual([0, expect.stringContaining(`${time} older`)]);
    }
    const { LINK_SECRET: after, RESEND_API_KEY: other } = localSecrets(state);
    const ring = after!.split(',');
    expect([ring.length, new Set(ring).size, ring.at(-1)]).toEqual([4, 4, before]);
    expect(tokens(ring).read('unsubscribe', link, 0)).toMatchObject({ ok: true });
    expect(tokens(ring).currentKey).not.toBe(idsOf([before!])[0]);
    expect(other).toMatch(/^re_local_/);
    expect(statSync(join(state, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('prints no secret', async () => {
    const state = folder();
    const { LINK_SECRET: before } = localSecrets(state);
    const { stdout, stderr } = await milepost('rotate-keys', '--state', state);
    for (const secret of [before!, ...localSecrets(state).LINK_SECRET!.split(',')]) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('without a world it says so, and creates none: exit code 1', async () => {
    const { code, stderr } = await milepost('rotate-keys', '--state', folder());
    expect([code, stderr]).toEqual([1, expect.stringContaining('contains no LINK_SECRET')]);
  });
});

describe('on the deployed course', () => {
  const ringOf = (text: string, over: Partial<Ring> = {}) => {
    const path = join(folder(), 'secret');
    writeFileSync(path, text);
    const given: string[] = [];
    const ring: Ring = {
      ...plainFile(path),
      known: async () => idsOf([OLD, OLDER]),
      put: async (value) => {
        given.push(value);
        return null;
      },
      ...over,
    };
    return { ring, given, kept: () => readFileSync(path, 'utf8') };
  };

  it("sets the Worker's secret to the file's content", async () => {
    const { ring, given, kept } = ringOf(` ${OLD}, ${OLDER}\n`);
    expect(await rotate(ring, FRESH, idsOf)).toEqual({ kept: 2 });
    expect([given, kept()]).toEqual([[`${FRESH},${OLD},${OLDER}`], `${FRESH},${OLD},${OLDER}\n`]);
  });

  it.each<[string, string, Partial<Ring>, string]>([
    ['a file without a secret', '', {}, 'contains no LINK_SECRET'],
    ['a file with another secret', FRESH, {}, '2 of its 2 keys are not in it'],
    ['a file that lacks an old one', OLD, {}, '1 of its 2 keys is not in it'],
    ['an unknown Worker', OLD, { known: async () => null }, "isn't known yet"],
    [
      'a Worker that does not take it',
      `${OLD},${OLDER}`,
      { put: async () => 'not logged in' },
      "couldn't be stored",
    ],
  ])('%s changes nothing', async (_, text, over, words) => {
    const { ring, given, kept } = ringOf(text, over);
    await expect(rotate(ring, FRESH, idsOf)).rejects.toThrow(words);
    expect([given, kept().trim()]).toEqual([[], text]);
  });

  it.each([
    [['rotate-keys', '--remote'], '--remote needs --secret-file.'],
    [['rotate-keys', '--secret-file', 'x'], '--secret-file needs --remote.'],
    [['new-links'], 'The address is missing.'],
    [['new-links', '--address', 'ada'], '"ada" isn\'t an email address.'],
  ])('%j is not understood: exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await milepost(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
  });

  it.each(['rotate-keys', 'new-links'])('%s --help says what it does', async (verb) => {
    const { code, stdout } = await milepost(verb, '--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`npx milepost ${verb}`)]);
  });
});
