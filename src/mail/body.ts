/** Encodes the request body of a call. The same messages always give the same bytes. */
import {
  escapeHtml,
  itemsOf,
  oneLine,
  type Piece,
  type Scope,
  settle,
  sharedBy,
  type Template,
  textOf,
  type Values,
} from '../domain/template.ts';
import type { Message, OutgoingCall } from './provider.ts';

/** Overwrites the buffer with the body of a call. Throws if a slot has no value. */
export function writeBody(buffer: JsonBuffer, { batch, messages }: OutgoingCall): void {
  buffer.size = 0;
  const parts = partsOf(messages);
  if (!batch) {
    putMessage(buffer, messages[0]!, parts);
    return;
  }
  messages.forEach((message, index) => {
    putBytes(buffer, index === 0 ? JSON_BYTES.open : JSON_BYTES.next);
    putMessage(buffer, message, parts);
    // The emails of a call are about the same size: reserve room for all of them at once.
    if (index === 0) reserve(buffer, Math.ceil(buffer.size * messages.length * 1.05));
  });
  putBytes(buffer, JSON_BYTES.close);
}

function putMessage(buffer: JsonBuffer, message: Message, parts: Map<Template, Compiled>): void {
  const scope = { values: message.values, outer: null };
  const { subject, html, text, feedback } = parts.get(message.template)!;
  putBytes(buffer, JSON_BYTES.from);
  putText(buffer, message.from, AS_IS);
  putBytes(buffer, JSON_BYTES.to);
  putText(buffer, message.to, AS_IS);
  putBytes(buffer, JSON_BYTES.replyTo);
  putText(buffer, message.replyTo, AS_IS);
  putBytes(buffer, JSON_BYTES.subject);
  putSteps(buffer, subject, scope, LINE);
  putBytes(buffer, JSON_BYTES.html);
  putSteps(buffer, html, scope, HTML);
  putBytes(buffer, JSON_BYTES.text);
  putSteps(buffer, text, scope, LINE);
  putBytes(buffer, JSON_BYTES.headers);
  if (message.unsubscribe !== null) {
    putBytes(buffer, JSON_BYTES.unsubscribe);
    putText(buffer, message.unsubscribe, AS_IS);
    putBytes(buffer, JSON_BYTES.oneClick);
    putText(buffer, message.list ?? '', AS_IS);
    putBytes(buffer, feedback);
    putText(buffer, message.delivery, AS_IS);
    putBytes(buffer, JSON_BYTES.quote);
  }
  putBytes(buffer, JSON_BYTES.delivery);
  putText(buffer, message.delivery, AS_IS);
  putBytes(buffer, JSON_BYTES.end);
}

const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);

/** The JSON between the parts of an email, with the provider's field names. */
const JSON_BYTES = {
  open: bytes('['),
  next: bytes(','),
  close: bytes(']'),
  from: bytes('{"from":"'),
  to: bytes('","to":["'),
  replyTo: bytes('"],"reply_to":"'),
  subject: bytes('","subject":"'),
  html: bytes('","html":"'),
  text: bytes('","text":"'),
  headers: bytes('","headers":{'),
  unsubscribe: bytes('"List-Unsubscribe":"<'),
  // Automatic replies are not wanted (RFC 3834, Exchange).
  oneClick: bytes(
    '>","List-Unsubscribe-Post":"List-Unsubscribe=One-Click","Auto-Submitted":"auto-generated",' +
      '"X-Auto-Response-Suppress":"All","List-Id":"<',
  ),
  quote: bytes('"'),
  delivery: bytes('},"tags":[{"name":"delivery","value":"'),
  end: bytes('"}]}'),
};

type Compiled = {
  readonly subject: Steps;
  readonly html: Steps;
  readonly text: Steps;
  /** JSON from the end of `List-Id` to the id by which Gmail keeps threads apart. */
  readonly feedback: Uint8Array;
};

const WORTH_SETTLING = 5;

/** With the values filled in that many emails of a call share: fewer, longer steps. */
function partsOf(messages: readonly Message[]): Map<Template, Compiled> {
  const parts = new Map<Template, Compiled>();
  for (const [template, some] of Map.groupBy(messages, (message) => message.template)) {
    const isFew = some.length < WORTH_SETTLING;
    const shared = (): Values => sharedBy(some.map(({ values }) => values));
    parts.set(template, isFew ? compiled(template) : compiledWith(template, shared()));
  }
  return parts;
}

/** Compiled on first use and kept for the lifetime of the isolate. */
function compiled(template: Template): Compiled {
  const parts = known.get(template) ?? compiledWith(template, {});
  known.set(template, parts);
  return parts;
}

const known = new WeakMap<Template, Compiled>();

