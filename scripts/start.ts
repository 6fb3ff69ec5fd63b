import { clockHint, playHint } from './world/hints.ts';
import { bold, dim, mailLine, readFlags, readPort, runMain, Trouble } from './world/terminal.ts';
import { startWorld } from './world/world.ts';

const usage = `npm start -- [--port 8787] [--mailbox-port 8025]

Starts Milepost on this machine: the site, its database, a mailbox that shows every email, and the
cron every minute. You need no account and no network. MILEPOST_PORT and MILEPOST_MAILBOX_PORT work too.`;

await runMain(async () => {
  const flags = readFlags({ port: { type: 'string' }, 'mailbox-port': { type: 'string' } }, usage);
  const { MILEPOST_PORT, MILEPOST_MAILBOX_PORT } = process.env;
  console.log(dim('Compiling the course, preparing the database, starting the Worker …'));

  const ended = Promise.withResolvers<void>();
  const world = await startWorld({
    port: readPort(flags.port ?? MILEPOST_PORT, 'MILEPOST_PORT', 8787),
    mailboxPort: readPort(
      flags['mailbox-port'] ?? MILEPOST_MAILBOX_PORT,
      'MILEPOST_MAILBOX_PORT',
      8025,
    ),
    cron: true,
    onMail: (mail) => console.log(mailLine(mail)),
    onExit: (lines) =>
      ended.reject(new Trouble('The Worker ended.', lines, 'Start again with: npm start')),
  });

  console.log(`
${bold('Milepost is running.')}

  the site     ${bold(world.url)}
  the mailbox  ${bold(world.mailboxUrl)}   ${dim('every email, as its reader sees it')}

${playHint}
${dim(clockHint(world.mailbox.provider.state.clock.describe()))}
`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, ended.resolve);
  try {
    await ended.promise;
  } finally {
    console.log(dim('Stopping …'));
    await world.stop();
  }
});
