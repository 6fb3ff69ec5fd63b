/**
 * Templates as the contents of JSON strings, in bytes. The parts that are the same in every email
 * are escaped and encoded once, then copied, which avoids string concatenation and garbage.
 */
import {
  escapeHtml,
  itemsOf,
  oneLine,
  type Piece,
  type Scope,
  textOf,
} from '../domain/template.ts';

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

/** Fast path: almost every text is plain, with one byte per character. */
export function putText(buffer: JsonBuffer, text: string, { escaped, plain }: Script): void {
  const { size } = buffer;
  const { length } = text;
  reserve(buffer, size + length);
  const { bytes } = buffer;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
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
