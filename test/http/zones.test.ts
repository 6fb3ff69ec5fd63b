/** The list of time zones: compiled in Node, read and used in the Worker. */
import { describe, expect, it } from 'vitest';
import { zoneRegions } from '../../src/course/zones.ts';
import { zoneInWords } from '../../src/domain/locale.ts';
import { isTimeZone, offsetIn, RENAMED, zoneName } from '../../src/domain/zones.ts';

const zones = zoneRegions.flatMap((region) => region.zones);
const names = zones.map(({ name }) => name);

it('the Worker accepts every zone of the list by its name', () => {
  expect(names.length).toBeGreaterThan(400);
  expect(names.filter((name) => !isTimeZone(name) || zoneName(name) !== name)).toEqual([]);
});

it('every zone of the Worker is in the list once, by its current name', () => {
  const listed = Intl.supportedValuesOf('timeZone').map((name) => RENAMED[name] ?? name);
  expect(names.toSorted()).toEqual([...new Set(listed)].toSorted());
});

it('a renamed zone keeps its clock', () => {
  for (const [was, name] of Object.entries(RENAMED)) {
    expect(zones.find((zone) => zone.was === was)?.name).toBe(name);
    for (const month of [0, 3, 6, 9]) {
      const instant = Date.UTC(2027, month, 1);
      expect(offsetIn(name, instant)).toBe(offsetIn(was, instant));
    }
  }
});

it('no zone has the name of an abolished time', () => {
  expect(names.filter((name) => /Kiev|Calcutta|Saigon|Rangoon|Godthab/.test(name))).toEqual([]);
});

describe('the offsets', () => {
  it.each([
    ['Europe/Kyiv', '+2/+3'],
    ['Asia/Kolkata', '+5:30'],
    ['Asia/Kathmandu', '+5:45'],
    ['Asia/Ho_Chi_Minh', '+7'],
    ['America/New_York', '-5/-4'],
    ['America/St_Johns', '-3:30/-2:30'],
    ['Africa/Abidjan', '+0'],
    ['Pacific/Kiritimati', '+14'],
  ])('of %s are %s', (zone, offsets) => {
    expect(zones.find(({ name }) => name === zone)?.offsets).toBe(offsets);
  });
});

it.each([
  ['Asia/Calcutta', 'Kolkata'],
  ['Europe/Kiev', 'Kyiv'],
  ['Asia/Saigon', 'Ho Chi Minh'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires'],
  ['__proto__', '  proto  '],
])('%s is called %s', (zone, words) => {
  expect(zoneInWords(zone)).toBe(words);
});
