/**
 * Stands around a Worker of which nothing is to go on after its answer. What it has left to do then
 * waits for its turn, and here that turn never comes; whatever it begins before is counted.
 */
import worker from 'the-worker';

scheduler.wait = () => new Promise(() => {});

export default {
  fetch: (request, env, context) => {
    // The rest would be waited for, and never comes.
    const alone = { ...context, waitUntil: () => {}, passThroughOnException: () => {} };
    return worker.fetch!(request, env, alone as typeof context);
  },
} satisfies ExportedHandler<{ DB: D1Database }>;
