import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';
import { attack, NOW, shareOf, UNGUARDED, type Victim, victim } from './attack.ts';
import { ALL, FORM_BODIES, HEADERS, JSON_BODIES, PAYLOADS } from './payloads.ts';
import { METHODS, PATTERNS, parametersOf, pathOf, ROUTES } from './routes.ts';
import { faultsOf } from './verdict.ts';

/** Hostile input in every part of every route: no 5xx, no unescaped echo, full headers. */

/** Every field name of forms, queries and JSON, and some that no route reads. */
const FIELDS = [
  ...['email', 'target_date', 'time_zone', 'send_hour', 'name', 'course', 'locale', 'no_date'],
  ...['preview', 'until', 'outcome', 'lesson', 'step', 'done', 'saved', 'text', 'download'],
  ...['date_kind', 'asks_kind', 'ending', 'reply', 'embed'],
  ...['redirect', 'next', 'url', 'return_to', 'callback', '_method', '__proto__', 'constructor'],
];

const GOOD = {
  email: 'somebody@hostile.example',
  target_date: '2028-03-20',
  time_zone: 'Europe/Berlin',
  lesson: 'one-year',
  step: 'write-up',
  outcome: 'offer',
};

/** Excluded because they end the victim's links. */
const ENDS = /erase|links/;
const WRITING = ROUTES.filter(({ method, pattern }) => method === 'POST' && !ENDS.test(pattern));

/** The routes that read the most fields, one of them for another site's frame, too. */
const FULL = [
  ...['/subscribe', '/subscribe?embed=yes'],
  ...['/manage/:token/details', '/manage/:token/checklist'],
];

const requests = new Map<string, number>();
let found: string[][] = [];
let reader: Victim;
let leaver: Victim;

beforeEach(() => {
  for (const say of ['log', 'error', 'warn'] as const) vi.spyOn(console, say).mockReturnValue();
});

beforeAll(async () => {
  reader = await victim('reader');
  leaver = await victim('leaver');
});

afterEach(() => {
  const all = found;
  found = [];
  expect([all.length, all.slice(0, 5)]).toEqual([0, []]);
});

afterAll(() => {
  vi.restoreAllMocks();
  const kinds = [...requests].map(([kind, n]) => `${kind} ${n}`).join(', ');
  console.log(`hostile requests answered as they should: ${kinds}`);
});

const ownPath = (pattern: string, over: Record<string, string> = {}): string => {
  const person = /^\/(unsubscribe|confirm-address|restore-address)/.test(pattern) ? leaver : reader;
  return pathOf(pattern, { ...person.at(pattern), ...over });
};

/** Sends a request and checks the response. */
async function send(kind: string, path: string, init: RequestInit, typed = ''): Promise<void> {
  const answer = await attack(path, init);
  requests.set(kind, (requests.get(kind) ?? 0) + 1);
  const faults = await faultsOf(path, answer, typed);
  if (faults.length === 0) return;
  const sent = typeof init.body === 'string' ? init.body.slice(0, 300) : '';
  found.push([init.method ?? '', path.slice(0, 300), sent, ...faults]);
}

describe.each(Object.entries(PAYLOADS))('%s', (kind, payloads) => {
  it('in every part of every path', async () => {
    const some = shareOf(167);
    for (const pattern of PATTERNS) {
      for (const parameter of parametersOf(pattern)) {
        for (const payload of some(payloads)) {
          for (const raw of [encodeURIComponent(payload.toWellFormed()), inPath(payload)]) {
            const path = ownPath(pattern, { [parameter]: raw });
            await send(kind, path, { method: 'GET' }, payload);
          }
        }
      }
    }
  });

  it('in all fields of every form at once, and in each field alone', async () => {
    const some = shareOf(167);
    for (const { pattern } of WRITING) {
      for (const payload of some(payloads)) {
        const all = Object.fromEntries(FIELDS.map((field) => [field, payload]));
        await send(kind, ownPath(pattern), form(all), payload);
        await send(kind, ownPath(pattern), inJson(all), payload);
      }
    }
    for (const pattern of FULL) {
      for (const field of FIELDS) {
        for (const payload of some(payloads)) {
          const one = { ...GOOD, [field]: payload };
          await send(kind, ownPath(pattern), form(one), payload);
          await send(kind, ownPath(pattern), inJson(one), payload);
        }
      }
    }
  });

  it('in every query, by name and by value', async () => {
    const some = shareOf(167);
    for (const { pattern } of ROUTES.filter(({ method }) => method === 'GET')) {
      const own = ownPath(pattern);
      for (const payload of some(payloads)) {
        const all = new URLSearchParams(FIELDS.map((field) => [field, payload]));
        all.append(payload, payload);
        await send(kind, `${own}?${all}`, { method: 'GET' }, payload);
        await send(kind, `${own}?target_date=${inPath(payload)}`, { method: 'GET' }, payload);
      }
    }
  });
});

