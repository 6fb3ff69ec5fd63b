import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog } from '../../src/course/catalog.ts';
import { fromStored, toStored } from '../../src/domain/stored-values.ts';
import {
  fill,
  namesOf,
  type Piece,
  type Template,
  type Values,
} from '../../src/domain/template.ts';

const templates = catalog.templates();
/** Some are of other templates. */
const known = templates.flatMap((template) => template.known ?? []);

/** Values for some of these names, and for one that is in no template. */
const valuesFor = (names: readonly string[], depth = 2): fc.Arbitrary<Values> => {
  const item: fc.Arbitrary<Values> = depth === 0 ? fc.constant({}) : valuesFor(names, depth - 1);
  const text = fc.oneof(fc.string(), fc.constantFrom(...known));
  const value = fc.oneof(text, fc.array(item, { maxLength: 2 }));
  return fc.dictionary(fc.constantFrom(...names, 'change'), value, { maxKeys: 12 });
};

it('an email filled from its stored values is the same', () => {
  const some = fc
    .constantFrom(...templates)
    .chain((template) => fc.tuple(fc.constant(template), valuesFor([...namesOf(template)])));
  fc.assert(
    fc.property(some, ([template, values]) => {
      const stored = JSON.parse(JSON.stringify(toStored(template, values)));
      const again = fromStored(template, stored);
      expect(again.change).toEqual(values.change);
      for (const pieces of [template.subject, template.html, template.text]) {
        expect(filled(pieces, again)).toBe(filled(pieces, values));
      }
    }),
  );
});

function filled(pieces: readonly Piece[], values: Values): string {
  try {
    return fill(pieces, values, (text) => text);
  } catch (error) {
    return String(error);
  }
}

it('names and known texts are not stored, and missing values are counted', () => {
  const template: Template = {
    ...{ hash: 'h', course: 'c', message: 'm', subject: [{ slot: 'greeting' }], text: [] },
    known: ['One', 'Two'],
    html: [
      { slot: 'countdown' },
      { section: 'plan', pieces: [{ slot: 'title' }, { section: 'notes', pieces: [] }] },
      { slot: 'signed_up_on' },
    ],
  };
  const values = {
    ...{ greeting: 'Hello,', signed_up_on: 'May 1', confirm_until: '7' },
    plan: [{ title: 'One', notes: [{}] }, { title: 'Two' }, { title: 'Three' }],
  };
  const stored = ['Hello,', 1, [[-1, [[]]], [-2], ['Three']], 2, 'May 1', { confirm_until: '7' }];
  expect(toStored(template, values)).toEqual(stored);
  expect(fromStored(template, stored)).toEqual(values);
});
