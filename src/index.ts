import { thrown } from './domain/redact.ts';
import { app } from './http/app.ts';
import { type Env, openRun } from './services.ts';
import { health } from './usecases/operator/health.ts';
import type { Ports } from './usecases/ports.ts';
import { tick } from './usecases/sending/tick.ts';

export default {
  fetch: app.fetch,

  async scheduled(controller, env) {
    const run = openRun(env, controller.scheduledTime);
    if ('problems' in run) {
      console.error(JSON.stringify({ event: 'misconfigured', problems: run.problems.join(' ') }));
      return;
    }
    try {
      await tick(run.ports, run.clock, run.room);
    } catch (error) {
      console.error(JSON.stringify({ event: 'tick_failed', error: thrown(error) }));
      // Cloudflare logs this error: it must not contain personal data.
      throw new Error('The tick failed; the line before this one says how.');
    }
    await beat(run.config.heartbeatUrl, run.ports, run.clock());
  },
} satisfies ExportedHandler<Env>;

/** Pings a dead man's switch while healthy; it alerts when pings stop. */
async function beat(url: string | null, ports: Ports, now: number): Promise<void> {
  if (url === null) return;
  try {
    if (!(await health(ports, now)).ok) return;
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch {
    console.error(JSON.stringify({ event: 'heartbeat_failed' }));
  }
}
