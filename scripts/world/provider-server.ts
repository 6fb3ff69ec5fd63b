import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from './http-listen.ts';
import { createProvider, type Provider } from './provider.ts';
import { fileJournal } from './provider-journal.ts';
import type { ProviderOptions } from './provider-state.ts';

export type StartOptions = ProviderOptions & {
  /** Default: a free port. */
  port?: number;
  /** The file that keeps accepted emails and keys across restarts. */
  journalPath?: string;
};

/**
 * Starts the provider's stand-in on localhost.
 * @example
 * const { url, provider, stop } = await startProvider({ rate_limit: null });
 */
export async function startProvider({
  port = 0,
  journalPath,
  ...options
}: StartOptions = {}): Promise<{ url: string; provider: Provider; stop: () => Promise<void> }> {
  const journal = journalPath ? { journal: fileJournal(journalPath) } : {};
  const provider = createProvider({ ...journal, ...options });
  const listening = await listen(port, (request, response) => {
    answer(provider, request, response);
  });
  const stop = async () => {
    provider.stop();
    await listening.stop();
  };
  return { url: `http://localhost:${listening.port}`, provider, stop };
}

/** Answers one HTTP request with the stand-in. */
export async function answer(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  try {
    const body = await bodyOf(request);
    const given = await provider.handle({
      method,
      path: url,
      headers: Object.fromEntries(flat),
      body,
    });
    if (given === 'cut') request.socket.destroy();
    else response.writeHead(given.status, given.headers).end(given.body);
  } catch {
    // The client closed the connection while sending the request.
    request.socket.destroy();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
