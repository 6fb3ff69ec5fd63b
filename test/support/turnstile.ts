/**
 * Turnstile's siteverify as documented, on a real socket: the three test secrets, and one secret
 * whose tokens state their content: `host=… action=…`, each valid once.
 * https://developers.cloudflare.com/turnstile/troubleshooting/testing/
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export const REAL_SECRET = '0x4AAAAAAA-not-a-test-secret';

const spent = new Set<string>();

/** Paths: `/siteverify`, and its failures `/broken`, `/unreadable` and `/stalled`. */
export async function siteverify(request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '';
  if (path.endsWith('/stalled')) return request.resume();
  if (path.endsWith('/broken')) return answer(response, 500, '{"oops":true}');
  if (path.endsWith('/unreadable')) return answer(response, 200, '<html>');
  let body = '';
  for await (const chunk of request) body += chunk;
  answer(response, 200, JSON.stringify(verdict(JSON.parse(body))));
}

function verdict({ secret, response: token }: { secret: string; response: string }) {
  if (/^1x0+AA$/.test(secret)) return passed('example.com', '');
  if (/^2x0+AA$/.test(secret)) return refused('invalid-input-response');
  if (/^3x0+AA$/.test(secret)) return refused('timeout-or-duplicate');
  if (secret !== REAL_SECRET) return refused('invalid-input-secret');
  const [, host, action] = /host=(\S*) action=(\S*)/.exec(token) ?? [];
  if (host === undefined) return refused('invalid-input-response');
  if (spent.has(token)) return refused('timeout-or-duplicate');
  spent.add(token);
  return passed(host, action!);
}

const passed = (hostname: string, action: string) => ({
  success: true,
  'error-codes': [],
  challenge_ts: new Date(0).toISOString(),
  hostname,
  action,
});

const refused = (code: string) => ({ success: false, 'error-codes': [code] });

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
