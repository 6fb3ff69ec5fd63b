import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = { port: number; servers: Server[]; stop: () => Promise<void> };

/**
 * Listens on this machine only, on both of its addresses: `localhost` may mean either. Port 0 takes
 * a free one.
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const first = await open(port, '127.0.0.1', listener);
  const taken = (first.address() as AddressInfo).port;
  const second = await open(taken, '::1', listener).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && port !== 0) {
      first.close();
      throw error;
    }
    return null; // No IPv6 here, or somebody else's port: IPv4 has to do.
  });
  const servers = second ? [first, second] : [first];
  return { port: taken, servers, stop: () => close(servers) };
}

/** Whether the port is free on both addresses. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await (await listen(port, () => {})).stop();
    return true;
  } catch {
    return false;
  }
}

/**
 * A port that nobody uses at the moment, below those that systems hand out by themselves: one of
 * theirs could be gone to any connection before it is listened on.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function open(port: number, host: string, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Idle connections are kept longer than clients do, so that none is closed under a request.
    const server = createServer({ keepAliveTimeout: 65_000 }, listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function close(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    }),
  );
}
