import { control } from './provider-control.ts';
import { createState, type ProviderOptions } from './provider-state.ts';
import type { Answer, Fault, Mail, ProviderRequest } from './provider-types.ts';

/**
 * A stand-in for the email provider's HTTP API, without a server: it runs in Node and in a Worker.
 * @example
 * const provider = createProvider({ rate_limit: null });
 * provider.addFaults({ kind: 'drop_after' });
 * vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
 */
export function createProvider(options: ProviderOptions = {}) {
  const state = createState(options);

  /** Answers one request of the provider's API or of the control API. */
  async function handle(request: ProviderRequest): Promise<Answer> {
    if (/^\/_control(?![^/?])/.test(request.path)) return control(state, request);
    const { wait: delay, finish } = state.receive(request, state.clock.now(), Date.now());
    if (delay > 0) await wait(delay);
    const { answer, hold } = finish(state.clock.now());
    if (hold > 0) await wait(hold);
    return answer;
  }

  return {
    handle,
    state,
    /** The stand-in as a `fetch`: a cut connection throws a TypeError like the platform's fetch. */
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const answer = await handle({
        method: request.method,
        path: pathname + search,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      });
      request.signal?.throwIfAborted();
      if (answer === 'cut') throw new TypeError('Network connection lost.');
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    },
    addFaults: (...faults: Fault[]) => state.faults.add(faults),
    mailsTo: (address: string): Mail[] =>
      state.mails.filter(({ to }) => to.some((one) => one.includes(address))),
    settle: () => state.webhooks.settle(),
    stop: () => state.webhooks.stop(),
  };
}

export type Provider = ReturnType<typeof createProvider>;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
