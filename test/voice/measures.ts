/** How easy a text is to read, and how much of it is contracted. */

/** Sentences and headings; a block without an end mark is one sentence. */
export const sentencesIn = (text: string): string[] =>
  text
    .replace(/\b(e\.g|i\.e|z\. ?B|d\. ?h|usw|ca|Nr|Dr|St|vs|approx|a\.m|p\.m)\./gi, '$1')
    .split(/(?<=[.!?:;][")”“]?)\s+/)
    .filter((part) => /\p{L}/u.test(part));

export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];

type Language = 'en' | 'de' | 'fr';

/**
 * Flesch's reading ease: 100 is very easy, 60 plain, 30 academic. German by Amstad, French by Kandel
 * and Moles.
 */
export function readingEase(texts: readonly string[], language: Language): number {
  const sentences = texts.flatMap(sentencesIn);
  const words = sentences.flatMap(wordsIn);
  const length = words.length / sentences.length;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word, language), 0);
  const density = syllables / words.length;
  switch (language) {
    case 'de':
      return 180 - length - 58.5 * density;
    case 'fr':
      return 207 - 1.015 * length - 73.6 * density;
    case 'en':
      return 206.835 - 1.015 * length - 84.6 * density;
  }
}

/** Groups of vowels, without a silent e: accurate enough over a whole text. */
function syllablesIn(word: string, language: Language): number {
  const letters = word.toLowerCase().replace(/[^a-zà-ÿ]/g, '');
  const spoken = letters.replace(SILENT[language], '');
  const vowels = language === 'de' ? /ei|ai|au|eu|äu|ie|[aeiouyäöü]/g : /[aeiouyà-ÿ]+/g;
  return Math.max(1, spoken.match(vowels)?.length ?? 1);
}

const SILENT: Readonly<Record<Language, RegExp>> = {
  en: /(?:[^laeiouy]es|[^td]ed|[^l]e)$/,
  de: /(?!)/,
  fr: /(?<=.{2})(?:e|es|ent)$/,
};

/** Two words that are contracted in speech. */
const LONG = [
  /\b(do|does|did|is|are|was|were|will|would|could|should|has|have|had) not\b/gi,
  /\bcan ?not\b/gi,
  /\b(I|you|we|they|it|he|she|there|that|this) will\b(?= \w)/gi,
  /\b(you|we|they) are\b(?= \w)/gi,
  /(?<!\bof )\b(it|there|he|she) is\b(?= \w)/gi,
  // "A link that is sent" and "what is due" are usual in writing.
  /\b(That|What|Here|Who) is\b(?= \w)/g,
  /\bI am\b(?= \w)/g,
  /\blet us\b/gi,
  /\b(I|you|we|they) (have|had) (?=(already |just |never |now )?(\w+ed|been|done|read|seen|sent|made|got|gone|put|taken|written|told|set|found|had|begun|chosen|heard|kept|lost|met|said|shown|spent|stood|thought|won)\b)/gi,
];

const SHORT =
  /\b(\p{L}+n't|\p{L}+'(ll|re|ve|m|d)|(it|that|there|what|he|she|here|who|let)'s)(?!\p{L})/giu;

/** The places that are contracted and those that could be. */
export function contractionsIn(text: string): { short: string[]; long: string[] } {
  const plain = text.replaceAll('’', "'");
  return {
    short: plain.match(SHORT) ?? [],
    long: LONG.flatMap((pattern) => plain.match(pattern) ?? []),
  };
}
