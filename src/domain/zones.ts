/** Time zones as the runtime knows them: their names, and how far their clocks are from UTC. */
import { memoize } from './memoize.ts';

/**
 * How far the clocks of `zone` are ahead of UTC at an instant, in milliseconds. Throws on a zone
 * that the runtime does not know. A question costs a microsecond, the first of a zone a hundred.
 */
export const offsetIn = (zone: string, instant: number): number =>
  offsetOf(formatOf(zone).format(instant));

const formatOf = memoize(
  (zone: string) =>
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }),
);

/** @example offsetOf('1/1/2027, GMT-03:30') // -12_600_000 */
function offsetOf(text: string): number {
  const [, sign, hours, minutes, seconds = 0] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return 0;
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/** Old local times have seconds; none of today has. */
const OFFSET = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

/** Whether the runtime knows `name` as an IANA zone; links such as Asia/Calcutta are zones too. */
export function isTimeZone(name: string): boolean {
  try {
    return zoneName(name) !== '';
  } catch {
    return false;
  }
}

/**
 * `name` in the case of the zone database: `europe/berlin` is Europe/Berlin. Links stay links.
 * Throws on what is no zone. Asking the runtime costs a tenth of a millisecond.
 */
export const zoneName = memoize((name: string): string => {
  if (!NAME.test(name) || NOT_IANA.test(name)) throw new RangeError(`${name} is no time zone`);
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
  return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : spelled(name);
}, 2000);

const NAME = /^[A-Za-z][\w+\-/]{1,63}$/;

/** What some runtimes take besides; BST is Dhaka's to them, not London's. */
const NOT_IANA =
  /^(Etc\/Unknown|(AC|AE|AG|AR|AS|BE|BS|CA|CN|CS|CT|EA|EC|IE|IS|JS|MI|NE|NS|PL|PN|PR|PS|SS|VS)T)$/i;

/** A link in its usual capitals; the runtime answers with what it leads to. */
const spelled = (name: string): string =>
  name
    .toLowerCase()
    .replace(WORDS, (word) =>
      CAPITALS.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    );

/** The words of a name, also where it writes two as one: Mexico/BajaNorte. */
const WORDS = /baja|comod|de(?=noronha)|easter(?=island)|[a-z]+/g;

const CAPITALS =
  /^([cemw]et|[cemp][ds]t|hst|gmt|utc|uct|gb|nz|us|prc|ro[ck]|w|su|chat|in|act|lhi|nsw)$/;
