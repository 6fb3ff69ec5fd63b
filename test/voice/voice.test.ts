import { beforeAll, describe, expect, test } from 'vitest';
import { contractionsIn, readingEase, sentencesIn, wordsIn } from './measures.ts';
import { ENGLISH, GERMAN, type Phrase } from './phrases.ts';
import { everyText, type Kind, type Text } from './texts.ts';

let texts: Text[];
beforeAll(async () => {
  texts = await everyText();
});

const KINDS: readonly Kind[] = ['course', 'interface', 'docs', 'commands'];

test.each(KINDS)('texts are found: %s', (kind) => {
  const own = texts.filter((text) => text.kind === kind);
  expect(own.length).toBeGreaterThan(100);
});

describe('phrases', () => {
  test('no English text says what the voice rules out', () => {
    expect(findingsIn('en', ENGLISH)).toEqual([]);
  });

  test('no German text says what the voice rules out', () => {
    expect(findingsIn('de', GERMAN)).toEqual([]);
  });

  test.each([
    ['A mail is on its way', 'email'],
    ['let the refusals be your gauge', 'rejection'],
    ['The wrong one lapses by itself', 'expires'],
    ['That lesson leaves on Monday', 'is sent'],
    ['You can take it back for a day', 'undo, cancel'],
    ['Give a date', 'enter, choose'],
  ])('"%s" is found', (text, instead) => {
    const found = ENGLISH.filter(({ pattern }) => pattern.test(text));
    expect(found.map((phrase) => phrase.instead)).toEqual([instead]);
  });

  test.each([
    'We’ve emailed you from Apple Mail, and the domain has no mail server.',
    'He left at nine. Leave the course. It takes ten minutes to get back.',
    'They give an example.',
  ])('"%s" is fine', (text) => {
    expect(ENGLISH.filter(({ pattern }) => pattern.test(text))).toEqual([]);
  });

  test.each(['Wähl einen Tag.', 'Geh zurück und drück den Knopf.', 'In jeder Mail steht er.'])(
    '"%s" is found',
    (text) => {
      expect(GERMAN.filter(({ pattern }) => pattern.test(text))).toHaveLength(1);
    },
  );

  test.each([
    'Wähle einen Tag.',
    'In der E-Mail steht er.',
    'Frage nach: Die Bestätigungsmail fehlt.',
  ])('"%s" is fine', (text) => {
    expect(GERMAN.filter(({ pattern }) => pattern.test(text))).toEqual([]);
  });
});

describe('contractions', () => {
  /** Legal text may say "does not". */
  const isLegal = ({ file }: Text): boolean => /privacy|LICENSE/.test(file);

  test.each(KINDS)('nine of ten places are contracted: %s', (kind) => {
    const own = texts.filter((text) => text.kind === kind && text.language === 'en');
    const found = own
      .filter((text) => !isLegal(text))
      .map((text) => ({ text, ...contractionsIn(text.text) }));
    const short = found.flatMap((one) => one.short).length;
    const long = found.flatMap(({ text, long }) =>
      long.map((words) => `${where(text)} "${words}"`),
    );
    expect(long.length > (short + long.length) / 10 ? long : []).toEqual([]);
  });

  test.each([
    ['We do not send it. You will see.', 0, 2],
    ["We don't send it. You'll see that it's off.", 3, 0],
    ['You have sent it. You have two days. That is what it is.', 0, 2],
  ])('"%s"', (text, short, long) => {
    const found = contractionsIn(text);
    expect([found.short.length, found.long.length]).toEqual([short, long]);
  });
});

describe('reading', () => {
  /** The lowest reading ease of a file's prose (Flesch; German by Amstad). */
  const EASE: Readonly<Record<Kind, Readonly<Record<Text['language'], number>>>> = {
    course: { en: 70, de: 55 },
    interface: { en: 80, de: 70 },
    docs: { en: 60, de: 60 },
    commands: { en: 60, de: 60 },
  };
  const LESSON_EASE = { en: 80, de: 70 };
  const LONGEST_SENTENCE = 30;
  const LONGEST_MEAN = 14;

  const limitOf = ({ file, kind, language }: Text): number =>
    (/\/(lessons|messages)\//.test(file) ? LESSON_EASE : EASE[kind])[language];

  test('every text is easy enough for its readers', () => {
    const hard = proseByFile().flatMap(({ file, first, prose }) => {
      const ease = readingEase(prose, first.language);
      const limit = limitOf(first);
      return ease < limit ? [`${file}: reading ease ${ease.toFixed(0)}, under ${limit}`] : [];
    });
    expect(hard).toEqual([]);
  });

  test(`sentences have ${LONGEST_MEAN} words on average at most, and never over ${LONGEST_SENTENCE}`, () => {
    const means = proseByFile().flatMap(({ file, prose }) => {
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
    expect([...means, ...long]).toEqual([]);
  });

  test('the measure tells easy from difficult text, in both languages', () => {
    expect(readingEase(['The cat sat on the mat. It was warm.'], 'en')).toBeGreaterThan(100);
    expect(readingEase(['Der Hund ist da. Er schläft.'], 'de')).toBeGreaterThan(90);
    const hard =
      'Organisational considerations necessitate comprehensive interdepartmental communication, notwithstanding contradictory administrative recommendations.';
    expect(readingEase([hard], 'en')).toBeLessThan(0);
    const schwer =
      'Organisatorische Überlegungen erfordern abteilungsübergreifende Kommunikation ungeachtet widersprüchlicher Verwaltungsempfehlungen.';
    expect(readingEase([schwer], 'de')).toBeLessThan(0);
  });

  /** Files with fewer words are not measured: one long name would decide. */
  const FEWEST_WORDS = 60;

  function proseByFile() {
    return [...Map.groupBy(texts, ({ file }) => file)]
      .map(([file, own]) => ({
        file,
        first: own[0]!,
        prose: own.filter(({ isProse }) => isProse).map(({ text }) => text),
      }))
      .filter(({ prose }) => prose.flatMap(wordsIn).length >= FEWEST_WORDS);
  }
});

const where = ({ file, line }: Text): string => (line > 0 ? `${file}:${line}` : file);

function findingsIn(language: Text['language'], phrases: readonly Phrase[]): string[] {
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
