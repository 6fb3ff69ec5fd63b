/** Parses calendars with two independent parsers, and checks the bytes against the format. */
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { expect } from 'vitest';

export type Entry = {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly description: string;
  readonly starts: string;
  readonly minutes: number;
  readonly allDay: boolean;
  /** Each reminder, in minutes before the start. */
  readonly reminders: readonly number[];
};

/** Events by the first part of their UID, as both parsers read them. */
export function entriesOf(text: string): Record<string, Entry> {
  checkLines(text);
  const one = byIcalJs(text);
  expect(byNodeIcal(text)).toEqual(one);
  return Object.fromEntries(one.map((entry) => [entry.uid, entry]));
}

/** CRLF line ends, 75 octets at most, no ambiguous escapes. */
export function checkLines(text: string): void {
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/);
  const lines = text.split('\r\n').slice(0, -1);
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(line).toMatch(/^( |[A-Z-]+[;:])/);
  }
}

function byIcalJs(text: string): Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const entries = calendar.getAllSubcomponents('vevent').map((component): Entry => {
    const event = new ICAL.Event(component);
    const allDay = event.startDate.isDate;
    return {
      uid: event.uid,
      sequence: Number(event.sequence ?? 0),
      status: String(component.getFirstPropertyValue('status') ?? ''),
      summary: event.summary,
      description: event.description,
      starts: allDay ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
      minutes: event.duration.toSeconds() / 60,
      allDay,
      reminders: component
        .getAllSubcomponents('valarm')
        .map((alarm) => minutesOf(String(alarm.getFirstPropertyValue('trigger')))),
    };
  });
  return entries.sort(byUid);
}

function byNodeIcal(text: string): Entry[] {
  const entries = Object.values(nodeIcal.sync.parseICS(text)).flatMap((event): Entry[] => {
    if (event?.type !== 'VEVENT') return [];
    const allDay = event.datetype === 'date';
    return [
      {
        uid: event.uid,
        sequence: Number(event.sequence ?? 0),
        status: String(event.status ?? ''),
        summary: String(event.summary),
        description: String(event.description),
        starts: allDay ? localDay(event.start) : event.start.toISOString(),
        minutes: (event.end!.getTime() - event.start.getTime()) / 60_000,
        allDay,
        reminders: (event.alarms ?? []).map(({ trigger }) => minutesOf(String(trigger))),
      },
    ];
  });
  return entries.sort(byUid);
}

/** @example minutesOf('-PT13H') // 780 */
function minutesOf(trigger: string): number {
  const [, hours = 0, minutes = 0] = /^-PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(trigger)!;
  return 60 * Number(hours) + Number(minutes);
}

/** This parser returns whole days as midnights of the machine's zone. */
const localDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

const byUid = (a: Entry, b: Entry): number => (a.uid < b.uid ? -1 : 1);
