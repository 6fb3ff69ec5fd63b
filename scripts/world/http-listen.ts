import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening = { port: number; servers: Server[]; stop: () => Promise<void> };

/**
 * Listens on both loopback addresses, because `localhost` may resolve to either. Port 0 picks a
 * free port.
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const first = await open(port, '127.0.0.1', listener);
  const taken = (first.address() as AddressInfo).port;
  const second = await open(taken, '::1', listener).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && port !== 0) {
      first.close();
      throw error;
    }
    return null; // No IPv6, or the port is in use there: IPv4 only.
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
 * A free port below the ephemeral range: an ephemeral port could be taken by any outgoing
 * connection before the server listens on it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function open(port: number, host: string, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Longer than clients keep idle connections, so that none is closed during a request.
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
