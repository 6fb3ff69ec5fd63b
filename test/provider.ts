import { startProvider } from '../scripts/world/provider-server.ts';

/** The mail provider's stand-in for all tests: outside the Worker, over real HTTP. */
export default async function setup(): Promise<() => Promise<void>> {
  const provider = await startProvider({
    port: Number(process.env.PROVIDER_PORT),
    rate_limit: null,
  });
  return provider.stop;
}
