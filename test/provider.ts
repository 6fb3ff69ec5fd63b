import { listen } from '../scripts/world/http-listen.ts';
import { createProvider, type Provider } from '../scripts/world/provider.ts';
import { answer } from '../scripts/world/provider-server.ts';
import { siteverify } from './support/turnstile.ts';

/**
 * The provider's stand-in for all tests: outside the Worker, over real HTTP. Each path prefix has
 * separate emails, faults and clock.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const standIns = new Map<string, Provider>();
  const { stop } = await listen(Number(process.env.PROVIDER_PORT), (request, response) => {
    const [, name = '', path = '/'] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? '') ?? [];
    if (name === 'turnstile') return siteverify(request, response);
    const standIn = standIns.get(name) ?? createProvider({ rate_limit: null });
    standIns.set(name, standIn);
    request.url = path;
    answer(standIn, request, response);
  });
  return async () => {
    for (const standIn of standIns.values()) standIn.stop();
    await stop();
  };
}
