/** HTTP requests of the benchmark, without a time limit and repeated if they are cut off. */
import { type Agent, request } from 'node:http';

export type Ask = {
  readonly path: string;
  readonly headers?: Record<string, string>;
  /** Bytes, or a value that is sent as JSON; turns the request into a POST. */
  readonly body?: unknown;
};

export type Answer = { readonly status: number; readonly body: Buffer; readonly etag: string };

/** A server may close an idle connection at the moment when it is used again. */
const TRIES = 3;

/**
 * Sends a request, up to three times if its connection is lost: everything that the benchmark asks
 * for may be asked twice.
 */
export async function send(url: string, ask: Ask, agent?: Agent): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOnce(url, ask, agent);
    } catch (error) {
      if (attempt === TRIES || !CUT_OFF.includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw error;
      }
    }
  }
}

const CUT_OFF = ['ECONNRESET', 'EPIPE'];

function sendOnce(url: string, { path, headers = {}, body }: Ask, agent?: Agent): Promise<Answer> {
  const content = body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const options = {
      method: content === undefined ? 'GET' : 'POST',
      headers: {
        ...(content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
        ...headers,
      },
      ...(agent ? { agent } : {}),
    };
    const asked = request(`${url}${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks),
          etag: String(response.headers.etag ?? ''),
        }),
      );
    });
    asked.on('error', reject).end(content);
  });
}
