/** How the rows of an imported file are read. */
import { describe, expect, it } from 'vitest';
import { compiledCourses } from '../../scripts/cli/described.ts';
import { formatOf, readMap } from '../../scripts/import/formats.ts';
import { type Defaults, instantOf, readRows } from '../../scripts/import/read-row.ts';
import { zoneOf } from '../../scripts/import/zone.ts';

const NOW = Date.parse('2027-01-04T08:00:00Z');
const MAILCHIMP =
  '"Email Address","First Name","Last Name","Address","MEMBER_RATING","OPTIN_TIME","OPTIN_IP","CONFIRM_TIME","CONFIRM_IP","TIMEZONE","CC","REGION","LAST_CHANGED","LEID","EUID","NOTES","TAGS"'
    .replaceAll('"', '')
    .split(',');

const DEFAULTS: Defaults = {
  courses: compiledCourses(),
  zone: 'UTC',
  language: null,
  source: null,
  status: '',
  sourcePrefix: '',
  ours: false,
  examples: true,
};

function read(header: readonly string[], record: readonly string[], own: Partial<Defaults> = {}) {
  const format = formatOf(header, {})!;
  const defaults = {
    ...DEFAULTS,
    status: format.status ?? '',
    sourcePrefix: format.source ?? '',
    ours: format.name === 'Milepost',
    ...own,
  };
  return readRows(header, [record], format, defaults, NOW)[0]!.entry;
}

/** A person in a file of our own columns. */
const person = (fields: Readonly<Record<string, string>>, own: Partial<Defaults> = {}) =>
  read(Object.keys(fields), Object.values(fields), own);

const PROOF = { consent_at: '2026-11-02 14:30', consent_source: 'Our form' };

describe('a file is recognized by its columns', () => {
  it.each([
    ['Mailchimp (subscribed)', MAILCHIMP],
    ['Mailchimp (unsubscribed)', [...MAILCHIMP, 'UNSUB_TIME', 'UNSUB_REASON']],
    ['Mailchimp (cleaned)', [...MAILCHIMP, 'CLEAN_TIME', 'CLEAN_CAMPAIGN_TITLE']],
    ['Kit', ['email', 'first_name', 'created_at', 'tags']],
    ['listmonk', ['uuid', 'email', 'name', 'attributes', 'status', 'created_at', 'updated_at']],
    ['a file of your own', ['email', 'name']],
  ])('%s', (name, header) => {
    expect(formatOf(header, {})?.name).toBe(name);
  });

  it('another one needs --map, and says what is wrong with it', () => {
    expect(formatOf(['Mail', 'Day'], {})).toBeNull();
    const header = ['Mail', 'Day'];
    const map = readMap(['mail=email', 'Day=target_date'], header, 'usage');
    expect(formatOf(header, map)?.columns.target_date).toEqual(['day']);
    expect(() => readMap(['Age=email'], header, 'usage')).toThrow("there's no such column");
    expect(() => readMap(['Day=birthday'], header, 'usage')).toThrow("isn't a field");
  });
});

describe('a person with a time and a source of their consent is subscribed, anyone else invited', () => {
  it.each([
    [{ ...PROOF }, 'active'],
    [{ consent_at: '2026-11-02 14:30' }, 'pending'],
    [{ consent_source: 'Our form' }, 'pending'],
    [{ ...PROOF, status: 'unconfirmed' }, 'pending'],
    [{ ...PROOF, status: 'paused' }, 'paused'],
    [{}, 'pending'],
  ])('%o', (fields, status) => {
    expect(person({ email: 'ada@example.com', ...fields })).toMatchObject({ person: { status } });
  });

  it('--source is for a file that has only times', () => {
    const kit = ['email', 'first_name', 'created_at'];
    const row = ['ada@example.com', 'Ada', '2026-11-02T14:30:00Z'];
    expect(read(kit, row)).toMatchObject({ person: { status: 'pending' } });
    const at = Date.parse('2026-11-02T14:30:00Z');
    expect(read(kit, row, { source: 'Kit form' })).toMatchObject({
      person: { status: 'active', name: 'Ada', consent: { source: 'Kit form', at } },
    });
  });

  it('at Mailchimp, who was added by hand has no network, so no proof', () => {
    const row = (values: Readonly<Record<string, string>>) =>
      MAILCHIMP.map((name) => values[name] ?? '');
    const by = { 'Email Address': 'ada@example.com', OPTIN_TIME: '2026-11-02 14:30:00' };
    expect(read(MAILCHIMP, row(by))).toMatchObject({ person: { status: 'pending' } });
    expect(read(MAILCHIMP, row({ ...by, OPTIN_IP: '192.0.2.7', CC: 'DE' }))).toMatchObject({
      person: {
        status: 'active',
        timeZone: 'Europe/Berlin',
        consent: { source: 'Mailchimp, from 192.0.2.7' },
      },
    });
  });
});

