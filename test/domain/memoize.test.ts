/** What is remembered is what would be computed: every input is part of the question. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog } from '../../src/course/catalog.ts';
import {
  amountInWords,
  countdown,
  dayInWords,
  hourInWords,
  shortDayInWords,
  timeInWords,
} from '../../src/domain/locale.ts';
import { memoize, memoizeWords } from '../../src/domain/memoize.ts';
import { type CivilDate, DAY } from '../../src/domain/time.ts';
import { isFilled, sharedOf, speechIn } from '../../src/usecases/sending/reader.ts';

const few = fc.integer({ min: 0, max: 6 });

it('a remembered function answers like the plain one, however little it remembers', () => {
  const plain = (number: number) => `answer ${number}`;
  fc.assert(
    fc.property(fc.array(few), fc.integer({ min: 1, max: 4 }), (questions, most) => {
      const remembered = memoize(plain, most);
      expect(questions.map(remembered)).toEqual(questions.map(plain));
    }),
  );
});

it('so does one of several words', () => {
  const plain = (...words: [string, number, string]) => JSON.stringify(words);
  const word = fc.constantFrom('a', 'aa', 'b', '-P1M', 'Etc/GMT-1', '1');
  const questions = fc.array(fc.tuple(word, few, word));
  fc.assert(
    fc.property(questions, fc.integer({ min: 1, max: 4 }), (asked, most) => {
      const remembered = memoizeWords(plain, most);
      expect(asked.map((words) => remembered(...words))).toEqual(
        asked.map((words) => plain(...words)),
      );
    }),
  );
});

const locale = fc.constantFrom('en', 'en-GB', 'de', 'de-AT', 'fr', 'de-u-nu-latn');
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/New_York');
const date = fc.integer({ min: 20_000, max: 20_800 }).map(dateOf);
const instant = fc.integer({ min: 20_000 * 24, max: 20_800 * 24 }).map((hour) => hour * (DAY / 24));

function dateOf(day: number): CivilDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

it('an email has the words that a new format would write', () => {
  const question = fc.record({ locale, zone, date, today: date, instant, hour: few });
  fc.assert(
    fc.property(fc.array(question, { maxLength: 8 }), (questions) => {
      for (const asked of questions) {
        const { hour } = asked;
        expect({
          day: dayInWords(asked.date, asked.locale),
          shortDay: shortDayInWords(asked.date, asked.locale),
          hour: hourInWords(hour, asked.locale),
          time: timeInWords(asked.instant, asked.zone, asked.locale),
          countdown: countdown(asked.today, asked.date, asked.locale),
          months: amountInWords(hour, 'month', asked.locale),
        }).toEqual(written(asked));
      }
    }),
    { numRuns: 60 },
  );
});

it('an email has the values that would be computed for its reader alone', () => {
  const person = fc.record({
    targetDate: fc.option(fc.constantFrom('2027-02-28', '2027-03-01', '2027-06-01')),
    dateKind: fc.constantFrom('appointment' as const, 'goal' as const),
    timeZone: zone,
    sendHour: fc.integer({ min: 7, max: 9 }),
  });
  const today = fc.constantFrom('2027-02-20', '2027-02-27', '2027-02-28', '2027-06-02');
  const questions = fc.array(fc.record({ person, locale, today }), { maxLength: 20 });
  for (const { id } of catalog.all) {
    for (const language of ['en', 'de', 'fr']) {
      const course = catalog.find(id, language)!;
      for (const message of ['one-week', 'welcome', 'date-moved']) {
        const { read, write } = sharedOf(catalog.template(id, message, language)!, course);
        fc.assert(
          fc.property(questions, (asked) => {
            for (const { person, locale, today } of asked) {
              const alone = write({ person, course, today, speech: speechIn(locale, course) });
              const shown = Object.entries(alone).filter(([, value]) => isFilled(value));
              expect(read(person, locale, today)).toEqual(Object.fromEntries(shown));
            }
          }),
          { numRuns: 20 },
        );
      }
    }
  }
});

type Question = {
  readonly locale: string;
  readonly zone: string;
  readonly date: CivilDate;
  readonly today: CivilDate;
  readonly instant: number;
  readonly hour: number;
};

function written({ locale, zone, date, today, instant, hour }: Question) {
  const at = (options: Intl.DateTimeFormatOptions, when: number) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(when);
  const day = Date.parse(date);
  const long = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const unit = { style: 'unit', unit: 'month', unitDisplay: 'long' } as const;
  return {
    day: at({ ...long, calendar: 'gregory' }, day),
    shortDay: at({ dateStyle: 'long', calendar: 'gregory' }, day),
    hour: at({ hour: 'numeric', minute: '2-digit' }, hour * (DAY / 24)),
    time: at({ hour: 'numeric', minute: '2-digit', timeZone: zone }, instant),
    countdown: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(
      (day - Date.parse(today)) / DAY,
      'day',
    ),
    months: new Intl.NumberFormat(locale, unit).format(hour),
  };
}
