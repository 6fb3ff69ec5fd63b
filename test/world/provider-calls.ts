import { startProvider } from '../../scripts/world/provider-server.ts';
import type { Fault } from '../../scripts/world/provider-types.ts';

type Started = Awaited<ReturnType<typeof startProvider>>;

export const mail = (to = 'ada@example.com', extra: Record<string, unknown> = {}) => ({
  from: 'Milepost <course@milepost.test>',
  to: [to],
  subject: 'One week to go',
  html: '<p>Hello</p>',
  text: 'Hello',
  ...extra,
});

/** A running stand-in and shortcuts for calling it. */
export async function provider(options: Parameters<typeof startProvider>[0] = {}) {
  const started: Started = await startProvider({ rate_limit: null, ...options });
  const { url } = started;

  async function call(method: string, path: string, body?: unknown, headers = {}) {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: 'Bearer re_test',
        'user-agent': 'milepost',
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /^\{.*\}$/s.test(text) ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    ...started,
    call,
    send: (body: unknown = mail(), headers: Record<string, string> = {}) =>
      call('POST', Array.isArray(body) ? '/emails/batch' : '/emails', body, headers),
    get: (path: string) => call('GET', path),
    fault: (fault: Fault) => call('POST', '/_control/faults', fault),
    clock: (now: string) => call('POST', '/_control/clock', { now, frozen: true }),
    accepted: async (query = '') => (await call('GET', `/_control/mails${query}`)).json.mails,
  };
}

export type TestProvider = Awaited<ReturnType<typeof provider>>;
