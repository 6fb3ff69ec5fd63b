import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateWins,
  type Input,
  readCourse,
  readMove,
  readSignUp,
  withDateBoxes,
  withDatePreferred,
} from '../../../src/domain/parse/sign-up.ts';
import { CATALOGUES, fieldErrorText } from '../../../src/words/words.ts';
import { COURSE } from '../../support/people.ts';

const NOW = Date.parse('2027-03-20T12:00:00Z');
const COURSES = [COURSE, { ...COURSE, id: 'second', sendHour: 18 }];

/** A valid sign-up; each test breaks one thing. */
const input = (over: Input = {}): Input => ({
  email: 'Ada@Example.com',
  target_date: '2027-11-03',
  time_zone: 'America/New_York',
  ...over,
});

const read = (over: Input = {}, now = NOW) => readSignUp(input(over), COURSES, now);

const errors = (over: Input, now = NOW) => {
  const reading = read(over, now);
  return reading.ok ? [] : reading.errors.map(({ field, code }) => [field, code]);
};

const value = (over: Input = {}, now = NOW) => {
  const reading = read(over, now);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.value;
};

it('a sign-up with only the required fields', () => {
  expect(value()).toEqual({
    address: { send: 'Ada@example.com', key: 'ada@example.com' },
    course: 'ml-interviews',
    targetDate: '2027-11-03',
    dateKind: 'appointment' as const,
    timeZone: 'America/New_York',
    sendHour: 8,
    name: '',
    locale: 'en',
  });
});

it('a form without a time zone takes the guess, and says so; a zone of its own wins', () => {
  const guessed = (time_zone: unknown, guess: string) =>
    readSignUp(input({ time_zone }), COURSES, NOW, true, guess);
  for (const missing of [undefined, null, '', ' ']) {
    expect(guessed(missing, 'Asia/Tokyo')).toMatchObject({
      ok: true,
      value: { timeZone: 'Asia/Tokyo', zoneGuessed: true },
    });
    expect(guessed(missing, '')).toMatchObject({
      ok: false,
      errors: [{ field: 'time_zone', code: 'missing' }],
    });
  }
  expect(guessed('Europe/Berlin', 'Asia/Tokyo')).toEqual({
    ok: true,
    value: value({ time_zone: 'Europe/Berlin' }),
  });
  expect(guessed('Mars/Phobos', 'Asia/Tokyo')).toMatchObject({ ok: false });
});

it('a sign-up with all fields', () => {
  const all = { send_hour: '7', name: 'Ada', locale: 'de-AT', course: 'second' };
  expect(value(all)).toMatchObject({ sendHour: 7, name: 'Ada', locale: 'de-AT', course: 'second' });
});

it.each([
  [{ target_date: 'none' }, { targetDate: null }],
  [{ target_date: ' 2027-11-03 ' }, { targetDate: '2027-11-03' }],
  [{ target_date: '2028-02-29' }, { targetDate: '2028-02-29' }],
  [{ time_zone: 'Asia/Calcutta' }, { timeZone: 'Asia/Calcutta' }],
  [{ time_zone: ' europe/berlin ' }, { timeZone: 'Europe/Berlin' }],
  [{ send_hour: 0 }, { sendHour: 0 }],
  [{ send_hour: '23' }, { sendHour: 23 }],
  [{ send_hour: '07' }, { sendHour: 7 }],
  [{ send_hour: '' }, { sendHour: 8 }],
  [{ send_hour: null, course: 'second' }, { sendHour: 18 }],
  [{ name: "$& O'Hara" }, { name: "$& O'Hara" }],
  [{ locale: 'xx-nonsense-' }, { locale: 'en' }],
  [{ locale: 42 }, { locale: 'en' }],
  [{ locale: 'tlh' }, { locale: 'en' }],
  [{ course: '' }, { course: 'ml-interviews' }],
])('%j is read as %j', (over, expected) => {
  expect(value(over)).toMatchObject(expected);
});

