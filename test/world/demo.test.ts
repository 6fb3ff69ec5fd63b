import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { playStory } from '../../scripts/world/demo-story.ts';
import { clockOf, setOffset } from '../../scripts/world/tick.ts';
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

test('plays a whole countdown, and every email can be opened', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await playStory(world, Date.now());
  log.mockRestore();
  await world.mailbox.settled();
  const viewer = `${world.mailboxUrl}/email`;
  const shown = async () => ((await (await fetch(viewer)).json()) as unknown[]).length;
  await expect.poll(shown).toBe(world.mailbox.provider.state.mails.length);
}, 120_000);

test('restores the clock of a running world', async () => {
  await setOffset(world, 86_400_000);
  const { code } = await run([join(root, 'scripts/demo.ts'), ...here()]);
  expect([code, await clockOf(world)]).toMatchObject([0, { offset_ms: 86_400_000, frozen: false }]);
  await setOffset(world, 0);
}, 120_000);

describe('npm run tick', () => {
  /** The form accepts dates from the site's tomorrow on. */
  const refuses = async (target_date: string, headers = {}): Promise<boolean> => {
    const query = new URLSearchParams({ target_date, time_zone: 'UTC' });
    const accept = { accept: 'application/json' };
    const answer = await fetch(`${world.url}/plan?${query}`, {
      headers: { ...accept, ...headers },
    });
    return answer.status === 422;
  };

  test('moves the site to that day, and says how to come back', async () => {
    const { code, stdout } = await tick('--at', '2030-01-01T00:00Z', ...here());
    expect([code, stdout]).toEqual([
      0,
      'Nothing was due at 2030-01-01T00:00Z.\n' +
        'The site shows 2030-01-01T00:00Z. Back to today: npm run tick -- --now\n',
    ]);
    expect([await refuses('2030-01-01'), await refuses('2030-01-02')]).toEqual([true, false]);
    const earlier = { 'milepost-now': '2029-12-31T00:00:00Z' };
    expect(await refuses('2030-01-01', earlier)).toBe(false);
  });

  test("without an instant runs the world's present", async () => {
    const { stdout } = await tick(...here());
    expect(stdout).toContain('Nothing was due at 2030-01-01T00:0');
    expect(await clockOf(world)).toMatchObject({ frozen: false });
  });

  test('a bare cron event does not move the site', async () => {
    const event = `/cdn-cgi/handler/scheduled?time=${Date.parse('2031-06-01T00:00Z')}`;
    expect(await (await fetch(world.url + event)).text()).toBe('ok');
    expect(await refuses('2030-06-01')).toBe(false);
  });

  test('--now brings it back to today', async () => {
    const { code, stdout } = await tick('--now', ...here());
    expect([code, stdout]).toEqual([0, expect.stringContaining('The site shows today.')]);
    expect(await clockOf(world)).toMatchObject({ offset_ms: 0, frozen: false });
  });

  test.each([
    [['--at', 'tomorrow'], "isn't an instant"],
    [['--now', '--at', '2027-03-20T08:00Z'], "--now can't be combined"],
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