const compiledWith = (template: Template, values: Values): Compiled => ({
  subject: compile(settle(template.subject, values, oneLine)),
  html: compile(settle(template.html, values, escapeHtml)),
  text: compile(settle(template.text, values, oneLine)),
  // Spam reports are counted by message and course, never by person.
  feedback: bytes(
    `>","Feedback-ID":"${template.message}:${template.course}:milepost","X-Entity-Ref-ID":"`,
  ),
});

// Templates as the contents of JSON strings, in bytes. The parts that are the same in every email
// are escaped and encoded once, then copied, which avoids string concatenation and garbage.

/** A byte buffer that grows as it is written. */
export type JsonBuffer = { bytes: Uint8Array<ArrayBuffer>; size: number };

/**
 * A compiled part of a template. All steps have the same shape, so that engines can keep property
 * access monomorphic.
 */
export type Steps = readonly Step[];
type Step = {
  readonly does: 'copy' | 'fill' | 'repeat';
  /** The bytes to copy. */
  readonly bytes: Uint8Array;
  /** The slot to fill or the section to repeat. */
  readonly name: string;
  readonly steps: Steps;
};

/** How a text is escaped before it becomes JSON, and which characters neither escaping changes. */
export type Script = {
  readonly escaped: (text: string) => string;
  readonly plain: Uint8Array;
};

const script = (escaped: (text: string) => string): Script => ({
  escaped,
  plain: Uint8Array.from({ length: 128 }, (_, code) => {
    const character = String.fromCharCode(code);
    return Number(JSON.stringify(escaped(character)) === `"${character}"`);
  }),
});

export const HTML = script(escapeHtml);
export const LINE = script(oneLine);
export const AS_IS = script((text) => text);

export const newBuffer = (): JsonBuffer => ({ bytes: new Uint8Array(64 * 1024), size: 0 });

export const compile = (pieces: readonly Piece[]): Steps =>
  pieces.map((piece): Step => {
    if (typeof piece === 'string') {
      return { does: 'copy', bytes: jsonBytes(piece), name: '', steps: [] };
    }
    if ('slot' in piece) return { does: 'fill', bytes: NOTHING, name: piece.slot, steps: [] };
    const { section, pieces: inner } = piece;
    return { does: 'repeat', bytes: NOTHING, name: section, steps: compile(inner) };
  });

const NOTHING = new Uint8Array();

/**
 * Writes the result of `fill` in `domain/template.ts` as JSON. Like `fill`, throws on a slot
 * without a value.
 */
export function putSteps(buffer: JsonBuffer, steps: Steps, scope: Scope, script: Script): void {
  for (const { does, bytes, name, steps: inner } of steps) {
    if (does === 'copy') putBytes(buffer, bytes);
    else if (does === 'fill') putText(buffer, textOf(name, scope), script);
    else {
      for (const values of itemsOf(name, scope)) {
        putSteps(buffer, inner, { values, outer: scope }, script);
      }
    }
  }
}

export function putBytes(buffer: JsonBuffer, bytes: Uint8Array): void {
  const { size } = buffer;
  reserve(buffer, size + bytes.length);
  buffer.bytes.set(bytes, size);
  buffer.size = size + bytes.length;
}

/** Texts have many hidden classes, so looking the method up for each character is slow. */
const { charCodeAt } = String.prototype;

/** Fast path: almost every text is plain, with one byte per character. */
export function putText(buffer: JsonBuffer, text: string, { escaped, plain }: Script): void {
  const { size } = buffer;
  const { length } = text;
  reserve(buffer, size + length);
  const { bytes } = buffer;
  for (let index = 0; index < length; index++) {
    const code = charCodeAt.call(text, index);
    if (code > 127 || plain[code] === 0) {
      putBytes(buffer, jsonBytes(escaped(text)));
      return;
    }
    bytes[size + index] = code;
  }
  buffer.size = size + length;
}

/** Ensures a capacity of `size` bytes. */
export function reserve(buffer: JsonBuffer, size: number): void {
  if (size <= buffer.bytes.length) return;
  const bytes = new Uint8Array(Math.max(size, buffer.bytes.length * 2));
  bytes.set(buffer.bytes.subarray(0, buffer.size));
  buffer.bytes = bytes;
}

const encoder = new TextEncoder();

/** A text as JSON without the quotes; a lone surrogate is escaped, as `\\ud83d`. */
export const jsonBytes = (text: string): Uint8Array =>
  encoder.encode(JSON.stringify(text).slice(1, -1));

/** The number of calls that one run makes at once. */
const KEPT = 6;

const spare: JsonBuffer[] = [];

export const takeBuffer = (): JsonBuffer => spare.pop() ?? newBuffer();

/**
 * Call only after a 2xx: after a timeout the request may still be reading the buffer, and reusing
 * it would send another call's emails under this call's idempotency key.
 */
export function releaseBuffer(buffer: JsonBuffer): void {
  if (spare.length < KEPT) spare.push(buffer);
}
