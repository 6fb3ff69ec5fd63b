import { thrown } from './domain/discreet.ts';
import { app } from './http/app.ts';
import { type Env, openRun } from './services.ts';
import { health } from './usecases/health.ts';
import type { Ports } from './usecases/ports.ts';
import { tick } from './usecases/tick.ts';

export default {
  fetch: app.fetch,

  /** A run's time is the minute it was meant for, plus what it has taken since. */
  async scheduled(controller, env) {
    const run = openRun(env);
    if ('problems' in run) {
      console.error(JSON.stringify({ event: 'misconfigured', problems: run.problems.join(' ') }));
      return;
    }
    const began = Date.now();
    const clock = () => controller.scheduledTime + (Date.now() - began);
    try {
      await tick(run.ports, clock, run.room);
    } catch (error) {
      console.error(JSON.stringify({ event: 'tick_failed', error: thrown(error) }));
      // The platform notes what a failed run threw: nothing about anybody.
      throw new Error('The tick failed; the line before this one says how.');
    }
    await beat(env, run.ports, clock());
  },
} satisfies ExportedHandler<Env>;

/** A dead man's switch is pinged while all is well, and alerts when no ping comes. */
async function beat({ HEARTBEAT_URL: url }: Env, ports: Ports, now: number): Promise<void> {
  if (!url) return;
  try {
    if (!(await health(ports, now)).ok) return;
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch {
    console.error(JSON.stringify({ event: 'heartbeat_failed' }));
  }
}
