/** The way from lesson three to a sheet on every round of an interview. */
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../src/course/catalog.ts';
import type { CompiledCourse } from '../../../src/course/compiled.ts';

const ROUNDS = ['coding', 'fundamentals', 'design', 'take-home', 'project', 'behavioral', 'talk'];

/** A sheet's headings that a reader looks for, as patterns, by language. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  en: ['What it tests', 'How to practice', 'What a good answer has'],
  de: ['Was geprüft wird', 'Wie du übst', 'Was eine gute (?:Antwort|Lösung) ausmacht'],
};

describe.each(Object.entries(SECTIONS))('in %s', (language, sections) => {
  const course = catalog.find('ml-interviews', language)!;
  const sheets = ROUNDS.map((round) => `round-${round}`);

  test('every round is at most two clicks from lesson three', () => {
    const { body, task } = course.lessonPages['one-week']!;
    const first = linkedFrom(`${task}${body}`);
    const second = first.flatMap((id) => linkedFrom(pageOf(course, id)));
    expect(sheets.filter((id) => ![...first, ...second].includes(id))).toEqual([]);
  });

  test.each(sheets)('%s says what is tested, how to practice and what a good answer has', (id) => {
    const body = pageOf(course, id);
    const short = sections.filter((heading) => wordsUnder(body, heading) < 15);
    expect(short).toEqual([]);
  });
});

const pageOf = ({ pages }: CompiledCourse, id: string): string =>
  pages.find((page) => page.id === id)?.body ?? '';

/** The pages that a text links to. */
const linkedFrom = (html: string): string[] =>
  [...html.matchAll(/href="\/pages\/ml-interviews\/([\w-]+)/g)].map(([, id]) => id!);

function wordsUnder(html: string, heading: string): number {
  const [, section = ''] = html.split(new RegExp(`>${heading}</h2>`));
  const [text = ''] = section.split('<h2');
  return text.replace(/<[^>]+>/g, ' ').match(/\p{L}+/gu)?.length ?? 0;
}
