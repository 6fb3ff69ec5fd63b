import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { FIVE, LIVES, type Life, livesIn, written } from '../../../scripts/in-process/lives.ts';
import { catalog } from '../../../src/course/catalog.ts';
import { DAY } from '../../../src/domain/time.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Around every distance at which a text or a step changes. */
const DISTANCES = [...FIVE, 85, 43, 41, 8, 3];

describe.each(Object.entries(LIVES))('the emails of a life, language %s', (language, file) => {
  let lives: readonly Life[];
  beforeAll(async () => {
    lives = await livesIn(language, DISTANCES);
  });

  it('are written down as they are sent', () => {
    const five = lives.filter(({ days }) => FIVE.includes(days));
    const fresh = written(five, language).split('\n');
    const kept = readFileSync(join(ROOT, file), 'utf8').split('\n');
    const line = fresh.findIndex((text, index) => text !== kept[index]);
    const isStale = line >= 0 || kept.length !== fresh.length;
    expect(isStale && `${file}:${line + 1} is stale: run npm run lives`).toBe(false);
  });

  it('ask for nothing that takes longer than the time left', () => {
    expect(lives.flatMap(({ emails }) => emails).length).toBeGreaterThan(50);
    const titles = catalog.find('ml-interviews', language)!.lessons.map(({ title }) => title);
    expect(lives.flatMap((life) => tooLong(life, titles))).toEqual([]);
  });
});

test.each([
  ['Begin three to six months before that day.', ['three to six months']],
  ['Take one to two weeks for it.', []],
  ['Take a week for it, then 30 days.', ['30 days']],
  ['Lies zwei Monate lang.', ['zwei Monate']],
  ['Your interview is in 20 days. Take two weeks.', []],
])('20 days ahead, "%s" has %j', (text, found) => {
  expect(spansOver(20, text).map(({ span }) => span)).toEqual(found);
});

/** Sentences of the emails before the date that name a span longer than what is left. */
function tooLong({ days, date, emails }: Life, titles: readonly string[]): string[] {
  return emails.flatMap(({ at, subject, text }) => {
    const left = (Date.parse(date) - at) / DAY;
    if (left < 0) return [];
    const [body = ''] = text.split(/^-{40}$/m);
    const said = titles.reduce((rest, title) => rest.replaceAll(title, ''), flat(body));
    return spansOver(left, said)
      .filter(({ sentence }) => !FACTS.some((fact) => fact.test(sentence)))
      .map(({ span, sentence }) => `${days} days ahead, "${subject}": ${span}: ${sentence}`);
  });
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** What is said of others or of the course, and asks for nothing. */
const FACTS: readonly RegExp[] = [
  /^In (Germany|Deutschland)\b/,
  /^(Most searches start|Die meisten suchen)\b/,
];

const spansOver = (left: number, text: string): { span: string; sentence: string }[] =>
  text
    .split(/(?<=[.!?:]) /)
    .flatMap((sentence) =>
      [...sentence.matchAll(SPAN)]
        .filter(([, amount, unit]) => daysOf(amount!, unit!) > left + 1)
        .map(([span]) => ({ span, sentence })),
    );

const NUMBERS = [
  /^(an?|one|eine?n?|einem)$/,
  ...['two|zwei', 'three|drei', 'four|vier', 'five|fünf', 'six|sechs', 'seven|sieben'],
  ...['eight|acht', 'nine|neun', 'ten|zehn', 'eleven|elf', 'twelve|zwölf'],
].map((words) => (typeof words === 'string' ? new RegExp(`^(${words})$`) : words));

const NUMBER = String.raw`(an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eine?n?|einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\d+)`;

/** Of a range, the first amount counts: "three to six months". */
const SPAN = new RegExp(
  String.raw`(?<![\p{L}\d])${NUMBER} (?:(?:to|or|bis|oder) [\p{L}\d]+ )?(day|week|month|year|Tag|Woche|Monat|Jahr)(?:s|en?|n)?(?!\p{L})`,
  'gu',
);

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/day|tag/i, 1],
  [/week|woche/i, 7],
  [/month|monat/i, 30],
  [/year|jahr/i, 365],
];

function daysOf(amount: string, unit: string): number {
  const known = NUMBERS.findIndex((words) => words.test(amount)) + 1;
  const [, days] = UNITS.find(([name]) => name.test(unit))!;
  return (known || Number(amount)) * days;
}
