/** A message with slots in the place of everything personal, compiled at build. */
export type Template = {
  /** SHA-256 of the other fields, base64url, shortened. */
  readonly hash: string;
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
};

/** Static text, a value, or a part repeated for each item of a list. */
export type Piece = string | Slot | Section;
export type Slot = { readonly slot: string };
export type Section = { readonly section: string; readonly pieces: readonly Piece[] };

/** What fills the slots: texts by name, and a list of values for each section. */
export type Values = { readonly [name: string]: string | readonly Values[] };

/**
 * Writes the pieces with their slots filled. A slot looks in its own section first, then outward.
 * Throws on a slot that has no value: a mail with a hole in it must never leave.
 */
export function fill(
  pieces: readonly Piece[],
  values: Values,
  escaped: (text: string) => string,
): string {
  let out = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      out += piece;
    } else if ('slot' in piece) {
      const value = values[piece.slot];
      if (typeof value !== 'string') throw new Error(`no value for the slot {{${piece.slot}}}`);
      out += escaped(value);
    } else {
      for (const item of itemsOf(piece.section, values)) {
        out += fill(piece.pieces, { ...values, ...item }, escaped);
      }
    }
  }
  return out;
}

/** Every name that the template asks for, in sections too. */
export function namesOf(template: Template): ReadonlySet<string> {
  let names = known.get(template);
  if (names === undefined) {
    names = new Set([template.subject, template.html, template.text].flatMap(namesIn));
    known.set(template, names);
  }
  return names;
}

const known = new WeakMap<Template, ReadonlySet<string>>();

const namesIn = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return 'slot' in piece ? [piece.slot] : [piece.section, ...namesIn(piece.pieces)];
  });

/** For HTML, in text and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** For subjects and plain text: nothing that could start a new line of a header. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** What a section repeats itself for; a list that is not there is empty. */
export function itemsOf(section: string, values: Values): readonly Values[] {
  const items = values[section];
  return Array.isArray(items) ? items : [];
}
