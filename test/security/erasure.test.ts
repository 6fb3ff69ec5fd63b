import { createHmac } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { json } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';
import { tracesOf } from './traces.ts';

/** After an erasure the person is in no table, log line or later call. */

const JOINED = '2027-02-14T12:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';
const LATER = '2027-03-25T12:00:00Z';
const nameOf = (name: string): string => `Zerlina ${name} Quux-Ünal`;

let lines: string[];
let calls: string[];

beforeEach(() => {
  lines = [];
  calls = [];
  for (const say of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, say).mockImplementation((...said: unknown[]) => {
      lines.push(said.map(String).join(' '));
    });
  }
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    if (!String(url).includes('/_control')) {
      calls.push(`${url} ${JSON.stringify(init?.headers)} ${textOf(init?.body)}`);
    }
    return real(url, init);
  });
});

/** A person with rows in every table: emails, moves, checklist, address change, provider events. */
async function life(name: string) {
  const email = `${name}@erased.example`;
  const other = `${name}.moved@erased.example`;
  const signUp = { email, target_date: '2028-03-20', name: nameOf(name), locale: 'de' };
  const manage = await join(signUp, JOINED);
  await post('/subscribe', JOINED, { ...signUp, time_zone: 'Europe/Berlin' });
  const [confirmation] = await mailsTo(email);
  await tick(FIRST);
  await json(`${manage}/details`, FIRST, { name: nameOf(name), email: other });
  await json(`${manage}/checklist`, FIRST, { lesson: 'one-year', step: 'write-up', done: true });
  await json(`${manage}/reschedule`, FIRST, { target_date: '2028-04-20' });
  const note = `Notebook of ${name}`;
  await json(`${manage}/notes`, FIRST, { place: 'Room 1', questions: note, share: true });
  await json(`${manage}/notes`, FIRST, { place: `Room of ${name}-quux` });
  await json(`${manage}/resend`, FIRST, { lesson: 'one-year' });
  await feedback((await mailsTo(email)).at(-1)!.tags[0]!.value, 'delivered');
  const page = await (await request(manage, FIRST)).text();
  const token = (path: string): string => path.split('/').at(-1)!;
  const known = {
    ...{ email, other, name: nameOf(name), local: `${name}.moved` },
    ...{ note, place: `Room of ${name}-quux` },
    manage: token(manage),
    confirm: token(linkIn(confirmation!, 'confirm')),
    unsubscribe: token(linkIn(confirmation!, 'unsubscribe')),
    calendar: /\/calendar\/([\w.-]+)\.ics/.exec(page)![1]!,
    address: token(linkIn((await mailsTo(other)).at(-1)!, 'confirm-address')),
    subscription: confirmation!.tags[0]!.value.split('_')[0]!,
  };
  return { email, other, manage, known };
}

/** Parses a call's body at once: the sender reuses the buffer. */
const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');

