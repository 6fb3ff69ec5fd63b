/** An email's values as they are stored: without their names, which its template knows. */
import { namesIn, type Piece, type Section, type Template, type Values } from './template.ts';

/**
 * Texts and lists in the order of the template's names; a number stands for that many names without
 * a value. An object at the end has the values of names that are not in the template: data for
 * signing its links.
 */
export type StoredValues = readonly StoredValue[];
type StoredValue = string | number | readonly StoredValues[] | Values;

export function toStored(template: Template, values: Values): StoredValues {
  const { names, inner } = scopeOf(template);
  const stored = listed(names, inner, values);
  const texts = stored.filter((value) => typeof value !== 'number').length;
  const others = Object.keys(values).length > texts;
  return others ? [...stored, withoutThese(names, values)] : stored;
}

/** The values by name. */
export const fromStored = (template: Template, stored: StoredValues): Values =>
  named(scopeOf(template), stored);

/** The names in a part of a template, and for each section what its items may contain. */
type Scope = { readonly names: readonly string[]; readonly inner: readonly (Scope | null)[] };

const known = new WeakMap<Template, Scope>();

function scopeOf(template: Template): Scope {
  let scope = known.get(template);
  if (scope === undefined) {
    scope = scopeIn([...template.subject, ...template.html, ...template.text]);
    known.set(template, scope);
  }
  return scope;
}

/** A section may occur several times, each with its own slots. */
function scopeIn(pieces: readonly Piece[]): Scope {
  const names = [...new Set(namesIn(pieces))];
  const sections = Map.groupBy(sectionsIn(pieces), ({ section }) => section);
  const inner = names.map((name) => {
    const parts = sections.get(name);
    return parts ? scopeIn(parts.flatMap((part) => part.pieces)) : null;
  });
  return { names, inner };
}

const sectionsIn = (pieces: readonly Piece[]): Section[] =>
  pieces.flatMap((piece) =>
    typeof piece !== 'string' && 'section' in piece ? [piece, ...sectionsIn(piece.pieces)] : [],
  );

function listed(names: Scope['names'], inner: Scope['inner'], values: Values): StoredValue[] {
  const stored: StoredValue[] = [];
  let missing = 0;
  for (let i = 0; i < names.length; i++) {
    const value = values[names[i]!];
    if (value === undefined) missing++;
    else {
      if (missing > 0) stored.push(missing);
      missing = 0;
      const scope = inner[i];
      if (typeof value === 'string') stored.push(value);
      else stored.push(scope ? value.map((item) => listed(scope.names, scope.inner, item)) : []);
    }
  }
  return stored;
}

const withoutThese = (names: readonly string[], values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

function named({ names, inner }: Scope, stored: StoredValues): Values {
  const values: { [name: string]: Values[string] } = {};
  let at = 0;
  for (const value of stored) {
    if (typeof value === 'number') at += value;
    else if (typeof value === 'string') values[names[at++]!] = value;
    else if (isList(value)) {
      const scope = inner[at];
      values[names[at++]!] = scope ? value.map((item) => named(scope, item)) : [];
    } else Object.assign(values, value);
  }
  return values;
}

const isList = (value: readonly StoredValues[] | Values): value is readonly StoredValues[] =>
  Array.isArray(value);
