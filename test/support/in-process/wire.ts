/** The production client's HTTP, cut short: a call to the provider's model instead of a socket. */
import type { Answer, Provider, Request } from './provider.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A fetch that reaches this provider and no other. */
export const fetchFrom =
  (provider: Pick<Provider, 'handle'>): Fetch =>
  async (url, init) =>
    responseOf(provider.handle(requestOf(url, init)));

export function requestOf(url: string, init: RequestInit): Request {
  const { pathname, search } = new URL(url);
  return {
    method: init.method ?? 'GET',
    path: pathname + search,
    headers: init.headers as Record<string, string>,
    body: init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : '',
  };
}

export const responseOf = ({ status, headers, body }: Answer): Response =>
  new Response(body, { status, headers });