it.each([
  ['Unsubscribed', '', 'left'],
  ['cleaned', '', 'bounced'],
  ['complained', '', 'complained'],
  ['unsubscribed', 'The emails are spam', 'complained'],
  ['blocklisted', '', 'left'],
])('of a row that is %s (%s), only a keyed hash is kept: %s', (status, status_reason, reason) => {
  const read = person({ email: 'Ada@Example.com', status, status_reason });
  expect(read).toEqual({ kind: 'stop', key: 'ada@example.com', reason });
});

describe('a date', () => {
  it.each([
    ['', null],
    ['none', null],
    ['2027-03-31', '2027-03-31'],
    ['2027-03-31 00:00:00', '2027-03-31'],
    ['2026-03-31', null],
    ['2027-01-04', null],
  ])('"%s" is read as %s', (target_date, targetDate) => {
    expect(person({ email: 'ada@example.com', target_date })).toMatchObject({
      person: { targetDate },
    });
  });

  it('that has passed is kept in our own export', () => {
    const fields = { email: 'ada@example.com', target_date: '2026-03-31' };
    expect(person(fields, { ours: true })).toMatchObject({ person: { targetDate: '2026-03-31' } });
  });
});

it.each([
  [{ email: '', name: 'Ada' }, 'no address'],
  [{ email: 'ada' }, "isn't valid"],
  [{ email: 'ada@example.com', target_date: '31/03/2027' }, 'a date like'],
  [{ email: 'ada@example.com', target_date: '2027-02-30' }, 'a date like'],
  [{ email: 'ada@example.com', target_date: '2048-02-01' }, '20 years'],
  [{ email: 'ada@example.com', status: 'odd' }, 'status'],
  [{ email: 'ada@example.com', course: 'odd' }, "doesn't exist"],
  [{ email: 'ada@example.com', send_hour: '24' }, '0 to 23'],
  [{ email: 'ada@example.com', date_kind: 'odd' }, 'kind of date'],
  [{ email: 'ada@example.com', consent_at: 'yesterday' }, 'a time like'],
  [{ email: 'ada@example.com', consent_at: '2028-01-01' }, 'ahead of today'],
  [{ email: 'ada@example.com', outcome: 'odd' }, 'no outcome'],
])('%o is named as wrong: %s', (fields, why) => {
  expect(person(fields)).toEqual({ kind: 'wrong', why: expect.stringContaining(why) });
});

it('an address for examples is wrong where email is really sent', () => {
  expect(person({ email: 'ada@example.com' }, { examples: false })).toMatchObject({
    kind: 'wrong',
  });
});

it('a name that can’t stand in an email is left out, and said so', () => {
  expect(person({ email: 'ada@example.com', name: 'win at evil.com' })).toMatchObject({
    person: { name: '' },
    notes: [expect.stringContaining('name')],
  });
  expect(person({ email: 'ada@example.com', name: "'=Ada" })).toMatchObject({
    person: { name: '=Ada' },
  });
});

describe('the time zone', () => {
  it.each([
    ['Europe/Berlin', '', null, 'Europe/Berlin', false],
    ['asia/calcutta', 'US', null, 'Asia/Calcutta', false],
    ['', 'de', null, 'Europe/Berlin', true],
    ['nowhere', 'JP', null, 'Asia/Tokyo', true],
    ['', 'US', 'America/Chicago', 'America/Chicago', true],
    ['', '', 'UTC', 'UTC', true],
  ])('of "%s", "%s" and %s is %s', (named, country, fallback, zone, guessed) => {
    expect(zoneOf(named, country, fallback)).toEqual({ zone, guessed });
  });

  it('of a country with several times, and without --zone, is missing', () => {
    expect(zoneOf('', 'US', null)).toBeNull();
    expect(person({ email: 'ada@example.com', country: 'US' }, { zone: null })).toEqual({
      kind: 'wrong',
      why: expect.stringContaining('--zone'),
    });
  });
});

it.each([
  ['2026-11-02', '2026-11-02T00:00:00Z'],
  ['2026-11-02 14:30', '2026-11-02T14:30:00Z'],
  ['2026-11-02 14:30:05.123456 +0100 UTC', '2026-11-02T13:30:05.123Z'],
  ['2026-11-02T14:30:05Z', '2026-11-02T14:30:05Z'],
])('the time %s is %s', (text, instant) => {
  expect(instantOf(text)).toBe(Date.parse(instant));
});
