/** The network between Worker and provider: requests and responses get lost, delayed or stuck. */

import { type Fetch, requestOf, type Sent } from '../../scripts/in-process/fake-fetch.ts';
import { type HttpAnswer, refuse } from '../../scripts/world/provider-answers.ts';
import type { Arrival, ProviderRequest } from '../../scripts/world/provider-types.ts';
import { MINUTE } from '../../src/domain/time.ts';
import type { CallFault } from './faults.ts';
import { die, type ProcessHooks } from './process.ts';
import type { Process, Scheduler } from './scheduler.ts';

/** One call to the provider. */
export type Call = {
  readonly process: Process;
  readonly request: ProviderRequest;
  readonly key: string;
  readonly batch: boolean;
  /** The delivery tags of the call, in order. */
  readonly members: readonly string[];
  readonly began: number;
};

export type Network = {
  readonly fault: (call: Call) => CallFault | null;
  /** The provider's processing time in milliseconds; half of it passes before acceptance. */
  readonly latency: () => number;
  readonly died: ProcessHooks['died'];
  readonly accepted: (call: Call, mails: readonly Sent[]) => void;
  readonly answered: (call: Call, answer: HttpAnswer | null, fault: CallFault | null) => void;
};

const TIMEOUT = 15_000;

/** The `fetch` of a process; every stage of a call is a separate event in virtual time. */
export const fetchOver =
  (scheduler: Scheduler, network: Network) =>
  (process: Process): Fetch =>
  (url, init) =>
    new Promise((resolve, reject) => {
      const request = scheduler.mutation.request(requestOf(url, init));
      const call = callOf(scheduler, process, request);
      process.spent.calls++;
      const fault = network.fault(call);
      if (fault !== null) process.faults++;
      const { dice } = scheduler;
      scheduler.note(`${process.name} calls ${call.key} ${call.members} ${fault ?? ''}`);
      const answer = (real: HttpAnswer | null, delay = 0): void => {
        network.answered(call, real, fault);
        scheduler.after(delay, () => {
          if (!process.alive) return;
          scheduler.wake();
          if (real === null) reject(new TypeError('no answer'));
          else resolve(responseOf(real));
        });
      };
      const latency = Math.floor(network.latency() / 2);
      const arrive = (delay: number, accepted: (real: HttpAnswer) => void): void =>
        scheduler.after(delay, () => {
          const arrival = scheduler.world.provider.receive(request, scheduler.now);
          scheduler.after(latency + dice.between(10, 200), () =>
            accepted(finish(scheduler, network, call, arrival)),
          );
        });
      const trip = dice.between(10, 150) + latency;
      const refusedAt = (name: string, headers = {}): void => {
        const real = refuse(name);
        scheduler.after(trip, () => answer({ ...real, headers: { ...real.headers, ...headers } }));
      };
      switch (fault) {
        case null:
          return arrive(trip, answer);
        case 'answer_slow':
          return arrive(trip, (real) => answer(real, dice.between(2000, 14_000)));
        case 'request_lost':
          return scheduler.after(TIMEOUT, () => answer(null));
        case 'answer_lost':
          return arrive(trip, () => answer(null, TIMEOUT - 400));
        case 'connection_reset':
          return arrive(trip, () => answer(null));
        case 'accepted_after_timeout':
          scheduler.after(TIMEOUT, () => answer(null));
          return arrive(TIMEOUT + dice.between(0, 2 * MINUTE), () => {});
        case 'dies_in_call':
          scheduler.after(dice.between(0, 400), () => {
            network.answered(call, null, fault);
            die(scheduler, network, process);
          });
          return arrive(trip, () => {});
        case 'stalls_in_call':
          return arrive(trip, (real) => answer(real, dice.between(5 * MINUTE, 25 * MINUTE)));
        case 'error_before':
          return refusedAt('service_unavailable');
        case 'error_after':
          return arrive(trip, () => answer(refuse('internal_server_error')));
        case 'error_remembered':
          return refusedAt('application_error');
        case 'answer_unreadable':
          return arrive(trip, () => answer({ status: 200, headers: {}, body: '<html>' }));
        case 'told_concurrent':
          return arrive(trip, () =>
            answer(
              refuse(dice.happens(0.5) ? 'concurrent_idempotent_requests' : 'resource_locked'),
            ),
          );
        case 'told_rate':
          return refusedAt('rate_limit_exceeded', { 'retry-after': String(dice.between(1, 60)) });
        case 'refusal_stalls':
          return scheduler.after(trip, () =>
            answer(refuse('daily_quota_exceeded'), dice.between(5 * MINUTE, 25 * MINUTE)),
          );
        case 'provider_outage':
          if (dice.happens(0.5)) return refusedAt('service_unavailable');
          return scheduler.after(TIMEOUT, () => answer(null));
        case 'provider_hangs':
          scheduler.after(TIMEOUT, () => answer(null));
          return dice.happens(0.5) ? arrive(trip, () => {}) : undefined;
        case 'provider_quota':
          return refusedAt(dice.pick(['daily_quota_exceeded', 'monthly_quota_exceeded']));
        case 'provider_account':
          return refusedAt(
            dice.pick(['suspended_api_key', 'invalid_api_key', 'invalid_permission']),
          );
        case 'list_fails':
          return refusedAt(dice.happens(0.5) ? 'service_unavailable' : 'restricted_api_key');
      }
    });

/**
 * Finishes a call at the provider, and reports the emails it accepted: the journal is the only
 * evidence.
 */
function finish(scheduler: Scheduler, network: Network, call: Call, arrival: Arrival): HttpAnswer {
  const { log } = scheduler.world;
  const before = log.length;
  const { answer } = arrival.finish(scheduler.now);
  if (log.length > before) {
    const accepted = log.slice(before);
    scheduler.note(`accepted ${accepted.map(({ delivery }) => delivery)}`);
    network.accepted(call, accepted);
  }
  if (answer === 'cut') throw new Error('the provider cut a connection without an injected fault');
  return answer;
}

function callOf(scheduler: Scheduler, process: Process, request: ProviderRequest): Call {
  const batch = request.path === '/emails/batch';
  const body = request.method === 'POST' ? [JSON.parse(request.body)].flat() : [];
  return {
    process,
    request,
    batch,
    key: request.headers['idempotency-key'] ?? request.path,
    members: body.map(({ tags }) => tags[0].value),
    began: scheduler.now,
  };
}

/** The parts of a response that the client reads. */
const responseOf = ({ status, headers, body }: HttpAnswer): Response =>
  ({
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name: string) => headers[name] ?? null },
    json: async () => JSON.parse(body),
  }) as unknown as Response;