it("bodies that don't match their content type", async () => {
  const some = shareOf(7);
  const type = 'application/json';
  for (const { pattern } of WRITING) {
    const path = ownPath(pattern);
    for (const body of some(JSON_BODIES)) {
      for (const accept of ['text/html', type]) {
        const headers = { 'content-type': type, accept };
        await send('JSON', path, { method: 'POST', headers, body });
      }
    }
    for (const [claimed, body] of some(FORM_BODIES)) {
      const headers = { 'content-type': claimed };
      await send('forms', path, { method: 'POST', headers, body });
    }
  }
});

it('every JSON body on the routes that read the most fields', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const pattern of FULL) {
    for (const body of JSON_BODIES) {
      await send('JSON', ownPath(pattern), { method: 'POST', headers, body });
    }
  }
});

it('malformed and unusual headers', async () => {
  const some = shareOf(7);
  for (const { method, pattern } of ROUTES) {
    if (method === 'POST' && ENDS.test(pattern)) continue;
    for (const headers of some(HEADERS)) {
      await send('headers', ownPath(pattern), { method, headers });
    }
  }
});

it('input is echoed safely while the database is unavailable', async () => {
  const some = shareOf(167);
  const DB = {
    prepare: () => {
      throw new Error('D1_ERROR: Network connection lost.');
    },
  };
  for (const { pattern } of WRITING) {
    for (const payload of some(ALL)) {
      const path = ownPath(pattern);
      const typed = Object.fromEntries([...FIELDS, payload].map((field) => [field, payload]));
      const answer = await attack(path, form(typed), { ...UNGUARDED, DB });
      const faults = await faultsOf(path, answer, payload);
      const expected = answer.status === 503 ? ['status 503'] : [];
      if (faults.join() !== expected.join()) found.push([path, payload, ...faults]);
    }
  }
});

it('methods that no route has', async () => {
  const more = ['PROPFIND', 'MKCOL', 'LOCK', 'SEARCH', 'PURGE', 'REPORT'];
  for (const pattern of PATTERNS) {
    for (const method of [...METHODS, ...more]) {
      if (method === 'POST') continue;
      await send('methods', ownPath(pattern), { method });
      await send('methods', pathOf(pattern), { method });
    }
  }
});

it("the victim's links still work: every attack used a valid link", async () => {
  for (const page of ['/manage/:token', '/manage/:token/export', '/calendar/:file{.+}']) {
    expect([page, (await attack(ownPath(page))).status]).toEqual([page, 200]);
  }
});

it('stored addresses and names are well-formed, and no victim is missing', async () => {
  await settleAll();
  const { results } = await bindings.DB.prepare(
    'SELECT address, name FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id',
  ).all<{ address: string; name: string }>();
  expect(results.length).toBeGreaterThan(2);
  for (const { address, name } of results) {
    expect(address).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$/);
    expect(address.match(/@/g)).toHaveLength(1);
    expect(name).not.toMatch(/[\p{Cc}<>\u202A-\u202E\u2066-\u2069\u2028\u2029]|:\/\//u);
  }
  expect(ALL.length).toBeGreaterThan(150);
});

/** Settles the sign-ups that the held Worker queued; one that can't be settled would remain. */
async function settleAll(): Promise<void> {
  const own = { ...ports(), held: 'attacked in a test' };
  const soon = Date.parse(NOW) + 5 * 60_000;
  const left = async (): Promise<number> =>
    (await bindings.DB.prepare('SELECT count(*) AS n FROM sign_ups').first<number>('n'))!;
  for (let before = -1; (await left()) !== before; ) {
    before = await left();
    await tick(own, () => soon);
  }
  expect(await left()).toBe(0);
}

/** As much unencoded as a URL allows. */
const inPath = (payload: string): string =>
  payload.toWellFormed().replace(/[\s#?\p{Cc}]/gu, encodeURIComponent);

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString().slice(0, 16_000),
});

const inJson = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(fields),
});
