import { app } from './http/app.ts';
import { type Env, openRun } from './services.ts';
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
    await tick(run.ports, () => controller.scheduledTime + (Date.now() - began), run.room);
  },
} satisfies ExportedHandler<Env>;
