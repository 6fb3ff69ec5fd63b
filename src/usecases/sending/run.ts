/** One run of sending: its clock, its lease and its remaining platform limits. */
import { stopping } from '../../domain/hold.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Lease } from '../../storage/calls.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';
import { type CpuBudget, newPace, type Pace } from './budget.ts';
import { type Breaker, breakerOf } from './circuit-breaker.ts';

export type Run = {
  readonly ports: Ports;
  readonly gate: Gate;
  readonly now: () => Instant;
  /** The run starts nothing new after this. */
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
  /** The maximum number of calls in the next flight. */
  size: number;
  /** The next flight has one call: a nearly used-up quota must go to the most perishable row. */
  alone: boolean;
  /** Flights in a row, across runs, that could not start in time. */
  lateFlights: number;
  readonly breaker: Breaker;
};

/** The platform's remaining limits for a run, which it counts separately. */
export type Room = { readonly statements: () => number; readonly calls: () => number };

const endless = (): number => Number.POSITIVE_INFINITY;

export const ENDLESS: Room = { statements: endless, calls: endless };

/** A Worker can wait for at most six responses at once. */
export const CONNECTIONS = 6;

/** Starts a run. */
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

/** Much longer than the slowest call; after a crash, calls are taken over no later than this. */
export const LEASE = 5 * MINUTE;

/**
 * No call starts with less of its lease left: it must be recorded before another run takes it over.
 */
export const LEAST_LEASE = MINUTE;

/** Why nothing may be sent, if so. */
export function stopped(ports: Ports, gate: Gate, now: Instant): string | null {
  return forbidden(ports, gate) ?? stopping(gate.holds, now)?.reason ?? null;
}

/** Why the operator has stopped sending, if so. */
export function forbidden(ports: Ports, gate: Gate): string | null {
  if (gate.publicUrl !== ports.sender.baseUrl) return 'other_public_url';
  return ports.held ?? gate.held;
}
