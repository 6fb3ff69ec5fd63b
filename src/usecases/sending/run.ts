/** One stretch of sending: its clock, its lease, and how much it may still ask of the platform. */
import { stopping } from '../../domain/hold.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Gate, Ports } from '../ports.ts';
import { type Breaker, breakerOf } from './circuit-breaker.ts';
import type { Effort } from './effort.ts';
import type { Lease } from './ports.ts';

export type Run = {
  readonly ports: Ports;
  readonly gate: Gate;
  readonly now: () => Instant;
  readonly lease: Lease;
  /** Statements and calls that this run may still make. */
  readonly room: () => number;
  readonly effort: Effort;
  readonly pace: Pace;
  readonly breaker: Breaker;
};

/** When calls were started, and when the provider lets the next one in. */
export type Pace = { readonly started: Instant[]; notBefore: Instant };

/** A run that begins now. */
export const begin = (
  ports: Ports,
  gate: Gate,
  now: () => Instant,
  room: () => number = () => Number.POSITIVE_INFINITY,
  effort: Effort = { left: Number.POSITIVE_INFINITY },
): Run => ({
  ports,
  gate,
  now,
  lease: { token: ports.newId(), until: now() + LEASE },
  room,
  effort,
  pace: { started: [], notBefore: 0 },
  breaker: breakerOf(gate),
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
