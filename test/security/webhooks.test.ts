import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/services/config.ts';
import { addDue } from '../support/ledger.ts';
import { bindings, dump } from '../support/worker.ts';
import { type Answer, attack, NOW, shareOf, UNGUARDED } from './attack.ts';

/** Events are accepted only with the provider's fresh signature over every byte. */

const OLD = 'whsec_b2xkLXNlY3JldC1vZi10aGUtcHJvdmlkZXI=';
const [NEW] = bindings.RESEND_WEBHOOK_SECRET!.split(',') as [string];
const SECONDS = Date.parse(NOW) / 1000;
const DELIVERY = 'mutated1_one-week_1_1';

beforeEach(async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  await bindings.DB.prepare("DELETE FROM subscribers WHERE id = 'mutatedp1'").run();
  await addDue('mutated', 1, Date.parse(NOW));
});

let flipped = 0;
afterAll(() => {
  vi.restoreAllMocks();
  console.log(`events with one bit flipped: ${flipped}, believed: 0`);
});

type Event = {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Uint8Array;
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const BOUNCE = JSON.stringify({
  type: 'email.bounced',
  created_at: NOW,
  data: { email_id: 'mail', tags: { delivery: DELIVERY }, note: 'Zoë�' },
});

function signed(secret = NEW, over: Partial<Event> = {}): Event {
  const event = { id: 'evt_1', timestamp: String(SECONDS), body: bytesOf(BOUNCE), ...over };
  const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${event.id}.${event.timestamp}.`)
    .update(event.body)
    .digest('base64');
  return { ...event, signature: `v1,${mac}`, ...over };
}

const post = ({ id, timestamp, signature, body }: Event, settings = {}): Promise<Answer> =>
  attack(
    '/webhooks/resend',
    {
      method: 'POST',
      headers: { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature },
      body,
    },
    { ...UNGUARDED, ...settings },
  );

const bounced = async (): Promise<boolean> =>
  (await bindings.DB.prepare('SELECT bounced_at FROM deliveries WHERE id = ?1')
    .bind(DELIVERY)
    .first('bounced_at')) !== null;

it('an event with its signature is accepted, once or many times', async () => {
  expect((await post(signed())).status).toBe(200);
  expect(await bounced()).toBe(true);
  const after = await dump();
  for (let n = 0; n < 20; n++) expect((await post(signed())).status).toBe(200);
  expect(await dump()).toBe(after);
});

describe('with any single bit flipped it is rejected and has no effect', () => {
  it.each(['id', 'timestamp', 'signature', 'body'] as const)('%s', async (part) => {
    const event = signed();
    const own = event[part];
    const bytes = typeof own === 'string' ? bytesOf(own) : own;
    const before = await dump();
    let tried = 0;
    for (const turned of shareOf(part === 'body' ? 5 : 1)(flips(bytes))) {
      const value = part === 'body' ? turned : String.fromCharCode(...turned);
      // Headers can't contain these bytes, and surrounding blanks are ignored.
      if (
        typeof value === 'string' &&
        (!/^[\t\x20-\xff]+$/.test(value) || value !== value.trim())
      ) {
        continue;
      }
      const { status } = await post({ ...event, [part]: value });
      expect([part, value, status >= 400 && status < 500]).toEqual([part, value, true]);
      tried++;
      flipped++;
    }
    expect(tried).toBeGreaterThan(30);
    expect(await dump()).toBe(before);
  });
});

it.each<[string, (event: Event) => Partial<Event>]>([
  ['a mark before the body', ({ body }) => ({ body: Uint8Array.of(0xef, 0xbb, 0xbf, ...body) })],
  ['a space after the body', ({ body }) => ({ body: Uint8Array.of(...body, 0x20) })],
  ['an empty body', () => ({ body: new Uint8Array() })],
  ['blanks in the signature', ({ signature: own }) => ({ signature: own.replace('=', ' =') })],
  ['no padding', ({ signature: own }) => ({ signature: own.replace(/=+$/, '') })],
  ['more padding', ({ signature: own }) => ({ signature: `${own}=` })],
  ['the other alphabet', ({ signature: own }) => ({ signature: swapped(own) })],
  ['another version', ({ signature: own }) => ({ signature: own.replace('v1,', 'v1a,') })],
  ['a thousand signatures', () => ({ signature: 'v1,AAAA '.repeat(1_000) })],
  ['a leading zero', ({ timestamp }) => ({ timestamp: `0${timestamp}` })],
  ['an id that takes the dot', () => ({ id: `evt_1.${SECONDS}`, timestamp: '' })],
  ['the body as its id', () => ({ id: BOUNCE.slice(0, 50).replace(/\P{ASCII}/gu, '') })],
])('%s: rejected', async (_, change) => {
  const event = signed();
  const before = await dump();
  const { status } = await post({ ...event, ...change(event) });
  expect([400, 401]).toContain(status);
  expect(await dump()).toBe(before);
});

it.each([-301, 301, -86_400, 86_400, -SECONDS])(
  'signed %i seconds away: rejected',
  async (away) => {
    const before = await dump();
    expect((await post(signed(NEW, { timestamp: String(SECONDS + away) }))).status).toBe(401);
    expect(await dump()).toBe(before);
  },
);

it("during a rotation both secrets work; a third one and a removed one don't", async () => {
  const both = { RESEND_WEBHOOK_SECRET: `${NEW}, ${OLD}` };
  expect((await post(signed(OLD), both)).status).toBe(200);
  expect((await post(signed(NEW), both)).status).toBe(200);
  expect((await post(signed('whsec_dGhpcmQ='), both)).status).toBe(401);
  expect((await post(signed(OLD))).status).toBe(401);
});

it.each(['whsec_', 'whsec_...', 'whsec_c2hvcnQ=', '!!!', `${NEW},whsec_`])(
  'the guessable secret %s stops the Worker',
  async (secret) => {
    const config = readConfig({ ...bindings, RESEND_WEBHOOK_SECRET: secret });
    expect(config).toMatchObject({ problems: [expect.stringContaining('RESEND_WEBHOOK_SECRET')] });
    const guessed = signed('whsec_');
    expect((await post(guessed, { RESEND_WEBHOOK_SECRET: secret })).status).toBe(503);
    expect(await bounced()).toBe(false);
  },
);

it.each([
  ['too much', signed(NEW, { body: bytesOf(`{"x":"${'x'.repeat(17_000)}"}`) }), 413],
  ['no JSON', signed(NEW, { body: bytesOf('{') }), 400],
  ['null', signed(NEW, { body: bytesOf('null') }), 400],
  ['bytes that are no text', signed(NEW, { body: Uint8Array.of(0x7b, 0xff, 0x7d) }), 400],
  ['a list', signed(NEW, { body: bytesOf('[]') }), 200],
  ['a deep one', signed(NEW, { body: bytesOf('['.repeat(7_000) + ']'.repeat(7_000)) }), 200],
  [
    'other types',
    signed(NEW, { body: bytesOf('{"type":{"a":1},"data":[],"created_at":{}}') }),
    200,
  ],
  ['no date', signed(NEW, { body: bytesOf(BOUNCE.replace(NOW, 'yesterday')) }), 200],
] as const)('signed but unusual: %s', async (_, event, status) => {
  const before = await dump();
  expect((await post(event)).status).toBe(status);
  expect(await dump()).toBe(before);
});

/** The bytes with one bit flipped, for every bit. */
const flips = (bytes: Uint8Array): Uint8Array[] =>
  [...bytes].flatMap((byte, at) =>
    Array.from({ length: 8 }, (_, bit) => bytes.with(at, byte ^ (1 << bit))),
  );

const swapped = (signature: string): string =>
  `v1,${signature.slice(3).replaceAll('+', '-').replaceAll('/', '_').replace(/[=]$/, '')}_`;
