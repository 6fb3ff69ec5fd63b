import { createMiddleware } from 'hono/factory';
import { thrown } from '../../domain/redact.ts';
import type { AppContext, AppEnv } from '../shared/context.ts';

type Work = () => Promise<void>;

/**
 * Defers work until the whole response has been sent, so that response times do not depend on the
 * work. If the work fails, the next tick completes it.
 */
export const afterAnswer = (c: AppContext, work: Work): void => {
  c.var.later.push(work);
};

export const answerFirst = createMiddleware<AppEnv>(async (c, next) => {
  const later: Work[] = [];
  c.set('later', later);
  await next();
  if (later.length === 0) return;
  const body = new Uint8Array(await c.res.arrayBuffer());
  const { readable, writable } = new FixedLengthStream(body.length);
  c.res = new Response(readable, c.res);
  const { wait } = c.var.services.ports;
  c.executionCtx.waitUntil(
    sent(writable, body)
      .then(() => wait(FORWARDING_MS))
      .then(() => Promise.all(later.map(tried))),
  );
});

/**
 * The runtime still compresses and forwards the body after reading it; on a small machine the work
 * would compete with it for the CPU.
 */
export const FORWARDING_MS = 20;

/** Resolves when the last byte was read, or when the client closed the connection. */
async function sent(stream: WritableStream<Uint8Array>, body: Uint8Array): Promise<void> {
  const writer = stream.getWriter();
  try {
    await writer.write(body);
    await writer.close();
  } catch {
    // The client closed the connection.
  }
}

const tried = (work: Work): Promise<void> =>
  work().catch((error: unknown) => {
    console.error(JSON.stringify({ event: 'left_for_the_tick', error: thrown(error) }));
  });
