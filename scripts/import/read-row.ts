/** Reads one row of an imported file. */
import { type Address, isExample, readAddress } from '../../src/domain/address.ts';
import { type Course, endingsOf } from '../../src/domain/course.ts';
import { knownLocale } from '../../src/domain/locale.ts';
import { readName } from '../../src/domain/person-name.ts';
import { DATE_KINDS, type DateKind } from '../../src/domain/subscription.ts';
import {
  type CivilDate,
  civilDay,
  type Instant,
  isCivilDate,
  shift,
} from '../../src/domain/time.ts';
import { type Field, type Format, readerOf } from './formats.ts';
import { zoneOf } from './zone.ts';

export type Person = {
  readonly address: Address;
  readonly name: string;
  readonly course: string;
  /** `pending`: invited, with one confirmation. */
  readonly status: 'active' | 'paused' | 'pending';
  readonly targetDate: CivilDate | null;
  readonly dateKind: DateKind;
  readonly timeZone: string;
  readonly zoneGuessed: boolean;
  readonly sendHour: number;
  readonly locale: string;
  readonly pausedUntil: CivilDate | null;
  readonly outcome: string | null;
  readonly outcomeAt: Instant | null;
  /** What proves their consent: a person without a time is only invited. */
  readonly consent: { readonly source: string; readonly at: Instant | null };
};

export type StopReason = 'left' | 'bounced' | 'complained';

export type Entry =
  | { readonly kind: 'wrong'; readonly why: string }
  /** Only a keyed hash of it is kept. */
  | { readonly kind: 'stop'; readonly key: string; readonly reason: StopReason }
  | { readonly kind: 'person'; readonly person: Person; readonly notes: readonly string[] };

/** What the command line and the file's format say about every row. */
export type Defaults = {
  /** The first one is for rows without a course. */
  readonly courses: readonly Course[];
  readonly zone: string | null;
  readonly language: string | null;
  /** The source of consents for which the file only has a time. */
  readonly source: string | null;
  readonly status: string;
  /** Put before a network's address. */
  readonly sourcePrefix: string;
  /** The file is our own export: a date that has passed is kept. */
  readonly ours: boolean;
  /** Whether addresses for examples are accepted. */
  readonly examples: boolean;
};

/** Reads a file's rows; empty ones are left out. */
export function readRows(
  header: readonly string[],
  records: readonly (readonly string[])[],
  format: Format,
  defaults: Defaults,
  now: Instant,
): readonly { readonly row: number; readonly entry: Entry }[] {
  const fields = readerOf(header, format);
  return records.flatMap((record, index) =>
    record.every((value) => value.trim() === '')
      ? []
      : [{ row: index + 2, entry: readRow(fields(record), defaults, now) }],
  );
}

/** Reads a row; `of` returns the text of a field, empty if there is none. */
export function readRow(of: (field: Field) => string, defaults: Defaults, now: Instant): Entry {
  const address = readAddress(of('email'));
  if (!address.ok) {
    return wrong(of('email') === '' ? 'it has no address' : `the address isn't valid`);
  }
  const status = STATUSES[(of('status') || defaults.status).toLowerCase()];
  if (status === undefined) return wrong(`the status "${of('status')}" isn't known`);
  if (status !== 'active' && status !== 'pending' && status !== 'paused') {
    const reason = /abuse|spam/i.test(of('status_reason')) ? 'complained' : status;
    return { kind: 'stop', key: address.value.key, reason };
  }
  if (!defaults.examples && isExample(address.value)) {
    return wrong('the address is one for examples, where no email arrives');
  }
  return readPerson(of, defaults, address.value, status, now);
}

const wrong = (why: string): Entry => ({ kind: 'wrong', why });

