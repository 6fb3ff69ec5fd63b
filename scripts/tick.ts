import { toMinute } from '../src/domain/time.ts';
import { clockHint } from './world/hints.ts';
import { spanOf } from './world/span.ts';
import { dim, mailLine, readFlags, readPort, runMain, Trouble } from './world/terminal.ts';
import { type Addresses, clockOf, isRunning, playTick, runOn, setOffset } from './world/tick.ts';

const usage = `npm run tick -- [--at <instant>] [--until <instant> [--every 1h]] | --now

Plays the cron of the running world at an instant (default: the world's present), or over a span,
and prints the emails that are sent. The world's clock then runs on from the last instant: the site
shows that day. An instant is written like 2027-03-20T08:01Z or 2027-03-20T08:01-04:00.
  --at             the instant, or the beginning of the span
  --until          the end of the span
  --every          how often in the span: 10m, 1h, 1d (default 1h); 1h plays every full hour
  --now            brings the clock back to real time, and plays the cron
  --port, --mailbox-port   where the world runs (8787 and 8025)`;

await runMain(async () => {
  const flags = readFlags(
    {
      at: { type: 'string' },
      until: { type: 'string' },
      every: { type: 'string' },
      now: { type: 'boolean' },
      port: { type: 'string' },
      'mailbox-port': { type: 'string' },
    },
    usage,
  );
  if (flags.now && (flags.at ?? flags.until ?? flags.every) !== undefined) {
    throw new Trouble(
      "--now can't be combined with other instants.",
      'It brings the clock back to real time.',
      usage,
      2,
    );
  }
  const { MILEPOST_PORT, MILEPOST_MAILBOX_PORT } = process.env;
  const port = readPort(flags.port ?? MILEPOST_PORT, '--port', 8787);
  const mailboxPort = readPort(
    flags['mailbox-port'] ?? MILEPOST_MAILBOX_PORT,
    '--mailbox-port',
    8025,
  );
  const world = { url: `http://localhost:${port}`, mailboxUrl: `http://localhost:${mailboxPort}` };

  const clock = await clockOf(world).catch(() => null);
  const from = clock === null || flags.now ? Date.now() : Date.parse(clock.now);
  const instants = spanOf(flags, from);
  if (clock === null || !(await isRunning(world))) {
    throw new Trouble(
      "Milepost isn't running.",
      `Nothing answers at ${world.url} and ${world.mailboxUrl}.`,
      'Start it in another window: npm start\nIf it runs on other ports, add --port and --mailbox-port.',
    );
  }
  const travels = flags.at !== undefined || flags.until !== undefined;
  const startClock = () =>
    travels ? runOn(world) : setOffset(world, flags.now ? 0 : clock.offset_ms);
  process.once('SIGINT', () => startClock().finally(() => process.exit(130)));
  try {
    await play(world, instants);
  } finally {
    // Without a world there is no clock to start, and its own error says more.
    await startClock().catch(() => {});
  }
  console.log(dim(clockHint(await clockOf(world))));
});

async function play(world: Addresses, instants: number[]): Promise<void> {
  let sent = 0;
  for (const [index, at] of instants.entries()) {
    const mails = await playTick(world, at);
    for (const mail of mails) console.log(mailLine(mail));
    sent += mails.length;
    if (isTenth(index + 1, instants.length)) console.log(dim(`  played until ${toMinute(at)}`));
  }
  const [first = 0] = instants;
  if (sent === 0) console.log(dim(`Nothing was due ${sayWhen(first, instants.at(-1) ?? first)}.`));
}

/** After each tenth of a span that takes some seconds, but the last. */
function isTenth(done: number, of: number): boolean {
  const tenths = (count: number): number => Math.floor((count * 10) / of);
  return of >= 200 && done < of && tenths(done) > tenths(done - 1);
}

function sayWhen(first: number, last: number): string {
  return first === last
    ? `at ${toMinute(first)}`
    : `from ${toMinute(first)} until ${toMinute(last)}`;
}
