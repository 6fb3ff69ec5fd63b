/**
 * Runs MailDev in a process of its own, because it handles signals and exits its process. The
 * mailbox starts it with the two ports and the directory; it exits when the mailbox does, even if
 * that was killed.
 */
import { createRequire } from 'node:module';

type MailDevOptions = {
  smtp: number;
  web: number;
  ip: string;
  mailDirectory: string;
  silent: boolean;
};

type Create = (options: MailDevOptions) => { listen: () => void };

const [smtp, web, mailDirectory = ''] = process.argv.slice(2);
const create: Create = createRequire(import.meta.url)('maildev');
create({
  smtp: Number(smtp),
  web: Number(web),
  ip: '127.0.0.1',
  mailDirectory,
  silent: true,
}).listen();

// MailDev exits on Ctrl-C by itself; here the mailbox stops it.
process.removeAllListeners('SIGINT');
process.on('SIGINT', () => {});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
