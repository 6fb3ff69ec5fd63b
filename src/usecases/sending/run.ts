/** One run of sending: its clock, its lease and its remaining platform limits. */
import { stopping } from '../../domain/hold.ts';
import type { Told } from '../../domain/provider.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { Lease } from '../../storage/calls.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';
import { type Breaker, breakerOf } from './outcomes.ts';

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

// CPU, and calls by the operator's limit and the provider's headers.

/**
 * The CPU that a run may still use, in microseconds. A Worker's clock does not advance while it
 * computes, so the cost is estimated from measurements in workerd on one machine. Cloudflare's own
 * cost will differ: tune with `CPU_BUDGET_MS`.
 */
export type CpuBudget = { left: number };

/** Startup, reading due rows and recording results. */
const RUN_COST = 2000;

/**
 * The cost of an email in a call of its own and in a batch of a hundred. The whole process took
 * about 500 and 90 µs; the rest is the database's, and half of the single call is the runtime's
 * HTTP.
 */
const SINGLE_COST = 250;
const BATCHED_COST = 60;

/** The budget of a run with `ms` of CPU; at least a minimum, so that every run makes progress. */
export const cpuBudgetOf = (ms: number): CpuBudget => ({ left: Math.max(1, ms * 1000 - RUN_COST) });

/** How many emails the budget allows; at least one, so that every run makes progress. */
export const affordable = ({ left }: CpuBudget, batched: boolean): number =>
  Math.max(1, Math.floor(left / (batched ? BATCHED_COST : SINGLE_COST)));

export function spend(effort: CpuBudget, mails: number, batched: boolean): void {
  effort.left -= mails * (batched ? BATCHED_COST : SINGLE_COST);
}

/** How fast calls may start. */
export type Pace = {
  /** Calls per second: `MAIL_RATE_LIMIT`, or less if the provider says so. */
  limit: number;
  /** When calls were started, or after a rate-limit rejection, answered; oldest first. */
  readonly counted: Instant[];
  /** The provider's remaining calls, and until when that count applies. */
  allowance: { left: number; until: Instant } | null;
  /** Flights with a rate-limit rejection. */
  rejections: number;
};

/** The provider counts by the second; the extra milliseconds allow for varying latency. */
const SECOND = 1050;

export const newPace = (limit: number): Pace => ({
  limit,
  counted: [],
  allowance: null,
  rejections: 0,
});

/** How many calls may start now. */
export function places(pace: Pace, now: Instant): number {
  const recent = pace.counted.filter((at) => at > now - SECOND).length;
  return Math.max(0, Math.min(pace.limit - recent, allowed(pace, now)));
}

/** When this many calls may start together (capped at the limit); `now` if they may at once. */
export function nextPlaces(pace: Pace, now: Instant, calls: number): Instant {
  const earlier = pace.counted.at(Math.min(calls, pace.limit) - pace.limit - 1);
  const bySecond = earlier === undefined ? now : earlier + SECOND;
  const byAllowance = allowed(pace, now) > 0 ? now : pace.allowance!.until;
  return Math.max(now, bySecond, byAllowance);
}

/**
 * The calls of a flight start some milliseconds apart; a second later, their places become free
 * together. Without this, flights would break up into ever smaller ones.
 */
const TOGETHER = 100;

/** How many calls may start at the next time that any may, or shortly after; at least one. */
export const placesSoon = (pace: Pace, now: Instant): number =>
  Math.max(1, places(pace, nextPlaces(pace, now, 1) + TOGETHER));

export function started(pace: Pace, now: Instant): void {
  if (pace.rejections === 0) pace.counted.push(now);
  if (pace.allowance !== null) pace.allowance.left--;
}

export function answered(pace: Pace, now: Instant): void {
  if (pace.rejections > 0) pace.counted.push(now);
}

/**
 * The provider rejected a call for its rate. When it counts a call isn't known, but it's before the
 * answer: with a second from answer to start, there are never too many.
 */
export function rejected(pace: Pace, now: Instant, waitMs: number | null): void {
  pace.rejections++;
  pace.allowance = { left: 0, until: now + (waitMs ?? SECOND) };
}

/**
 * Applies the headers of the answers to a flight that began at `begun`: the lowest count is right.
 * If it's what this run's own calls leave, these are paced by the second: the header rounds the time
 * until the reset up to whole seconds.
 */
export function heard(pace: Pace, begun: Instant, now: Instant, responses: readonly Told[]): void {
  const [least] = responses.toSorted((a, b) => a.remaining - b.remaining);
  if (least === undefined) return;
  const { limit, remaining, resetMs } = least;
  if (limit !== null && limit >= 1) pace.limit = Math.min(pace.limit, limit);
  const own = pace.counted.filter((at) => at > begun - SECOND).length;
  if (limit !== null && remaining >= limit - own) return;
  const left = Math.min(remaining, allowed(pace, now));
  pace.allowance = { left, until: now + resetMs };
}

const allowed = ({ allowance }: Pace, now: Instant): number =>
  allowance === null || now >= allowance.until ? Number.POSITIVE_INFINITY : allowance.left;
