/** One stretch of sending: its clock, its lease, and how much it may still ask of the platform. */
import { stopping } from '../../domain/hold.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import { type Breaker, breakerOf } from './circuit-breaker.ts';
import type { CpuBudget } from './cpu-budget.ts';
import type { Gate } from './gate.ts';
import { newPace, type Pace } from './pace.ts';
import type { Lease } from './ports.ts';

export type Run = {
  readonly ports: Ports;
  readonly gate: Gate;
  readonly now: () => Instant;
  /** The run begins nothing new after this. */
  readonly endsAt: Instant;
  readonly lease: Lease;
  /** Statements that this run may still make. */
  readonly statements: () => number;
  /** Calls that this run may still make. */
  readonly calls: () => number;
  readonly effort: CpuBudget;
  readonly pace: Pace;
  /** The course version whose templates the database has. */
  templatesVersion: string | null;
  /** Calls in the next flight, at most. */
  size: number;
  /** The next flight is one call: little may be left, and it belongs to the most perishable row. */
  alone: boolean;
  /** Flights in a row, over runs, that could not start in time. */
  lateFlights: number;
  readonly breaker: Breaker;
};

/** What the platform still allows a run: two limits that are counted apart. */
export type Room = { readonly statements: () => number; readonly calls: () => number };

const endless = (): number => Number.POSITIVE_INFINITY;

export const ENDLESS: Room = { statements: endless, calls: endless };

/** A Worker waits for at most six answers at once. */
export const CONNECTIONS = 6;

/** A run that begins now. */
export const begin = (
  ports: Ports,
  gate: Gate,
  now: () => Instant,
  endsAt: Instant = now() + MINUTE,
  { statements, calls }: Room = ENDLESS,
  effort: CpuBudget = { left: Number.POSITIVE_INFINITY },
): Run => ({
  ports,
  gate,
  now,
  endsAt,
  lease: { token: ports.newId(), until: now() + LEASE },
  statements,
  calls,
  effort,
  pace: newPace(ports.callsPerSecond),
  breaker: breakerOf(gate),
  templatesVersion: gate.templatesVersion,
  size: CONNECTIONS,
  alone: true,
  lateFlights: gate.lateFlights,
});

/** A lease outlives the slowest call by far, and a crash by no more than this. */
export const LEASE = 5 * MINUTE;

/** No call starts with less of its lease left: it must be over, recorded, before another's turn. */
export const LEAST_LEASE = MINUTE;

/** Why nothing may be sent at all, if so. */
export function stopped(ports: Ports, gate: Gate, now: Instant): string | null {
  return forbidden(ports, gate) ?? stopping(gate.holds, now)?.reason ?? null;
}

/** Why the operator lets nothing be sent, if so. */
export function forbidden(ports: Ports, gate: Gate): string | null {
  if (gate.publicUrl !== ports.sender.baseUrl) return 'other_public_url';
  return ports.held ?? gate.held;
}
