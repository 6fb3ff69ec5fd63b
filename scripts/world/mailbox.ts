import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { clockFile } from './clock-file.ts';
import { freePort, listen } from './http-listen.ts';
import { createDelivery } from './mailbox-delivery.ts';
import { forwardToViewer, forwardUpgrade } from './mailbox-proxy.ts';
import { createProvider, type Provider } from './provider.ts';
import { fileJournal } from './provider-journal.ts';
import { answer } from './provider-server.ts';
import type { ProviderOptions } from './provider-state.ts';

export type MailboxOptions = ProviderOptions & {
  port?: number;
  /** Where emails are stored across restarts. */
  dir: string;
};

export type Mailbox = {
  url: string;
  provider: Provider;
  /** Resolves when every accepted email is in the viewer. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
};

/** The provider's API and a viewer for its emails, on one port. */
export async function startMailbox({
  port = 0,
  dir,
  onMail,
  ...options
}: MailboxOptions): Promise<Mailbox> {
  mkdirSync(join(dir, 'mails'), { recursive: true });
  const smtpPort = await freePort();
  const webPort = await freePort();
  const viewer = startViewer(smtpPort, webPort, join(dir, 'mails'));
  const delivery = createDelivery(smtpPort, join(dir, 'delivered'), `http://127.0.0.1:${webPort}`);

  const file = fileJournal(join(dir, 'mails.jsonl'));
  const clear = () => {
    file.clear();
    delivery.restart();
    fetch(`http://127.0.0.1:${webPort}/email/all`, { method: 'DELETE' }).catch(() => {});
  };
  const provider = createProvider({
    ...options,
    journal: { ...file, clear },
    clockStore: clockFile(join(dir, 'clock')),
    onMail: (mail) => {
      delivery.deliver(mail);
      onMail?.(mail);
    },
  });

  await answering(`http://127.0.0.1:${webPort}/healthz`, viewer);
  // Emails accepted but not delivered before the process was killed.
  provider.state.mails.forEach(delivery.deliver);

  const sockets = new Set<Socket>();
  const listening = await listen(port, (request, response) => {
    if (isApi(request)) answer(provider, request, response);
    else forwardToViewer(webPort, request, response);
  }).catch((error) => {
    viewer.kill();
    throw error;
  });
  for (const server of listening.servers) {
    server.on('upgrade', (request, socket, head) => {
      sockets.add(socket as Socket);
      socket.on('close', () => sockets.delete(socket as Socket));
      forwardUpgrade(webPort, request, socket as Socket, head);
    });
  }

  return {
    url: `http://localhost:${listening.port}`,
    provider,
    settled: delivery.settled,
    stop: async () => {
      await delivery.settled();
      delivery.stop();
      provider.stop();
      for (const socket of sockets) socket.destroy();
      await listening.stop();
      viewer.stdin?.end();
      await gone(viewer);
    },
  };
}

const isApi = ({ url = '/' }: IncomingMessage): boolean =>
  /^\/(emails|domains|_control)(?![^/?])/.test(url);

function startViewer(smtpPort: number, webPort: number, mails: string): ChildProcess {
  const script = join(import.meta.dirname, 'mailbox-viewer.ts');
  const args = ['--no-warnings', script, String(smtpPort), String(webPort), mails];
  return spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
}

async function answering(url: string, viewer: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (viewer.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  viewer.kill();
  throw new Error("The email viewer (MailDev) didn't start. `npm install` may be incomplete.");
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 2_000);
    child.on('exit', () => {
      clearTimeout(force);
      resolve();
    });
  });
}
