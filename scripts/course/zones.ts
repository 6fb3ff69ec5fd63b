import type { Zone, ZoneRegion } from '../../src/course/zones.ts';
import { zoneInWords } from '../../src/domain/locale.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { currentZoneName, offsetIn } from '../../src/domain/zones.ts';

/** All zones that this runtime lists, by region and place, with their offsets in a year. */
export function zoneRegions(year: number): readonly ZoneRegion[] {
  const zones = Intl.supportedValuesOf('timeZone').map((name) => zoneIn(name, year));
  const byRegion = Object.entries(Object.groupBy(zones, ({ name }) => name.split('/')[0]!));
  return byRegion.map(([region, found]) => ({ region, zones: found!.toSorted(byPlace) }));
}

const byPlace = (a: Zone, b: Zone): number =>
  zoneInWords(a.name).localeCompare(zoneInWords(b.name), 'en');

function zoneIn(listed: string, year: number): Zone {
  const name = currentZoneName(listed);
  const ahead = [0, 6].map((month) => offsetIn(listed, Date.UTC(year, month, 1)));
  const [standard, summer] = ahead.sort((a, b) => a - b) as [number, number];
  const offsets = standard === summer ? offset(standard) : `${offset(standard)}/${offset(summer)}`;
  return { name, offsets, ...(name !== listed && { was: listed }) };
}

/** @example offset(20_700_000) // '+5:45' */
function offset(ahead: number): string {
  const minutes = Math.abs(ahead % HOUR) / MINUTE;
  const hours = Math.trunc(Math.abs(ahead) / HOUR);
  return `${ahead < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${minutes}`}`;
}
