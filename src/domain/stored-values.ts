/** An email's values as they are stored: without their names, which its template knows. */
import { namesIn, type Piece, type Section, type Template, type Values } from './template.ts';

/**
 * Texts and lists in the order of the template's names. A number above 0 stands for that many names
 * without a value, one below 0 for a text that the template knows. An object at the end has the
 * values of names that are not in the template: data for signing its links.
 */
export type StoredValues = readonly StoredValue[];
type StoredValue = string | number | readonly StoredValues[] | Values;

export function toStored(template: Template, values: Values): StoredValues {
  const { scope, places } = shapeOf(template);
  const stored = listed(scope, places, values);
  const count = stored.filter((value) => typeof value !== 'number' || value < 0).length;
  const others = Object.keys(values).length > count;
  return others ? [...stored, withoutThese(scope.names, values)] : stored;
}

/** The values by name. */
export const fromStored = (template: Template, stored: StoredValues): Values =>
  named(shapeOf(template).scope, template.known ?? [], stored);

/** The names in a part of a template, and for each section what its items may contain. */
type Scope = { readonly names: readonly string[]; readonly inner: readonly (Scope | null)[] };

type Shape = {
  readonly scope: Scope;
  /** The numbers that stand for the texts that the template knows. */
  readonly places: ReadonlyMap<string, number>;
};

const shapes = new WeakMap<Template, Shape>();

function shapeOf(template: Template): Shape {
  let shape = shapes.get(template);
  if (shape === undefined) {
    const scope = scopeIn([...template.subject, ...template.html, ...template.text]);
    shape = { scope, places: new Map(template.known?.map((text, index) => [text, -1 - index])) };
    shapes.set(template, shape);
  }
  return shape;
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

function listed({ names, inner }: Scope, places: Shape['places'], values: Values): StoredValue[] {
  const stored: StoredValue[] = [];
  let missing = 0;
  for (let i = 0; i < names.length; i++) {
    const value = values[names[i]!];
    if (value === undefined) missing++;
    else {
      if (missing > 0) stored.push(missing);
      missing = 0;
      const scope = inner[i];
      if (typeof value === 'string') stored.push(places.get(value) ?? value);
      else stored.push(scope ? value.map((item) => listed(scope, places, item)) : []);
    }
  }
  return stored;
}

const withoutThese = (names: readonly string[], values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

function named({ names, inner }: Scope, known: readonly string[], stored: StoredValues): Values {
  const values: { [name: string]: Values[string] } = {};
  let at = 0;
  for (const value of stored) {
    if (typeof value === 'number' && value > 0) at += value;
    else if (typeof value === 'number') values[names[at++]!] = known[-1 - value]!;
    else if (typeof value === 'string') values[names[at++]!] = value;
    else if (isList(value)) {
      const scope = inner[at];
      values[names[at++]!] = scope ? value.map((item) => named(scope, known, item)) : [];
    } else Object.assign(values, value);
  }
  return values;
}

const isList = (value: readonly StoredValues[] | Values): value is readonly StoredValues[] =>
  Array.isArray(value);
