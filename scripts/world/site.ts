import type { IncomingHttpHeaders } from 'node:http';
import { forward } from './http-forward.ts';
import { type Listening, listen } from './http-listen.ts';
import type { Clock } from './provider-clock.ts';

/** The site's address: forwards each request to the Worker, at the world's time. */
export const startSite = (port: number, workerPort: number, clock: Clock): Promise<Listening> =>
  listen(port, (request, response) =>
    forward(request, response, {
      port: workerPort,
      ...atTime(request, clock.now()),
      answered: revalidated,
      down: "The Worker isn't running. Restart the world.\n",
    }),
  );

type Asked = { url?: string | undefined; headers: IncomingHttpHeaders };

/**
 * A request with the time that the Worker takes for now. A `Milepost-Now` header and the `time` of a
 * scheduled event win over the world's clock, and do not move it.
 */
function atTime({ url = '/', headers }: Asked, now: number) {
  const [path = '', query = ''] = url.split('?');
  const timeless = SCHEDULED.test(path) && !new URLSearchParams(query).has('time');
  return {
    path: timeless ? `${path}?${query}&time=${now}` : url,
    headers: { 'milepost-now': new Date(now).toISOString(), ...headers },
  };
}

/** A browser's copy of a page would still show the day before the clock was moved. */
function revalidated(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const isKept = headers['cache-control']?.startsWith('private, max-age');
  return isKept ? { ...headers, 'cache-control': 'private, no-cache' } : headers;
}

/** Wrangler's two paths for an event of the cron. */
const SCHEDULED = /^\/cdn-cgi\/(handler|local)\/scheduled$/;
