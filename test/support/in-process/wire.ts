/** The production client's HTTP, cut short: a call to the provider itself instead of a socket. */

import type { HttpAnswer } from '../../../scripts/world/provider-answers.ts';
import type { Core } from '../../../scripts/world/provider-core.ts';
import type { ProviderRequest } from '../../../scripts/world/provider-types.ts';
import type { Instant } from '../../../src/domain/time.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A fetch that reaches this provider and no other. */
export const fetchFrom =
  (provider: Pick<Core, 'handle'>, now: () => Instant): Fetch =>
  async (url, init) => {
    const answer = provider.handle(requestOf(url, init), now());
    if (answer === 'cut') throw new TypeError('Network connection lost.');
    return responseOf(answer);
  };

export function requestOf(url: string, init: RequestInit): ProviderRequest {
  const { pathname, search } = new URL(url);
  return {
    method: init.method ?? 'GET',
    path: pathname + search,
    headers: init.headers as Record<string, string>,
    body: init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : '',
  };
}

export const responseOf = ({ status, headers, body }: HttpAnswer): Response =>
  new Response(body, { status, headers });
