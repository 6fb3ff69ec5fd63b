/** What `npm run deploy` calls a success after its upload. */
import { afterEach, describe, expect, test } from 'vitest';
import { verify } from '../../scripts/deploy/verify.ts';
import { Trouble } from '../../scripts/world/terminal.ts';
import type { Fault } from '../cloudflare/cloudflare.ts';
import { VARS } from '../cloudflare/config.ts';
import { type Deployment, startDeployment } from '../cloudflare/deployment.ts';

let deployment: Deployment;
let fault: Fault | null = null;

afterEach(() => deployment.stop());

describe('after the upload', () => {
  const NOW = Date.parse('2027-03-01T08:00Z');
  const hour = 3_600_000;
  const healthy = { ok: true, last_tick_at: '2027-03-01T07:59:00Z' };
  const young = { ok: true, last_tick_at: null };

  /** A run of the check, on a Worker that was deployed first an hour ago. */
  async function check(status: number, report: object | string, isFirst = false, crons = ['*']) {
    deployment = await startDeployment();
    if (fault) deployment.cloud.fail(fault);
    deployment.deployed();
    const worker = deployment.cloud.account.workers.get('milepost')!;
    worker.crons = crons;
    const created_on = new Date(NOW - hour).toISOString();
    worker.deployments.splice(0, 1, { id: '1', created_on });
    const around = deployment.around();
    const body = typeof report === 'string' ? report : JSON.stringify(report);
    const getHealth = async () => (status === 0 ? null : { status, body });
    const api = await around.connect();
    const { id } = deployment.cloud.account;
    await verify({ ...around, getHealth, now: () => NOW }, api, id, isFirst);
    return around.lines.join('\n');
  }

  test('a healthy site whose cron runs is the only plain success', async () => {
    expect(await check(200, healthy)).toMatch(/^✓ .*\/health is healthy$/);
  });

  test('a cron that has not run yet is a note after a first deployment', async () => {
    expect(await check(200, young, true)).toMatch(/✓ .*healthy\n! The cron has not run yet/);
  });

  test.each([
    ['the cron has not run an hour later', 200, young, /cron hasn't run since the first/],
    ['503', 503, { ok: false, problems: ['Sending is stopped: x.'] }, /503.*Sending is stopped/s],
    ['503 that says ok', 503, healthy, /answers 503/],
    ['200 that says not ok', 200, { ok: false, problems: [] }, /isn't healthy/],
    ['another site', 200, '<h1>Buy this domain</h1>', /doesn't answer like Milepost.*Buy/s],
    ['another JSON', 200, { hello: 'ok' }, /doesn't answer like Milepost/],
    ['nothing', 0, '', /Nothing answered/],
  ] as const)('%s: no success', async (_, status, report, words) => {
    const error = await check(status, report).catch((trouble: Trouble) => trouble);
    expect(error).toBeInstanceOf(Trouble);
    const { message, why, exitCode } = error as Trouble;
    expect(`${message}\n${why}`).toMatch(words);
    expect(exitCode).toBe(1);
  });

  test.each([healthy, young])('a Worker without a cron is no success: %o', async (report) => {
    await expect(check(200, report, true, [])).rejects.toThrow('has no cron');
  });

  test.each([
    [/schedules$/, "cron couldn't be checked"],
    [/deployments$/, "deployments couldn't be listed"],
  ])('a failed call after the upload is no success: %s', async (path, words) => {
    fault = { path };
    await expect(check(200, young)).rejects.toThrow(words);
    fault = null;
  });

  test('a database of another address names the command that adopts it', async () => {
    const problems = ['Sending is stopped: other_public_url.'];
    await expect(check(503, { ok: false, problems })).rejects.toMatchObject({
      fix: expect.stringContaining(`release --adopt ${VARS.PUBLIC_URL} --remote`),
    });
  });
});
