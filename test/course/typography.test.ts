import { expect, it } from 'vitest';
import { curly } from '../../scripts/course/typography.ts';

it.each([
  ['en', `You'll say "hello" ("twice").`, 'You’ll say “hello” (“twice”).'],
  [
    'en',
    `**"Bold"**, "*soft*", 'one' and the students' rooms`,
    '**“Bold”**, “*soft*”, ‘one’ and the students’ rooms',
  ],
  ['de', `Sag "Hallo". Wie geht's?`, 'Sag „Hallo“. Wie geht’s?'],
  ['fr', `L'heure "dite" !`, 'L’heure «\u202fdite\u202f»\u202f!'],
  [
    'fr',
    'Oui ; **non :** « quoi ? » - ![x](y) | :--- |',
    'Oui\u202f; **non\u202f:** «\u202fquoi\u202f?\u202f» - ![x](y) | :--- |',
  ],
  ['it', `l'ora "detta"`, `l'ora "detta"`],
])('in %s, quotes of prose are typographic: %s', (language, text, expected) => {
  expect(curly(text, language)).toBe(expected);
});

it.each([
  '`it\'s "code"`',
  '```\nit\'s "code"\n```',
  `{{#under_P6W}} {{"x"}}`,
  `[a](https://x.example/it's "title")`,
  `<a title="it's">`,
  `https://x.example/it's`,
  '`a ? b : c`',
])('%s stays as it is', (text) => {
  expect(['en', 'fr'].map((language) => curly(text, language))).toEqual([text, text]);
});
