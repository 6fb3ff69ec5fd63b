import { readFileSync, writeFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { Mail } from './provider-types.ts';

/**
 * Sends accepted emails to the viewer by SMTP, one at a time and in order, so that a single number
 * stores the progress across restarts.
 */
export function createDelivery(smtpPort: number, cursorPath: string, viewerUrl: string) {
  const transport = createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    pool: true,
    maxConnections: 1,
    ignoreTLS: true,
  });
  let cursor = readCursor(cursorPath);
  let last: Promise<void> = Promise.resolve();
  let first = true;

  function moveTo(n: number): void {
    cursor = n;
    writeFileSync(cursorPath, String(n));
  }

  return {
    /** Delivers after earlier emails; skips one that was delivered before a restart. */
    deliver(mail: Mail): void {
      last = last.then(async () => {
        if (mail.n <= cursor) return;
        // The first email after a restart may have been delivered just before the cursor was saved.
        const shown = first && (await withRetries(() => isShown(viewerUrl, mail)));
        if (!shown) await withRetries(() => transport.sendMail(toMime(mail)));
        first = false;
        moveTo(mail.n);
      });
      last = last.catch((error: Error) => {
        console.error(`The mailbox couldn't show "${mail.subject}": ${error.message}`);
      });
    },
    /** Resolves when all emails are in the viewer. */
    settled: () => last,
    restart: () => moveTo(0),
    stop: () => transport.close(),
  };
}

/** The viewer answers HTTP a moment before it accepts email. */
async function withRetries<T>(send: () => Promise<T>, tries = 10): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return withRetries(send, tries - 1);
  }
}

async function isShown(viewerUrl: string, mail: Mail): Promise<boolean> {
  const response = await fetch(`${viewerUrl}/email`);
  const shown = (await response.json()) as { messageId?: string }[];
  return shown.some(
    ({ messageId }) => `<${messageId}>` === mail.message_id || messageId === mail.message_id,
  );
}

/** The email as the recipient's server gets it, for nodemailer. */
export function toMime(mail: Mail) {
  const { from, to, cc, bcc, reply_to, subject, text, html, headers, message_id } = mail;
  return {
    from,
    to,
    cc,
    bcc,
    replyTo: reply_to,
    subject,
    // Text first, HTML second: clients show the last alternative that they support.
    text: text ?? '',
    ...(html !== null && { html }),
    headers,
    messageId: message_id,
    date: new Date(mail.accepted_at),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function readCursor(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    return 0;
  }
}
