/** What the operator should know: each problem with a name, so that a digest tells it once a day. */
import { brakeOf, describeBrake } from '../../domain/brake.ts';
import { ALIKE, ALL, describeHold, type Hold } from '../../domain/hold.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Counted, Vitals } from '../../storage/vitals.ts';
import type { Ports } from '../ports.ts';
import { forbidden } from '../sending/run.ts';

export type Problem = { readonly name: string; readonly text: string };

/** The migrations that this code needs. */
export const SCHEMA_VERSION = 13;

/** After this long without a tick, the cron trigger is reported as not running. */
export const TICK_AGE = 10 * MINUTE;

/** This many late flights in a row are reported. */
const LATE_FLIGHTS = 5;

/** What makes `/health` not ok, the worst first. */
export const problemsOf = (ports: Ports, vitals: Vitals, now: Instant): Problem[] => [
  ...reachedNoOne(vitals),
  ...vitals.gate.brakes.map((brake) => ({
    name: `brake ${brake.scope} ${brake.since}`,
    text: describeBrake(brake),
  })),
  ...stops(ports, vitals, now),
  ...faults(vitals, now),
];

/** What only the digest lists: single emails that failed or may have been accepted. */
export const doubtsOf = ({ failed, unknown }: Vitals): Problem[] => [
  ...failed.map((one) => ({
    name: `failed ${nameOf(one)} ${one.reason}`,
    text: `${nameOf(one)}: ${one.count} rejected permanently in the last day (${one.reason}).`,
  })),
  ...unknown.map((one) => ({
    name: `unknown ${nameOf(one)} ${one.reason}`,
    text: `${nameOf(one)}: ${one.count} may have been accepted (${one.reason}). To list them: \`npx milepost unknown\``,
  })),
];

/**
 * Lessons of the last day of which no email arrived. The provider's own suppression says nothing
 * about the lesson, and neither does a bounce or two; an unknown email may have arrived.
 */
function reachedNoOne({ failed, bounced, accepted, unknown }: Vitals): Problem[] {
  const lost = Map.groupBy([...failed.filter(isOfLesson), ...bounced], nameOf);
  return [...lost].flatMap(([name, counts]) => {
    const bounces = counts.filter(({ reason }) => reason === 'bounced').reduce(sum, 0);
    const all = counts.reduce(sum, 0);
    if ((accepted[name] ?? 0) > bounces || unknown.some((one) => nameOf(one) === name)) return [];
    if (all === bounces && bounces < ALIKE) return [];
    const reasons = counts.map(({ reason, count }) => `${count} ${reason}`).join(', ');
    const emails = all === 1 ? 'the only email' : `all ${all} emails`;
    const text = `Lesson ${name} reached no one: ${emails} of the last 24 hours failed (${reasons}).`;
    return [{ name: `reached no one ${name}`, text }];
  });
}

const isOfLesson = ({ message, reason }: Counted): boolean =>
  brakeOf(message) === 'lessons' && reason !== 'suppressed_by_provider';

const sum = (total: number, { count }: Counted): number => total + count;

const nameOf = ({ course, message }: Counted): string => `${course}/${message}`;

/** What stops sending: the operator, a copied database, or the provider. */
function stops(ports: Ports, { gate }: Vitals, now: Instant): Problem[] {
  const known = { ...gate, publicUrl: gate.publicUrl ?? ports.sender.baseUrl };
  const reason = forbidden(ports, known);
  const stands = (hold: Hold): boolean =>
    hold.nextAt > now || gate.due || (hold.cause !== 'quota' && hold.cause !== 'rate');
  return [
    ...(reason === null ? [] : [{ name: 'stopped', text: `Sending is stopped: ${reason}.` }]),
    ...gate.holds.filter(stands).map((hold) => ({
      name: `hold ${hold.scope} ${hold.cause} ${hold.reason}`,
      text: describeHold(hold),
    })),
  ];
}

function faults(vitals: Vitals, now: Instant): Problem[] {
  const problems: Problem[] = [];
  const add = (name: string, text: string): unknown => problems.push({ name, text });
  const { lastTickAt, gate } = vitals;
  if (vitals.schemaVersion < SCHEMA_VERSION) {
    add('migrations', 'The database needs migrations: run `npm run deploy`.');
  }
  if (lastTickAt !== null && now - lastTickAt > TICK_AGE) {
    add('cron', "The cron trigger hasn't run for ten minutes.");
  }
  // Held emails have a problem of their own.
  const allHeld = gate.holds.some(({ scope }) => scope === ALL);
  if (vitals.overdueUnheld && !allHeld) add('overdue', "Emails that are due haven't been sent.");
  if (gate.lateFlights >= LATE_FLIGHTS) {
    add('late', "Calls to the provider don't start in time: the database or the provider is slow.");
  }
  for (const { name, failures, error } of vitals.jobs) {
    add(`job ${name}`, `The job "${name}" failed (${failures} in a row): ${error}`);
  }
  if (vitals.audit !== null) {
    add(`check ${vitals.audit}`, `The consistency check found: ${vitals.audit}.`);
  }
  return problems;
}
