/** RFC 8058: the POST needs only its URL, and no email is sent after it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../src/storage/leaving.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { composing, ports } from '../support/ledger.ts';
import { bindings, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const FIRST_LESSON = '2027-03-20T11:00:00Z';
const at = (name: string): string => `${name}@one-click.example`;

beforeEach(emptyDatabase);

const person = async (name: string): Promise<string> => {
  await join({ email: at(name), target_date: '2028-03-20' }, NOW);
  return linkIn((await mailsTo(at(name))).at(-1)!, 'unsubscribe');
};

const status = async (name: string): Promise<string | undefined> =>
  (
    await bindings.DB.prepare(
      `SELECT s.status FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
       WHERE p.address = ?1`,
    )
      .bind(at(name))
      .first<{ status: string }>()
  )?.status;

const PAIR = 'List-Unsubscribe=One-Click';
const BOUNDARY = '----mail-program';
const PARTS = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  `--${BOUNDARY}--`,
  '',
].join('\r\n');

const BODIES: readonly [string, string | null, string][] = [
  ['as Gmail sends it', 'application/x-www-form-urlencoded', PAIR],
  ['in parts', `multipart/form-data; boundary=${BOUNDARY}`, PARTS],
  ['with a charset', 'application/x-www-form-urlencoded; charset=UTF-8', PAIR],
  ['without a type', null, PAIR],
  ['empty', 'application/x-www-form-urlencoded', ''],
  ['broken parts', 'multipart/form-data', 'nonsense'],
  ['JSON', 'application/json', '{"List-Unsubscribe":"One-Click"}'],
  ['broken JSON', 'application/json', '{'],
  ['a type of its own', 'text/plain', PAIR],
];

const HOSTILE: readonly [string, Record<string, string>][] = [
  ['from nowhere', {}],
  ['from another origin', { origin: 'https://evil.example', referer: 'https://evil.example/x' }],
  ['from a null origin', { origin: 'null' }],
  ['across sites', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ['with cookies of others', { cookie: 'session=1; csrf=2', authorization: 'Basic eDp5' }],
  ['from a proxy', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }],
];

describe.each(BODIES)('%s', (name, type, body) => {
  it.each(HOSTILE)('%s: 200 at once, no redirect, no cookie', async (where, more) => {
    const id = `${name}-${where}`.replaceAll(/\W+/g, '-');
    const link = await person(id);
    const answer = await request(link, NOW, {
      method: 'POST',
      headers: { ...more, ...(type === null ? {} : { 'content-type': type }) },
      body: new TextEncoder().encode(body),
    });
    expect([
      answer.status,
      answer.headers.get('location'),
      answer.headers.get('set-cookie'),
    ]).toEqual([200, null, null]);
    expect(await status(id)).toBe('left');
  });
});

it('no email is sent after it, even if all are planned and one is being composed', async () => {
  const link = await person('at-once');
  const before = (await mailsTo(at('at-once'))).length;
  const leave = () => post(link, '2027-03-20T10:59:59Z', { 'List-Unsubscribe': 'One-Click' });
  await composing(FIRST_LESSON, leave);
  for (const now of [FIRST_LESSON, '2028-03-13T11:00:00Z', '2028-03-19T11:00:00Z']) await tick(now);
  expect((await mailsTo(at('at-once'))).length).toBe(before);
});

it('is 200 every time, years later, and after erasure', async () => {
  const link = await person('again');
  for (const now of [NOW, NOW, '2028-01-01T00:00:00Z', '2040-01-01T00:00:00Z']) {
    expect((await post(link, now)).status).toBe(200);
  }
  const { id } = (await bindings.DB.prepare('SELECT id FROM subscribers WHERE address = ?1')
    .bind(at('again'))
    .first<{ id: string }>())!;
  await erasePerson(ports(), id);
  expect((await post(link, '2041-01-01T00:00:00Z')).status).toBe(200);
});
