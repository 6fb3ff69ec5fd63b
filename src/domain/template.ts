/** A message with slots for everything personal, compiled at build time. */
export type Template = {
  /** SHA-256 of the other fields, base64url, shortened. */
  readonly hash: string;
  /** The course and message that it belongs to, for the headers of its emails. */
  readonly course: string;
  readonly message: string;
  readonly subject: readonly Piece[];
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
  /** Texts that its values may have, such as the titles of the course's lessons. */
  readonly known?: readonly string[];
};

/** Static text, a value, or a part repeated for each item of a list. */
export type Piece = string | Slot | Section;
export type Slot = { readonly slot: string };
export type Section = { readonly section: string; readonly pieces: readonly Piece[] };

/** Values for the slots: texts by name, and a list of values for each section. */
export type Values = { readonly [name: string]: string | readonly Values[] };

/** Renders the pieces with their slots filled. Throws on a slot without a value. */
export const fill = (
  pieces: readonly Piece[],
  values: Values,
  escaped: (text: string) => string,
): string => fillIn(pieces, { values, outer: null }, escaped);

function fillIn(pieces: readonly Piece[], scope: Scope, escaped: (text: string) => string): string {
  let out = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') out += piece;
    else if ('slot' in piece) out += escaped(textOf(piece.slot, scope));
    else {
      for (const values of itemsOf(piece.section, scope)) {
        out += fillIn(piece.pieces, { values, outer: scope }, escaped);
      }
    }
  }
  return out;
}

/** Where a slot's value is looked up: in its own section first, then outward. */
export type Scope = { readonly values: Values; readonly outer: Scope | null };

/** The value of a slot. Throws if there is none, so that no email is sent with a gap in it. */
export function textOf(slot: string, scope: Scope): string {
  const value = find(slot, scope);
  if (typeof value !== 'string') throw new Error(`no value for the slot {{${slot}}}`);
  return value;
}

/** The items of a section; a missing list is empty. */
export function itemsOf(section: string, scope: Scope): readonly Values[] {
  const items = find(section, scope);
  return Array.isArray(items) ? items : [];
}

function find(name: string, scope: Scope): Values[string] | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const value = at.values[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The values that are the same in all of these, without halves of a surrogate pair. */
export function sharedBy(all: readonly Values[]): Values {
  const [first = {}, ...others] = all;
  const shared = Object.entries(first).filter(
    ([name, value]) => isWhole(value) && others.every((values) => isSame(value, values[name])),
  );
  return Object.fromEntries(shared);
}

/** A half that is joined with another one becomes a character: other bytes than apart. */
const isWhole = (value: Values[string]): boolean =>
  typeof value === 'string'
    ? value.isWellFormed()
    : value.every((item) => Object.values(item).every(isWhole));

function isSame(one: Values[string], other: Values[string] | undefined): boolean {
  if (one === other) return true;
  if (typeof one === 'string' || typeof other !== 'object') return false;
  return one.length === other.length && one.every((values, index) => equals(values, other[index]!));
}

function equals(one: Values, other: Values): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => isSame(one[name]!, other[name]));
}

/**
 * The pieces with the slots and sections that `values` have filled in. Filling the result with all
 * values of an email gives the same text. A name that is missing in `values` stays.
 */
export const settle = (
  pieces: readonly Piece[],
  values: Values,
  escaped: (text: string) => string,
): Piece[] => joined(settleIn(pieces, { values, outer: null }, escaped));

const settleIn = (
  pieces: readonly Piece[],
  scope: Scope,
  escaped: (text: string) => string,
): Piece[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string') return piece;
    const value = find('slot' in piece ? piece.slot : piece.section, scope);
    if ('slot' in piece) return typeof value === 'string' ? escaped(value) : piece;
    if (!Array.isArray(value)) return piece;
    return value.flatMap((values) => settleIn(piece.pieces, { values, outer: scope }, escaped));
  });

const joined = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
    return all;
  }, []);

/** Every name that the template uses, including those in sections. */
export function namesOf(template: Template): ReadonlySet<string> {
  let names = known.get(template);
  if (names === undefined) {
    names = new Set([template.subject, template.html, template.text].flatMap(namesIn));
    known.set(template, names);
  }
  return names;
}

const known = new WeakMap<Template, ReadonlySet<string>>();

/** In order; a name may occur several times. */
export const namesIn = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return 'slot' in piece ? [piece.slot] : [piece.section, ...namesIn(piece.pieces)];
  });

/** For HTML, in text and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** For subjects and plain text: removes characters that could start a new header line. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