function readPerson(
  of: (field: Field) => string,
  defaults: Defaults,
  address: Address,
  status: Person['status'],
  now: Instant,
): Entry {
  const { courses } = defaults;
  const course = of('course') === '' ? courses[0] : courses.find(({ id }) => id === of('course'));
  if (course === undefined) return wrong(`the course "${of('course')}" doesn't exist`);
  const zone = zoneOf(of('time_zone'), of('country'), defaults.zone);
  if (zone === null) return wrong('it has no time zone, and there is no --zone');
  const date = readDate(of('target_date'), zone.zone, defaults.ours, now);
  if ('why' in date) return wrong(date.why);
  const dateKind = DATE_KINDS.find((kind) => kind === (of('date_kind') || 'appointment'));
  if (dateKind === undefined) return wrong(`"${of('date_kind')}" isn't a kind of date`);
  const hour = of('send_hour') === '' ? course.sendHour : Number(of('send_hour'));
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) return wrong("the hour isn't from 0 to 23");
  const outcome = of('outcome') || null;
  if (
    outcome !== null &&
    ![...endingsOf(course), ...course.outcomes.map(({ id }) => id)].includes(outcome)
  ) {
    return wrong(`the course has no outcome "${outcome}"`);
  }
  const consent = consentOf(of, defaults, now);
  if ('why' in consent) return wrong(consent.why);
  const proven = consent.at !== null && consent.source !== '';
  const name = readName(of('name') || `${of('first_name')} ${of('last_name')}`);
  const language = defaults.language ?? course.language ?? 'en';
  const notes = [
    ...(date.note === undefined ? [] : [date.note]),
    ...(name.ok ? [] : ['the name is left out, because it can’t stand in an email']),
    ...(of('time_zone') !== '' && zone.guessed ? ['the time zone isn’t known'] : []),
  ];
  const isActive = status !== 'pending' && proven;
  const person: Person = {
    address,
    name: name.ok ? name.value : '',
    course: course.id,
    status: isActive ? status : 'pending',
    targetDate: date.value,
    dateKind,
    timeZone: zone.zone,
    zoneGuessed: zone.guessed,
    sendHour: hour,
    locale: knownLocale(of('language')) ?? language,
    pausedUntil:
      isActive && status === 'paused' && isCivilDate(of('paused_until'))
        ? of('paused_until')
        : null,
    outcome: isActive ? outcome : null,
    outcomeAt: isActive && outcome !== null ? (instantOf(of('outcome_at')) ?? now) : null,
    consent: { source: consent.source, at: isActive ? consent.at : null },
  };
  return { kind: 'person', person, notes };
}

type ReadDate =
  | { readonly value: CivilDate | null; readonly note?: string }
  | { readonly why: string };

function readDate(text: string, zone: string, ours: boolean, now: Instant): ReadDate {
  if (text === '' || text === 'none') return { value: null };
  const day = /^(\d{4}-\d{2}-\d{2})([T ].*)?$/.exec(text)?.[1];
  if (day === undefined || !isCivilDate(day)) {
    return { why: `"${text}" isn't a date like 2027-03-31` };
  }
  const today = civilDay(now, zone);
  if (day > shift(today, 'P20Y')) return { why: 'the date is more than 20 years ahead' };
  if (day > today || ours) return { value: day };
  return { value: null, note: 'the date has passed, so they have none yet' };
}

type ReadConsent =
  | { readonly source: string; readonly at: Instant | null }
  | { readonly why: string };

/** The source in the file, or the one for the whole file. A time alone proves nothing. */
function consentOf(
  of: (field: Field) => string,
  { source: all, sourcePrefix }: Defaults,
  now: Instant,
): ReadConsent {
  const own = of('consent_source');
  const source = own === '' ? (all ?? '') : `${sourcePrefix}${own}`;
  if (source.length > 1000)
    return { why: 'the source of the consent is longer than 1,000 letters' };
  const text = of('consent_at');
  if (text === '') return { source, at: null };
  const at = instantOf(text);
  if (at === null) return { why: `"${text}" isn't a time like 2026-11-02 14:30` };
  return at > now ? { why: 'the time of the consent is ahead of today' } : { source, at };
}

/** In UTC if it names no zone. @example instantOf('2026-11-02 14:30:00') // 1793629800000 */
export function instantOf(text: string): Instant | null {
  const [, day, time = '00:00', zone = 'Z'] = TIME.exec(text) ?? [];
  if (day === undefined || !isCivilDate(day)) return null;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isFinite(at) ? at : null;
}

const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))? ?(Z|[+-]\d{2}:?\d{2})?(?: ?UTC)?$/;

const STATUSES: Readonly<Record<string, Person['status'] | StopReason>> = {
  '': 'active',
  ...{ active: 'active', subscribed: 'active', enabled: 'active', confirmed: 'active' },
  paused: 'paused',
  ...{ pending: 'pending', unconfirmed: 'pending', inactive: 'pending' },
  ...{ unsubscribed: 'left', cancelled: 'left', canceled: 'left', left: 'left' },
  ...{ blocklisted: 'left', disabled: 'left' },
  ...{ cleaned: 'bounced', bounced: 'bounced' },
  ...{ complained: 'complained', spam: 'complained', abuse: 'complained' },
};
