import { createMiddleware } from 'hono/factory';
import type { Input } from '../../domain/parse/sign-up.ts';
import { type AppContext, type AppEnv, speaksJson } from '../shared/context.ts';
import { problem } from '../shared/responses.tsx';

export type Body =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly answer: Response };

/** Far above the size of any form here. */
const MAX_BYTES = 16 * 1024;

/** Rejects a body that is too large before any other processing. */
export const limitBody = createMiddleware<AppEnv>(async (c, next) => {
  const { raw } = c.req;
  const length = raw.headers.get('content-length');
  if (length !== null && !raw.headers.has('transfer-encoding')) {
    return Number(length) > MAX_BYTES ? tooMuch(c) : next();
  }
  if (raw.body === null) return next();
  const body = await readWhole(raw.body);
  if (body === null) return tooMuch(c);
  c.req.raw = new Request(raw, { body });
  return next();
});

const tooMuch = (c: AppContext) => problem(c, 413, (errors) => errors.tooMuch);

/**
 * Null if it is too large. Drains the body: closing early makes the client see a reset instead of
 * the 413. Hono's `bodyLimit` stops at the limit.
 */
async function readWhole(body: ReadableStream<Uint8Array>): Promise<ArrayBuffer | null> {
  const kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= MAX_BYTES) kept.push(chunk);
  }
  return size > MAX_BYTES ? null : new Blob(kept).arrayBuffer();
}

/** Parses a form in either encoding, or a JSON object. */
export async function readBody(c: AppContext): Promise<Body> {
  if (speaksJson(c)) return readJson(c);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (FORMS.includes(type)) return readForm(c);
  const given = type.slice(0, 80) || null;
  return { ok: false, answer: await problem(c, 415, ({ mediaType }) => mediaType(given)) };
}

const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

async function readJson(c: AppContext): Promise<Body> {
  const input: unknown = await c.req.json().catch(() => undefined);
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return { ok: true, input: input as Input };
  }
  return { ok: false, answer: await problem(c, 400, ({ noJson }) => noJson) };
}

async function readForm(c: AppContext): Promise<Body> {
  const input = await c.req.parseBody().catch(() => undefined);
  if (input !== undefined) return { ok: true, input: withSuggestion(input) };
  return { ok: false, answer: await problem(c, 400, ({ brokenForm }) => brokenForm) };
}

/** A button of the form replaces a mistyped address with the one that was probably meant. */
const withSuggestion = ({ use_email, ...input }: Input): Input =>
  use_email === undefined ? input : { ...input, email: use_email };
