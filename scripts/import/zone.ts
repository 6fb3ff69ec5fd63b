import { memoize } from '../../src/domain/memoize.ts';
import { isTimeZone, zoneName } from '../../src/domain/zones.ts';

/** The time zone, and whether it was guessed. Null: nothing says it. */
export function zoneOf(
  named: string,
  country: string,
  fallback: string | null,
): { readonly zone: string; readonly guessed: boolean } | null {
  if (named !== '' && isTimeZone(named)) return { zone: zoneName(named), guessed: false };
  const own = country === '' ? null : zoneOfCountry(country.toUpperCase());
  const zone = own ?? fallback;
  return zone === null ? null : { zone, guessed: true };
}

/**
 * The zone of a country where all clocks show the same time. Null for one with several times, and
 * for what isn't a country's code.
 * @example zoneOfCountry('DE') // 'Europe/Berlin'
 */
const zoneOfCountry = memoize((code: string): string | null => {
  if (!/^[A-Z]{2}$/.test(code)) return null;
  const zones = new Intl.Locale(`und-${code}`).getTimeZones?.() ?? [];
  const times = new Set(zones.map((zone) => MOMENTS.map((at) => clock(at, zone)).join()));
  return times.size === 1 ? zones[0]! : null;
});

/** In winter and in summer. */
const MOMENTS = [Date.UTC(2027, 0, 15), Date.UTC(2027, 6, 15)];

const clock = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeStyle: 'short' }).format(at);
