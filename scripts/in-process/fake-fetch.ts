/** The provider without a socket: `fetch` for the production client, and the accepted emails. */

import type { Instant } from '../../src/domain/time.ts';
import type { HttpAnswer } from '../world/provider-answers.ts';
import type { Core } from '../world/provider-core.ts';
import type { AcceptedRecord, ProviderRequest } from '../world/provider-types.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A `fetch` that reaches only this provider. */
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

/** An email that the provider accepted. */
export type Sent = {
  /** The sequence number of acceptance, from 1. */
  readonly n: number;
  readonly at: Instant;
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** The `delivery` tag; empty if it's missing. */
  readonly delivery: string;
  readonly key: string | null;
  /** Empty unless `keep_bodies` is set. */
  readonly html: string;
  readonly text: string;
};

export const sentBy = ({ at, mails }: AcceptedRecord): Sent[] =>
  mails.map(({ n, id, to, subject, tags, key, html, text }) => ({
    n,
    at,
    id,
    to: to.join(', '),
    subject,
    delivery: tags.find(({ name }) => name === 'delivery')?.value ?? '',
    key,
    html: html ?? '',
    text: text ?? '',
  }));
