import Mustache from 'mustache';
import type { Piece } from '../../src/domain/template.ts';

/** Parses a mustache template into pieces: static text, slots and sections. */
export function parsePieces(template: string): Piece[] {
  return fromTokens(Mustache.parse(template) as Token[]);
}

/** The size of the parts that do not depend on a reader, in bytes. */
export function staticSize(pieces: readonly Piece[]): number {
  return pieces.reduce((size, piece) => {
    if (typeof piece === 'string') return size + Buffer.byteLength(piece);
    return size + ('section' in piece ? staticSize(piece.pieces) : 0);
  }, 0);
}

type Token = [kind: string, value: string, start: number, end: number, inner?: Token[]];

function fromTokens(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [kind, value, , , inner] of tokens) {
    const last = pieces.at(-1);
    if (kind === 'text' && typeof last === 'string') pieces[pieces.length - 1] = last + value;
    else if (kind === 'text') pieces.push(value);
    else if (kind === 'name') pieces.push({ slot: value });
    else if (kind === '#') pieces.push({ section: value, pieces: fromTokens(inner ?? []) });
    else throw new Error(`a template can't contain the tag {{${kind}${value}}}`);
  }
  return pieces;
}
