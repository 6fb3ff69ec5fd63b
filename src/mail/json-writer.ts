/**
 * Templates as the inside of JSON strings, in bytes: what is the same in every mail is escaped and
 * encoded once, and then only copied. Nothing is joined, and nothing is left for a garbage collector.
 */
import {
  escapeHtml,
  itemsOf,
  oneLine,
  type Piece,
  type Scope,
  textOf,
} from '../domain/template.ts';

/** Bytes being written, in a buffer that grows. */
export type JsonBuffer = { bytes: Uint8Array<ArrayBuffer>; size: number };

/** A compiled part of a template. All steps have one shape, which engines read fastest. */
export type Steps = readonly Step[];
type Step = {
  readonly does: 'copy' | 'fill' | 'repeat';
  /** What is copied. */
  readonly bytes: Uint8Array;
  /** The slot that is filled, or the section that is repeated. */
  readonly name: string;
  readonly steps: Steps;
};

/** How texts are escaped before they become JSON, and which characters both leave alone. */
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

/** What `fill` of `domain/template.ts` writes, as JSON. Throws as it does on a slot without value. */
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

/** Almost every text is plain, and then a byte a character. */
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

/** Makes room for `size` bytes in all. */
export function reserve(buffer: JsonBuffer, size: number): void {
  if (size <= buffer.bytes.length) return;
  const bytes = new Uint8Array(Math.max(size, buffer.bytes.length * 2));
  bytes.set(buffer.bytes.subarray(0, buffer.size));
  buffer.bytes = bytes;
}

const encoder = new TextEncoder();

/** A text as JSON has it, without the quotes; a lone surrogate is escaped, as `\\ud83d`. */
export const jsonBytes = (text: string): Uint8Array =>
  encoder.encode(JSON.stringify(text).slice(1, -1));
