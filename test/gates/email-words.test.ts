import { beforeAll, describe, expect, test } from 'vitest';
import { zoneInWords } from '../../src/domain/locale.ts';
import type { Email } from './compose-emails.ts';
import { between, everyEmail, faultsOf, LESSONS, linksOf } from './every-email.ts';

let ours: Email[];
let emails: Email[];
beforeAll(async () => {
  ({ ours, emails } = await everyEmail());
});

const faults = (fault: (email: Email) => unknown, of = emails): string[] => faultsOf(of, fault);

/** In the supported languages. */
const ORIENTATION =
  /^(Lesson \d+ of \d+ · \d+ days? to go|Lektion \d+ von \d+ · noch \d+ Tage?) · .*\d{4}/;

const lessons = () => ours.filter(({ message }) => LESSONS.includes(message));

test('language and direction are set on html, body and text, because email clients remove some', () => {
  for (const tag of ['html', 'body', 'div']) {
    expect(
      faults(
        ({ html }) =>
          !new RegExp(`<${tag}(?=[^>]* lang="[a-z-]+")(?=[^>]* dir="(ltr|rtl)")`, 'i').test(html) &&
          tag,
      ),
    ).toEqual([]);
  }
});

test('no link says "here"; every link says where it goes', () => {
  const words = ({ html }: Email) =>
    [...html.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map(([, inner]) =>
      inner!.replace(/<[^>]+>/g, '').trim(),
    );
  expect(
    faults((email) =>
      words(email).find(
        (text) => text === '' || /^(click )?here$|^link$|^more$|^hier$|^mehr$/i.test(text),
      ),
    ),
  ).toEqual([]);
});

test('plain text has no entities or tags, and lines that fit a screen', () => {
  expect(
    faults(({ text }) => /&(amp|lt|gt|quot|nbsp|#\d+);|<\/?[a-z]+[ >]/i.exec(text)?.[0]),
  ).toEqual([]);
  const long = (email: Email) =>
    email.text
      .split('\n')
      .find(
        (line) => [...line].length > 120 && !line.includes('http') && !line.includes(email.to[0]!),
      );
  expect(faults(long, ours)).toEqual([]);
});

test('every link of the HTML is in the plain text', () => {
  expect(faults((email) => linksOf(email).find((link) => !email.text.includes(link)))).toEqual([]);
});

test('every date but that of a step has its weekday, the month in letters and the year', () => {
  const figures = /\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;
  expect(faults(({ text }) => figures.exec(text.replace(/https?:\S+/g, ''))?.[0])).toEqual([]);
  expect(bareDate('It comes on May 9, 2027.', 'en')).toBeTruthy();
  expect(faults(({ text, reader: { locale } }) => bareDate(text, locale))).toEqual([]);
});

test('hours in a plan name their time zone', () => {
  const planned = ours.filter(({ name }) => /(whole|midway)\/(confirm|welcome)/.test(name));
  expect(planned.length).toBeGreaterThan(4);
  const zone = ({ reader }: Email) => zoneInWords(reader.time_zone);
  expect(faults((email) => !email.text.includes(zone(email)) && zone(email), planned)).toEqual([]);
});

describe('a lesson', () => {
  test('shows progress: which of how many, how long to go, when the next one comes', () => {
    expect(lessons().length).toBeGreaterThan(0);
    expect(faults(({ text }) => !ORIENTATION.test(text), lessons())).toEqual([]);
  });

  test('counts days correctly at the time of sending', () => {
    const ada = lessons().filter(({ reader }) => reader.case === 'ada');
    expect(ada.length).toBeGreaterThan(4);
    expect(faults((email) => daysOff(email), ada)).toEqual([]);
  });

  test('has one main task, one h1 and its reading time', () => {
    for (const { html, name } of lessons()) {
      expect(html.match(/class="on-tint"/g), name).toHaveLength(1);
      expect(html.match(/<h1/g), name).toHaveLength(1);
      expect(between(html), name).toMatch(/\d+ (minutes|Minuten)/);
    }
  });
});

test("a lesson sent at once doesn't mention the usual hour", () => {
  const late = ours.find(({ name }) => name === 'ada/midway/welcome-1')!;
  expect(late.text).toMatch(/February 20, 2027, 4:00\sAM/);
  expect(late.text).toMatch(/May 9, 2027, 7:00\sAM/);
});

test('a notice asks for at most one action: all its buttons lead to one page', () => {
  const buttons = ({ html }: Email) =>
    [...html.matchAll(/<a [^>]*mso-padding-alt[^>]*>/g)].map(
      ([tag]) => /href="([^"]*)"/.exec(tag)?.[1],
    );
  expect(buttons(ours.find(({ message }) => message === 'how-did-it-go')!)).toHaveLength(5);
  const pages = (email: Email) => new Set(buttons(email).map((url) => url?.replace(/[?#].*/, '')));
  expect(faults((email) => pages(email).size > 1)).toEqual([]);
  expect(faults(({ html }) => (html.match(/<h1/g) ?? []).length !== 1)).toEqual([]);
});

/** A date without its weekday or year, in any supported language. A step's day needs no weekday. */
function bareDate(text: string, locale: string): string | undefined {
  const names = (part: Intl.DateTimeFormatOptions, count: number) =>
    ['en', 'de'].flatMap((language) =>
      Array.from({ length: count }, (_, n) =>
        new Intl.DateTimeFormat(language, part).format(Date.UTC(2027, count === 7 ? 0 : n, n + 4)),
      ),
    );
  const month = names({ month: 'long', timeZone: 'UTC' }, 12).join('|');
  const weekday = names({ weekday: 'long', timeZone: 'UTC' }, 7).join('|');
  const whole = new RegExp(
    `\\b(${weekday}),? ((${month}) \\d{1,2},|\\d{1,2}\\.? (${month})) \\d{4}\\b`,
    'g',
  );
  const ofStep = new RegExp(
    `\\b(By|Bis zum) ((${month}) \\d{1,2},|\\d{1,2}\\.? (${month})) \\d{4}\\.`,
    'g',
  );
  const some = new RegExp(`\\b((${month}) \\d{1,2}\\b|\\d{1,2}\\.? (${month})\\b)`);
  return (
    some.exec(text.replace(/\s+/g, ' ').replace(whole, '').replace(ofStep, ''))?.[0] &&
    `${locale}: ${some.exec(text)?.[0]}`
  );
}

/**
 * A wrong number of days, compared with the calendar in the reader's zone; undefined if correct.
 */
function daysOff({ text, at, reader }: Email): string | undefined {
  const [, said, date] = /(\d+) days? to go · \w+, (\w+ \d+, \d+)/.exec(text) ?? [];
  const today = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'long',
    timeZone: reader.time_zone,
  }).format(at);
  const days = (Date.parse(`${date} UTC`) - Date.parse(`${today} UTC`)) / 86_400_000;
  return days === Number(said) ? undefined : `${said} days from ${today} to ${date}`;
}