/** An event, signed as the provider does. */
async function feedback(delivery: string, type: string, at = FIRST): Promise<void> {
  const id = `evt_${type}_${at}`;
  const timestamp = String(Date.parse(at) / 1000);
  const body = JSON.stringify({
    type: `email.${type}`,
    created_at: at,
    data: { email_id: 'mail', tags: { delivery } },
  });
  const key = Buffer.from(bindings.RESEND_WEBHOOK_SECRET!.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${mac}` };
  const response = await request('/webhooks/resend', at, { method: 'POST', body, headers });
  expect(response.status).toBe(200);
}

it('the search finds a value in any encoding', async () => {
  const { known } = await life('found');
  expect(tracesOf(known, calls.join('\n'))).toContain('email, plain');
  const inDatabase = tracesOf(known, await dump());
  for (const name of ['email', 'other', 'name', 'note', 'place', 'subscription']) {
    expect(inDatabase).toContain(`${name}, plain`);
  }
  const written = Buffer.from(`to: ${known.email}`).toString('base64');
  expect(tracesOf({ email: known.email }, written)).not.toEqual([]);
  expect(tracesOf(known, JSON.stringify({ a: JSON.stringify(known.name) }))).not.toEqual([]);
  expect(tracesOf({ email: known.email }, known.email.replace('@', '%40'))).not.toEqual([]);
});

it("erasing leaves no trace in the database, nor in any log line of the person's whole life", async () => {
  const { manage, known, email, other } = await life('herself');
  const mails = [...(await mailsTo(email)), ...(await mailsTo(other))];
  expect((await post(`${manage}/erase`, LATER)).status).toBe(200);
  expect(tracesOf(known, await dump())).toEqual([]);
  calls = [];
  for (const at of ['2027-04-01', '2028-01-20', '2028-04-13', '2028-07-30']) await tick(at);
  await feedback(mails.at(-1)!.tags[0]!.value, 'bounced', LATER);
  for (const page of ['', '/export', '/erase']) await request(`${manage}${page}`, LATER);
  await post(`/unsubscribe/${known.unsubscribe}`, LATER);
  expect(tracesOf(known, await dump())).toEqual([]);
  expect(tracesOf(known, calls.join('\n'))).toEqual([]);
  const { subscription: _, ...personal } = known;
  expect(tracesOf(personal, lines.join('\n'))).toEqual([]);
  expect([...(await mailsTo(email)), ...(await mailsTo(other))]).toHaveLength(mails.length);
});

it('being forgotten after the date leaves no trace', async () => {
  const { known } = await life('finished');
  for (const at of ['2028-04-13T11:00:00Z', '2028-04-19T11:00:00Z', '2028-04-22T11:00:00Z']) {
    await tick(at);
  }
  expect(tracesOf(known, await dump())).not.toEqual([]);
  for (const at of ['2028-07-20T05:00:00Z', '2028-07-21T05:00:00Z']) await tick(at);
  expect(tracesOf(known, await dump())).toEqual([]);
  const { subscription: _, ...personal } = known;
  expect(tracesOf(personal, lines.join('\n'))).toEqual([]);
});

it('an unconfirmed sign-up leaves no trace after 90 days', async () => {
  const email = 'never@erased.example';
  await post('/subscribe', JOINED, {
    ...{ email, name: nameOf('never'), target_date: '2028-03-20', time_zone: 'UTC' },
  });
  const [mail] = await mailsTo(email);
  const confirm = linkIn(mail!, 'confirm').split('/').at(-1)!;
  for (const at of ['2027-05-16T05:00:00Z', '2027-05-17T05:00:00Z']) await tick(at);
  expect(tracesOf({ email, name: nameOf('never'), confirm }, await dump())).toEqual([]);
});

it('a person who left is forgotten 90 days later', async () => {
  const { known } = await life('left');
  await post(`/unsubscribe/${known.unsubscribe}`, LATER);
  expect(tracesOf(known, await dump())).not.toEqual([]);
  for (const at of ['2027-06-24T05:00:00Z', '2027-06-25T05:00:00Z']) await tick(at);
  expect(tracesOf(known, await dump())).toEqual([]);
});

it("a complaint leaves only a keyed hash, which can't be reversed or guessed", async () => {
  const { manage, known, email } = await life('angry');
  await feedback((await mailsTo(email)).at(-1)!.tags[0]!.value, 'complained', LATER);
  await post(`${manage}/erase`, LATER);
  expect(tracesOf(known, await dump())).toEqual([]);
  const { results } = await bindings.DB.prepare('SELECT * FROM suppressions').all();
  const hash = (reason: string) => ({
    address_hash: expect.stringMatching(/^[\w-]{43}$/),
    reason,
  });
  // The others left or erased their data.
  expect(new Set(results.map(({ reason }) => reason))).toEqual(new Set(['left', 'complained']));
  for (const row of results) expect(row).toEqual(hash(String(row.reason)));
  expect(results.filter(({ reason }) => reason === 'complained')).toHaveLength(1);
});
