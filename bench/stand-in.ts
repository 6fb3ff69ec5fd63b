/**
 * The benchmark's provider, in a separate process. Keys, limits and responses are those of
 * `scripts/world/provider-core.ts`, but it keeps no emails and parses as little as possible, so
 * that it never limits the Worker.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../scripts/world/http-listen.ts';
import { type HttpAnswer, json, refuse } from '../scripts/world/provider-answers.ts';
import { createKeys } from '../scripts/world/provider-keys.ts';
import { createRateLimit } from '../scripts/world/provider-limits.ts';
import { KEY_HOURS } from '../src/domain/provider.ts';
import type { Seen, Settings } from './provider.ts';

const nothing = (): Seen => ({
  calls: 0,
  mails: 0,
  distinct: 0,
  bytes: 0,
  tooMany: 0,
  refused: 0,
  unreadable: 0,
});

let settings: Settings = { latencyMs: 0, rate: null };
let rate = createRateLimit();
let seen = nothing();
let addresses = new Set<string>();
let keys = createKeys();
let sample: Buffer | null = null;

const { port } = await listen(0, answer);
console.log(JSON.stringify({ port }));
process.stdin.resume().on('end', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { url = '', headers } = request;
  const say = (status: number, text: string, more: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(text);

  if (url === '/_seen') return void say(200, JSON.stringify({ ...seen, distinct: addresses.size }));
  if (url === '/_sample') return void response.end(sample ?? '');
  if (url === '/_reset') {
    settings = JSON.parse(body.toString());
    rate = createRateLimit();
    seen = nothing();
    addresses = new Set();
    keys = createKeys();
    sample = null;
    return void say(200, '{}');
  }
  const { headers: limits, refusal } = rate.count(settings.rate ?? 100_000, Date.now());
  seen.calls++;
  seen.bytes += body.length;
  if (refusal) seen.tooMany++;
  else if (!headers['user-agent'] || !headers.authorization) seen.refused++;
  if (refusal) return void say(refusal.status, refusal.body, { ...limits, ...refusal.headers });
  if (settings.latencyMs > 0) await new Promise((done) => setTimeout(done, settings.latencyMs));
  const { status, body: text } = accept(url, body, headers['idempotency-key']);
  say(status, text, limits);
}

function accept(url: string, body: Buffer, key: string | string[] | undefined): HttpAnswer {
  const hash = key === undefined ? '' : createHash('sha1').update(body).digest('base64');
  const keyed = { scope: `${url} ${key}`, hash };
  const known = key === undefined ? null : keys.known(keyed, Date.now(), KEY_HOURS);
  if (known !== null) {
    if (!known.replayed) seen.refused++;
    return known.answer;
  }
  const found = recipients(body);
  const batch = url === '/emails/batch';
  if (found.length === 0 || (batch ? found.length > 100 : found.length > 1)) {
    seen.unreadable++;
    return refuse('validation_error');
  }
  // Parses a sample in full, to check that the counted bodies are valid JSON.
  if (seen.calls % 50 === 1 && !isReadable(body, found.length)) seen.unreadable++;
  sample ??= body;
  const first = seen.mails;
  seen.mails += found.length;
  for (const address of found) addresses.add(address);
  const ids = found.map((_, index) => ({ id: `bench-${first + index}` }));
  const answer = json(200, batch ? { data: ids } : ids[0]);
  if (key !== undefined) keys.restore(keyed, Date.now(), answer);
  return answer;
}

/** Can't occur within a JSON string, where its quotes would be escaped. */
const MARK = Buffer.from('"to":');

function recipients(body: Buffer): string[] {
  const found: string[] = [];
  for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + 1)) {
    const from = body.indexOf(34, at + MARK.length) + 1;
    found.push(body.toString('latin1', from, body.indexOf(34, from)));
  }
  return found;
}

function isReadable(body: Buffer, mails: number): boolean {
  try {
    const all = [JSON.parse(body.toString())].flat() as { html?: string; text?: string }[];
    return all.length === mails && all.every(({ html, text }) => html && text);
  } catch {
    return false;
  }
}