describe('each error is named', () => {
  it.each<[Input, string, string]>([
    [{ email: undefined }, 'email', 'missing'],
    [{ email: 'ada' }, 'email', 'no_at'],
    [{ email: ['ada@example.com'] }, 'email', 'not_text'],
    [{ target_date: undefined }, 'target_date', 'missing'],
    [{ target_date: '' }, 'target_date', 'missing'],
    [{ target_date: 'soon' }, 'target_date', 'not_a_date'],
    [{ target_date: '03/11/2027' }, 'target_date', 'not_a_date'],
    [{ target_date: '2027-11-3' }, 'target_date', 'not_a_date'],
    [{ target_date: '2027-11-03T00:00' }, 'target_date', 'not_a_date'],
    [{ target_date: 20271103 }, 'target_date', 'not_a_date'],
    [{ target_date: '2027-02-30' }, 'target_date', 'no_such_day'],
    [{ target_date: '2027-02-29' }, 'target_date', 'no_such_day'],
    [{ target_date: '2027-13-01' }, 'target_date', 'no_such_day'],
    [{ target_date: '2027-03-20' }, 'target_date', 'today'],
    [{ target_date: '2027-03-19' }, 'target_date', 'past'],
    [{ target_date: '0001-01-01' }, 'target_date', 'past'],
    [{ target_date: '2047-03-21' }, 'target_date', 'too_far'],
    [{ target_date: '9999-12-31' }, 'target_date', 'too_far'],
    [{ time_zone: undefined }, 'time_zone', 'missing'],
    [{ time_zone: 'Mars/Phobos' }, 'time_zone', 'unknown'],
    [{ time_zone: 'Etc/Unknown' }, 'time_zone', 'unknown'],
    [{ time_zone: '+02:00' }, 'time_zone', 'unknown'],
    [{ time_zone: {} }, 'time_zone', 'unknown'],
    [{ send_hour: '99' }, 'send_hour', 'not_an_hour'],
    [{ send_hour: '24' }, 'send_hour', 'not_an_hour'],
    [{ send_hour: -1 }, 'send_hour', 'not_an_hour'],
    [{ send_hour: 1.5 }, 'send_hour', 'not_an_hour'],
    [{ send_hour: '8x' }, 'send_hour', 'not_an_hour'],
    [{ send_hour: '1e1' }, 'send_hour', 'not_an_hour'],
    [{ send_hour: true }, 'send_hour', 'not_an_hour'],
    [{ send_hour: Number.NaN }, 'send_hour', 'not_an_hour'],
    [{ name: '<b>Ada</b>' }, 'name', 'markup'],
    [{ name: 'Ada\nBcc: x' }, 'name', 'control'],
    [{ name: 'evil.com' }, 'name', 'link'],
    [{ name: 'a'.repeat(50) }, 'name', 'too_long'],
    [{ name: { first: 'Ada' } }, 'name', 'control'],
    [{ course: 'nope' }, 'course', 'unknown'],
    [{ course: ['ml-interviews'] }, 'course', 'unknown'],
  ])('%j', (over, field, code) => {
    expect(errors(over)).toEqual([[field, code]]);
  });

  it('all errors at once', () => {
    const bad = {
      email: 'x',
      target_date: '2027-02-30',
      time_zone: '',
      send_hour: '99',
      name: '<',
    };
    expect(errors(bad).map(([field]) => field)).toEqual([
      'target_date',
      'time_zone',
      'send_hour',
      'email',
      'name',
    ]);
  });

  it('for today the last lesson before the date is offered', () => {
    const reading = read({ target_date: '2027-03-20' });
    expect(!reading.ok && reading.errors[0]?.lesson).toEqual(['ml-interviews', 'one-day']);
  });
});

describe('a possibly mistyped address', () => {
  const typo = { email: 'Ada@gmial.con' };

  it('is returned with a suggestion', () => {
    const reading = read(typo);
    expect(!reading.ok && reading.errors).toEqual([
      { field: 'email', code: 'typo', known: 'Ada@gmail.com' },
    ]);
  });

  it('is accepted when submitted again', () => {
    expect(value({ ...typo, keep_email: 'Ada@gmial.con' }).address.key).toBe('ada@gmial.con');
    expect(errors({ ...typo, keep_email: 'bob@gmial.con' })).toEqual([['email', 'typo']]);
  });
});

