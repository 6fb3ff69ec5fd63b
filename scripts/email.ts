/** `npm run email`: every email of every course in React Email's preview, as it would be sent today. */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { readFlags, readPort, runMain, Trouble } from './world/terminal.ts';
import { root, run } from './world/wrangler.ts';

const usage = `npm run email -- [--port 3000]

Shows every email of content/ in the browser, for a reader called Ada, and again after each change in
content/ and emails/.`;

const WATCHED = ['content', 'emails'];
const WRITER = join(root, 'scripts/email-samples.ts');

await runMain(async () => {
  const flags = readFlags({ port: { type: 'string' } }, usage);
  const port = readPort(flags.port, '--port', 3000);
  const folder = join(root, '.milepost/emails');
  const write = () => run(['--no-warnings', WRITER, folder]);
  const first = await write();
  if (first.code !== 0) {
    const fix = 'Put that right in content/ or emails/ and start again.';
    throw new Trouble('The course does not compile.', first.stderr.trim(), fix);
  }

  let timer: NodeJS.Timeout | undefined;
  const again = async () => {
    const { code, stderr } = await write();
    if (code !== 0) console.error(stderr.trim());
  };
  for (const name of WATCHED) {
    watch(join(root, name), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(again, 200);
    });
  }
  const server = join(root, 'node_modules/.bin/email');
  const child = spawn(server, ['dev', '--dir', folder, '--port', String(port)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.once('SIGTERM', () => child.kill());
  child.on('exit', (code) => process.exit(code ?? 0));
});
