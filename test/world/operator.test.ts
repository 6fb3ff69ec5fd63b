import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';

// What the verbs do to a database is in test/real/restore.test.ts.
const milepost = (...args: string[]) => run([join(root, 'scripts/milepost.ts'), ...args]);

test.each([
  [['release', '--restored', 'yesterday'], '"yesterday" is no instant.'],
  [['release', '--adopt', 'course.example.com'], '"course.example.com" is no address.'],
  [['hold', '--until', 'tomorrow'], 'Unknown option'],
  [['unhold'], 'There is no verb "unhold".'],
])('%j is not understood: exit code 2, nothing is done', async (args, words) => {
  const { code, stdout, stderr } = await milepost(...args);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
});

test.each(['hold', 'release', 'unknown'])('%s --help says what it does', async (verb) => {
  const { code, stdout } = await milepost(verb, '--help');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`npx milepost ${verb}`)]);
});

test('without a database it says how to get one: exit code 1', async () => {
  const state = mkdtempSync(join(tmpdir(), 'milepost-none-'));
  const { code, stderr } = await milepost('hold', '--state', state);
  expect([code, stderr]).toEqual([1, expect.stringContaining('npm start')]);
}, 30_000);
