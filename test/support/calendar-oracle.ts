/**
 * A second calendar to check `src/domain/time.ts` against: moment-timezone's own zone tables with
 * plain arithmetic, without Intl or Temporal.
 */
import moment from 'moment-timezone';
import workerdData from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import nodeData from 'moment-timezone-node/data/packed/latest.json' with { type: 'json' };
import { type CivilDate, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';

/** An interval with one offset: `[from, until)`, local time is `instant - west`. */
export type Stretch = { readonly from: Instant; readonly until: Instant; readonly west: number };

export type Release = {
  /** The IANA release: 2026e. */
  readonly version: string;
  readonly zones: ReadonlyMap<string, readonly Stretch[]>;
};

type Packed = {
  readonly version: string;
  readonly zones: readonly string[];
  readonly links: readonly string[];
};

export const FIRST_YEAR = 2026;
export const LAST_YEAR = 2037;

/** The IANA releases of this project's runtimes; they may differ. */
export const RELEASES = { workerd: unpack(workerdData), node: unpack(nodeData) };

function unpack({ version, zones, links }: Packed): Release {
  const tables = new Map<string, readonly Stretch[]>();
  for (const packed of zones) {
    const { name, untils, offsets } = unpackZone(packed);
    const stretches = offsets.map((west, index) => ({
      from: index === 0 ? Number.NEGATIVE_INFINITY : untils[index - 1]!,
      until: untils[index] ?? Number.POSITIVE_INFINITY,
      west: Math.round(west * MINUTE),
    }));
    const recent = stretches.filter(({ until }) => until > Date.UTC(FIRST_YEAR - 1, 0, 1));
    tables.set(name, recent);
  }
  for (const link of links) {
    const [target, name] = link.split('|') as [string, string];
    tables.set(name, tables.get(target)!);
  }
  return { version, zones: tables };
}

function unpackZone(packed: string) {
  const { unpack } = moment.tz as unknown as { unpack: (packed: string) => Unpacked };
  return unpack(packed);
}

type Unpacked = {
  readonly name: string;
  readonly untils: readonly (number | null)[];
  readonly offsets: readonly number[];
};

/** The instants in these years at which a zone changes its offset. */
export const transitions = (zone: readonly Stretch[]): Instant[] =>
  zone
    .map(({ until }) => until)
    .filter((at) => at >= Date.UTC(FIRST_YEAR, 0, 1) && at < Date.UTC(LAST_YEAR + 1, 0, 1));

/** The local date and hour in a zone. */
export function localAt(instant: Instant, zone: readonly Stretch[]): Date {
  const { west } = zone.find(({ from, until }) => from <= instant && instant < until)!;
  return new Date(instant - west);
}

export const civilDay = (instant: Instant, zone: readonly Stretch[]): CivilDate =>
  localAt(instant, zone).toISOString().slice(0, 10);

/**
 * Rule 2 by its text: the first instant with this local hour, or the clock change if the hour is
 * skipped.
 */
export function instantAt(date: CivilDate, hour: number, zone: readonly Stretch[]): Instant {
  const shown = Date.parse(date) + hour * HOUR;
  const [first] = zone
    .filter(({ from, until, west }) => from <= shown + west && shown + west < until)
    .map(({ west }) => shown + west);
  if (first !== undefined) return first;
  const jump = zone.findIndex(
    ({ until, west }, index) =>
      until - west <= shown && shown < until - (zone[index + 1]?.west ?? 0),
  );
  return zone[jump]!.until;
}

/** The first instant of a local day. */
export function startOfDay(date: CivilDate, zone: readonly Stretch[]): Instant {
  const midnight = Date.parse(date);
  const [first] = zone
    .filter(({ from, until }) => from < midnight + 2 * DAY && until > midnight - 2 * DAY)
    .map((stretch) => ({ ...stretch, at: Math.max(stretch.from, midnight + stretch.west) }))
    .filter(({ at, until, west }) => at < until && sameDay(at - west, midnight))
    .map(({ at }) => at);
  return first!;
}

const sameDay = (shown: number, midnight: number): boolean =>
  shown >= midnight && shown < midnight + DAY;

/** A calendar duration of one unit, by moment's months and days. */
export function shift(date: CivilDate, duration: string): CivilDate {
  const [, sign, amount, unit] = /^(-?)P(\d+)([YMWD])$/.exec(duration)!;
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  return moment
    .utc(date)
    .add(Number(`${sign}${amount}`), units[unit as keyof typeof units])
    .format('YYYY-MM-DD');
}
