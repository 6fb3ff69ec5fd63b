/**
 * MailDev in a process of its own: it takes over signals and ends its process. Started by the
 * mailbox with the two ports and the directory; ends when the mailbox does, however that ended.
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

// MailDev answers Ctrl-C by itself; here the mailbox decides when it ends.
process.removeAllListeners('SIGINT');
process.on('SIGINT', () => {});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
