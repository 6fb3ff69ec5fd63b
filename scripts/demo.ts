import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledCourse } from './cli/described.ts';
import { playStory } from './world/demo-story.ts';
import { isFree } from './world/http-listen.ts';
import { bold, dim, green, readFlags, readPort, runMain } from './world/terminal.ts';
import { clockOf, isRunning, setOffset } from './world/tick.ts';
import { startWorld, type World, type WorldOptions } from './world/world.ts';

const usage = `npm run demo -- [--course <id>] [--exit]

Plays a whole countdown in seconds: sign-up, every lesson at its hour, a moved date, the goodbye.
Uses the running world of \`npm start\`, or starts one and keeps it running so that you can look at
the emails. With --exit, in CI or without a terminal, it stops with the demo.`;

await runMain(async () => {
  const flags = readFlags(
    {
      course: { type: 'string' },
      exit: { type: 'boolean' },
      port: { type: 'string' },
      'mailbox-port': { type: 'string' },
    },
    usage,
  );
  const { MILEPOST_PORT, MILEPOST_MAILBOX_PORT, CI } = process.env;
  const port = readPort(flags.port ?? MILEPOST_PORT, '--port', 8787);
  const mailboxPort = readPort(
    flags['mailbox-port'] ?? MILEPOST_MAILBOX_PORT,
    '--mailbox-port',
    8025,
  );
  const addresses = {
    url: `http://localhost:${port}`,
    mailboxUrl: `http://localhost:${mailboxPort}`,
  };

  const own = (await isRunning(addresses)) ? null : await start(port, mailboxPort);
  const world = own ?? addresses;
  const { offset_ms } = await clockOf(world);
  const restoreClock = () => setOffset(world, offset_ms).catch(() => {});
  process.once('SIGINT', () => restoreClock().finally(() => process.exit(130)));
  const stays = own !== null && process.stdout.isTTY && !flags.exit && !CI;
  try {
    // Compiled when the world started.
    if (flags.course !== undefined) compiledCourse(flags.course, usage);
    const began = Date.now();
    await playStory(world, began, flags.course).finally(restoreClock);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(
      `\n${green('✓')} ${bold(`A whole countdown in ${seconds} seconds, each email once.`)}`,
    );
    if (stays || !own) console.log(`  Look at the emails: ${bold(world.mailboxUrl)}`);
    if (stays) {
      console.log(dim('  Ctrl-C stops the world.'));
      process.removeAllListeners('SIGINT');
      await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    }
  } finally {
    await own?.stop();
  }
});

/**
 * On the default ports, so that `npm start` shows the same emails later; on free ports if they are
 * in use.
 */
async function start(port: number, mailboxPort: number): Promise<World> {
  console.log(dim('Starting a world for the demo …'));
  const usual = (await isFree(port)) && (await isFree(mailboxPort));
  const options: WorldOptions = usual
    ? { port, mailboxPort }
    : { port: 0, mailboxPort: 0, stateDir: mkdtempSync(join(tmpdir(), 'milepost-demo-')) };
  return startWorld(options);
}
