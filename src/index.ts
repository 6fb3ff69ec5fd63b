import { thrown } from './domain/discreet.ts';
import { app } from './http/app.ts';
import { type Env, openRun } from './services.ts';
import { tick } from './usecases/tick.ts';

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
      // The platform notes what a failed run threw: nothing about anybody.
      throw new Error('The tick failed; the line before this one says how.');
    }
    await beat(env);
  },
} satisfies ExportedHandler<Env>;

/** A dead man's switch hears of every tick that went well, and calls when none comes. */
async function beat({ HEARTBEAT_URL: url }: Env): Promise<void> {
  if (!url) return;
  try {
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch {
    console.error(JSON.stringify({ event: 'heartbeat_failed' }));
  }
}