it('an example address is accepted only where no email is really sent', () => {
  const refused = readSignUp(input(), COURSES, NOW, false);
  expect(refused).toMatchObject({ ok: false, errors: [{ field: 'email', code: 'example' }] });
  expect(errors({})).toEqual([]);
});

describe('"no date" beside a date', () => {
  const both = { no_date: 'yes', target_date: '2027-11-03' };

  it('is ignored at sign-up', () => {
    expect(dateWins(both)).toBe(true);
    expect(withDatePreferred(both)).toMatchObject({ target_date: '2027-11-03' });
  });

  it('wins at a move, whose form starts with the current date', () => {
    expect(withDateBoxes(both)).toMatchObject({ target_date: 'none' });
  });

  it.each(['', ' ', undefined, 'none'])('counts if the date is %j', (target_date) => {
    const alone = { no_date: 'yes', target_date };
    expect(dateWins(alone)).toBe(false);
    expect(withDatePreferred(alone)).toMatchObject({ target_date: 'none' });
  });
});

describe("tomorrow is counted in the person's zone", () => {
  const evening = Date.parse('2027-03-20T23:30:00Z');

  it.each([
    ['Pacific/Kiritimati', '2027-03-21', [['target_date', 'today']]],
    ['Pacific/Kiritimati', '2027-03-22', []],
    ['Europe/London', '2027-03-21', []],
    ['America/New_York', '2027-03-20', [['target_date', 'today']]],
    ['Etc/GMT+12', '2027-03-21', []],
  ])('%s %s', (time_zone, target_date, expected) => {
    expect(errors({ time_zone, target_date }, evening)).toEqual(expected);
  });

  it('the last day is twenty years ahead', () => {
    expect(errors({ target_date: '2047-03-20' })).toEqual([]);
  });

  it('without a zone, only a day that is over everywhere is in the past', () => {
    expect(errors({ time_zone: '', target_date: '2027-03-20' }, evening)).toHaveLength(1);
    expect(errors({ time_zone: '', target_date: '2027-03-19' }, evening)).toHaveLength(2);
  });
});

it('any input: it never throws and names only known fields', () => {
  const field = fc.constantFrom(
    'email',
    'target_date',
    'time_zone',
    'send_hour',
    'name',
    'course',
    'locale',
    '__proto__',
  );
  const junk = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.dictionary(field, junk), (given) => {
      const reading = readSignUp(given, COURSES, NOW);
      if (reading.ok) return;
      for (const error of reading.errors) {
        const { field: named } = error;
        expect(['email', 'target_date', 'time_zone', 'send_hour', 'name', 'course']).toContain(
          named,
        );
        for (const words of Object.values(CATALOGUES)) {
          expect(fieldErrorText(words, error)).toMatch(/^\p{Lu}.*[.]$/u);
        }
      }
    }),
  );
});

describe('a move', () => {
  const current = {
    course: COURSE,
    dateKind: 'appointment' as const,
    timeZone: 'Asia/Tokyo',
    sendHour: 6,
  };

  it("keeps zone and hour that aren't given", () => {
    expect(readMove({ target_date: '2027-11-03' }, current, NOW)).toEqual({
      ok: true,
      value: {
        targetDate: '2027-11-03',
        dateKind: 'appointment' as const,
        timeZone: 'Asia/Tokyo',
        sendHour: 6,
      },
    });
  });

  it('can change both', () => {
    const move = { target_date: 'none', time_zone: 'Europe/Berlin', send_hour: '9' };
    expect(readMove(move, current, NOW)).toEqual({
      ok: true,
      value: {
        targetDate: null,
        dateKind: 'appointment' as const,
        timeZone: 'Europe/Berlin',
        sendHour: 9,
      },
    });
  });

  it('needs a date', () => {
    expect(readMove({}, current, NOW)).toMatchObject({ ok: false, errors: [{ code: 'missing' }] });
  });
});

it('the first course is the default', () => {
  expect(readCourse({}, COURSES)).toMatchObject({ ok: true, value: { id: 'ml-interviews' } });
  expect(readCourse({ course: 'second' }, COURSES)).toMatchObject({ value: { id: 'second' } });
});
