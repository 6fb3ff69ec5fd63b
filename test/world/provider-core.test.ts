/** Guarantees of the provider's core for every clock: laptop, tests, simulator, benchmarks. */
import { expect, it } from 'vitest';
import { createCore } from '../../scripts/world/provider-core.ts';
import type { Answer } from '../../scripts/world/provider-types.ts';

const START = Date.parse('2027-06-01T12:00:00Z');
const HOUR = 3_600_000;

const request = (key: string | null, apiKey = 're_test', to = 'ada@example.com') => ({
  method: 'POST',
  path: '/emails',
  headers: {
    authorization: `Bearer ${apiKey}`,
    'user-agent': 'milepost/1',
    ...(key === null ? {} : { 'idempotency-key': key }),
  },
  body: JSON.stringify({ from: 'a@milepost.test', to: [to], subject: 'One', text: 'Hello' }),
});

const statusOf = (answer: Answer): number => (answer === 'cut' ? 0 : answer.status);

it('a key is in use from the arrival of a call until its response', () => {
  const core = createCore();
  const first = core.receive(request('k'), START);
  expect(core.handle(request('k'), START)).toMatchObject({
    status: 409,
    body: expect.stringContaining('concurrent_idempotent_requests'),
  });
  const { answer } = first.finish(START + 10);
  expect(statusOf(answer)).toBe(200);
  expect(core.handle(request('k'), START + 20)).toMatchObject({
    body: (answer as { body: string }).body,
  });
  expect(core.mails.length).toBe(1);
});

it('a key is forgotten after its hours, and known again after its next use', () => {
  const core = createCore();
  for (const hours of [0, 23.9, 24, 47.9]) core.handle(request('k'), START + hours * HOUR);
  expect(core.mails.map(({ accepted_at }) => Date.parse(accepted_at))).toEqual([
    START,
    START + 24 * HOUR,
  ]);
});

it.each([
  [false, 1],
  [true, 2],
])('keys that belong to an API key (%s): two of them send %i', (keys_by_api_key, sent) => {
  const core = createCore({ keys_by_api_key });
  core.handle(request('k', 're_old'), START);
  core.handle(request('k', 're_new'), START);
  expect(core.mails.length).toBe(sent);
});

it.each([
  ['utc_day', 12, 200],
  ['utc_day', 11.9, 429],
  ['rolling', 12, 429],
  ['rolling', 23.9, 429],
  ['rolling', 24, 200],
] as const)('a quota by %s: after %d hours the answer is %i', (quota_window, hours, status) => {
  const core = createCore({ daily_quota: 1, quota_window });
  expect(statusOf(core.handle(request(null), START))).toBe(200);
  expect(statusOf(core.handle(request(null), START + hours * HOUR))).toBe(status);
});

it("requests a second are counted by the caller's clock", () => {
  const core = createCore({ rate_limit: 2 });
  const statuses = [0, 1, 2, 1000].map((ms) => statusOf(core.handle(request(null), START + ms)));
  expect(statuses).toEqual([200, 200, 429, 200]);
});

it("a fault delays the call or its response, never the caller's clock", () => {
  const core = createCore();
  core.faults.add([
    { kind: 'latency', ms: 4000 },
    { kind: 'stall_after', ms: 60_000 },
  ]);
  const { wait, finish } = core.receive(request('k'), START);
  expect([wait, core.mails.length]).toEqual([4000, 0]);
  expect([finish(START + wait).hold, core.mails.length]).toEqual([60_000, 1]);
});

it('a list that has ended says so: emails of earlier days are not in it', () => {
  const core = createCore({ listed_days: 1 });
  for (const hours of [0, 30, 40]) core.handle(request(null), START + hours * HOUR);
  const list = { ...request(null), method: 'GET', path: '/emails?limit=100', body: '' };
  const { body } = core.handle(list, START + 50 * HOUR) as { body: string };
  expect(JSON.parse(body)).toMatchObject({ has_more: false, data: { length: 2 } });
});
