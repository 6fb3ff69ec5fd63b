import { expect, test } from 'vitest';
import { catalog } from '../../src/course/catalog.ts';

const lessons = catalog.all
  .filter(({ id }) => catalog.find(id)?.language === 'en')
  .flatMap(({ lessonPages }) => Object.entries(lessonPages));

test.each(lessons)(
  '"%s" can be read after nine years of school',
  (id, { body, task, checklist }) => {
    const html = [body, task, ...checklist.map((step) => `<p>${step.html}</p>`)].join('');
    const grade = gradeOf(textOf(html));
    console.log(`${id}: Flesch-Kincaid grade ${grade.toFixed(1)}`);
    expect(grade).toBeLessThanOrEqual(9);
  },
);

test('the measure tells easy from difficult text', () => {
  expect(gradeOf('The cat sat on the mat. It was warm.')).toBeLessThan(2);
  const hard =
    'Organisational considerations necessitate comprehensive interdepartmental communication, notwithstanding contradictory administrative recommendations.';
  expect(gradeOf(hard)).toBeGreaterThan(15);
});

/** The school grade by Flesch and Kincaid. */
function gradeOf(text: string): number {
  const sentences = text.split(/[.!?\n]+/).filter((part) => /\p{L}/u.test(part)).length;
  const words = text.match(/[\p{L}'’]+/gu) ?? [];
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

/** Groups of vowels without a silent e: accurate enough over a whole text. */
function syllablesIn(word: string): number {
  const plain = word
    .toLowerCase()
    .replace(/[^a-zà-ÿ]/g, '')
    .replace(/(?:[^laeiouy]es|[^td]ed|[^l]e)$/, '');
  return Math.max(1, plain.match(/[aeiouyà-ÿ]+/g)?.length ?? 1);
}

/** A page's text; every block ends a sentence. */
const textOf = (html: string): string =>
  html
    .replace(/<\/(p|li|h\d|blockquote)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#?\w+;/g, ' ');
