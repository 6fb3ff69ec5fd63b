import { beforeAll, describe, expect, test } from 'vitest';
import { findingsIn, hardIn, longIn, uncontractedIn } from './findings.ts';
import { contractionsIn, readingEase } from './measures.ts';
import { ENGLISH, FRENCH, GERMAN } from './phrases.ts';
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
    expect(findingsIn(texts, 'en', ENGLISH)).toEqual([]);
  });

  test('no German text says what the voice rules out', () => {
    expect(findingsIn(texts, 'de', GERMAN)).toEqual([]);
  });

  test('no French text says what the voice rules out', () => {
    expect(findingsIn(texts, 'fr', FRENCH)).toEqual([]);
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

  test.each(['Indique ta date et ton nom.', 'Un mail part.', 'Vous êtes inscrit.', 'Prêt(e) ?'])(
    '"%s" is found',
    (text) => {
      expect(FRENCH.filter(({ pattern }) => pattern.test(text))).toHaveLength(1);
    },
  );

  test('"Votre e-mail est sur le quai de Tours." is fine', () => {
    const text = 'Votre e-mail est sur le quai de Tours.';
    expect(FRENCH.filter(({ pattern }) => pattern.test(text))).toEqual([]);
  });
});

describe('contractions', () => {
  test.each(KINDS)('nine of ten places are contracted: %s', (kind) => {
    expect(uncontractedIn(texts.filter((text) => text.kind === kind))).toEqual([]);
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
  test('every text is easy enough for its readers', () => {
    expect(hardIn(texts)).toEqual([]);
  });

  test('sentences are short', () => {
    expect(longIn(texts)).toEqual([]);
  });

  test('the measure tells easy from difficult text, in each language', () => {
    expect(readingEase(['The cat sat on the mat. It was warm.'], 'en')).toBeGreaterThan(100);
    expect(readingEase(['Der Hund ist da. Er schläft.'], 'de')).toBeGreaterThan(90);
    const hard =
      'Organisational considerations necessitate comprehensive interdepartmental communication, notwithstanding contradictory administrative recommendations.';
    expect(readingEase([hard], 'en')).toBeLessThan(0);
    const schwer =
      'Organisatorische Überlegungen erfordern abteilungsübergreifende Kommunikation ungeachtet widersprüchlicher Verwaltungsempfehlungen.';
    expect(readingEase([schwer], 'de')).toBeLessThan(0);
    expect(readingEase(['Le chat dort. Il a bien chaud.'], 'fr')).toBeGreaterThan(100);
    const dur =
      'Considérations organisationnelles nécessitant communication interdépartementale indépendamment recommandations administratives contradictoires.';
    expect(readingEase([dur], 'fr')).toBeLessThan(0);
  });
});
