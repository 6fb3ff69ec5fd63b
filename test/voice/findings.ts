/** What the voice rules out in texts: phrases, missing contractions, hard words, long sentences. */
import { contractionsIn, readingEase, sentencesIn, wordsIn } from './measures.ts';
import type { Phrase } from './phrases.ts';
import type { Kind, Text } from './texts.ts';

/** The places with one of these phrases, with what to write instead. */
export function findingsIn(
  texts: readonly Text[],
  language: Text['language'],
  phrases: readonly Phrase[],
): string[] {
  return texts
    .filter((text) => text.language === language)
    .flatMap((text) =>
      phrases.flatMap(({ pattern, instead }) => {
        const found = pattern.exec(text.text);
        if (!found) return [];
        const from = Math.max(0, found.index - 40);
        const context = text.text.slice(from, found.index + 60);
        return [`${where(text)} "${found[0]}" (${instead}): … ${context} …`];
      }),
    );
}

/** The places without contractions if they are over a tenth of all, else none. */
export function uncontractedIn(texts: readonly Text[]): string[] {
  const found = texts
    .filter((text) => text.language === 'en' && !isLegal(text))
    .map((text) => ({ text, ...contractionsIn(text.text) }));
  const short = found.flatMap((one) => one.short).length;
  const long = found.flatMap(({ text, long }) => long.map((words) => `${where(text)} "${words}"`));
  return long.length > (short + long.length) / 10 ? long : [];
}

/** Legal text may say "does not". */
const isLegal = ({ file }: Text): boolean => /privacy|LICENSE/.test(file);

/** The files whose prose is too hard for their readers. */
export const hardIn = (texts: readonly Text[]): string[] =>
  proseByFile(texts).flatMap(({ file, first, prose }) => {
    const ease = readingEase(prose, first.language);
    const limit = limitOf(first);
    return ease < limit ? [`${file}: reading ease ${ease.toFixed(0)}, under ${limit}`] : [];
  });

/** The files whose sentences are long on average, and the sentences that are too long. */
export function longIn(texts: readonly Text[]): string[] {
  const means = proseByFile(texts).flatMap(({ file, prose }) => {
    const sentences = prose.flatMap(sentencesIn);
    const mean = sentences.flatMap(wordsIn).length / sentences.length;
    return mean > LONGEST_MEAN ? [`${file}: ${mean.toFixed(1)} words a sentence`] : [];
  });
  const long = texts
    .filter(({ isProse }) => isProse)
    .flatMap((text) =>
      sentencesIn(text.text)
        .filter((sentence) => wordsIn(sentence).length > LONGEST_SENTENCE)
        .map((sentence) => `${where(text)} ${wordsIn(sentence).length} words: ${sentence}`),
    );
  return [...means, ...long];
}

/** The lowest reading ease of a file's prose. */
const EASE: Readonly<Record<Kind, Readonly<Record<Text['language'], number>>>> = {
  course: { en: 70, de: 55, fr: 65 },
  interface: { en: 80, de: 70, fr: 75 },
  docs: { en: 60, de: 60, fr: 60 },
  commands: { en: 60, de: 60, fr: 60 },
};
const LESSON_EASE = { en: 80, de: 70, fr: 75 };
const LONGEST_SENTENCE = 30;
const LONGEST_MEAN = 14;

const limitOf = ({ file, kind, language }: Text): number =>
  (/\/(lessons|messages)\//.test(file) ? LESSON_EASE : EASE[kind])[language];

/** Files with fewer words are not measured: one long name would decide. */
const FEWEST_WORDS = 60;

function proseByFile(texts: readonly Text[]) {
  return [...Map.groupBy(texts, ({ file }) => file)]
    .map(([file, own]) => ({
      file,
      first: own[0]!,
      prose: own.filter(({ isProse }) => isProse).map(({ text }) => text),
    }))
    .filter(({ prose }) => prose.flatMap(wordsIn).length >= FEWEST_WORDS);
}

const where = ({ file, line }: Text): string => (line > 0 ? `${file}:${line}` : file);
