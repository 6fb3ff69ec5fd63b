import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { playStory } from '../../scripts/world/demo-story.ts';
import { startWorld, type World } from '../../scripts/world/world.ts';
import { root, run } from '../../scripts/world/wrangler.ts';

let world: World;
beforeAll(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-world-'));
  world = await startWorld({ port: 0, mailboxPort: 0, stateDir, build: false, quiet: true });
}, 120_000);
afterAll(() => world?.stop(), 30_000);

const tick = (...args: string[]) => run([join(root, 'scripts/tick.ts'), ...args]);
const here = () => [
  ...['--port', new URL(world.url).port],
  ...['--mailbox-port', new URL(world.mailboxUrl).port],
];

test('a whole countdown plays, and every email can be looked at', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await playStory(world, Date.now());
  log.mockRestore();
  await world.mailbox.settled();
  const viewer = `${world.mailboxUrl}/email`;
  const shown = async () => ((await (await fetch(viewer)).json()) as unknown[]).length;
  await expect.poll(shown).toBe(world.mailbox.provider.state.mails.length);
}, 120_000);

describe('npm run tick', () => {
  test('says when nothing was due', async () => {
    const { code, stdout } = await tick('--at', '2030-01-01T00:00Z', ...here());
    expect([code, stdout]).toEqual([0, 'Nothing was due at 2030-01-01T00:00Z.\n']);
  });

  test.each([
    [['--at', 'tomorrow'], 'not an instant'],
    [['--at', '2027-03-20'], 'not an instant'],
    [['--at', '2027-03-20T08:00Z', '--until', '2027-03-19T08:00Z'], 'before the beginning'],
    [['--every', '1h'], 'needs --until'],
    [['--when', 'now'], 'Unknown option'],
  ])('%j is not understood: exit code 2', async (args, words) => {
    const { code, stderr } = await tick(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  test('says how to start a world when none runs: exit code 1', async () => {
    const { code, stderr } = await tick('--port', '9', '--mailbox-port', '9');
    expect([code, stderr]).toEqual([1, expect.stringContaining('npm start')]);
  });
});
