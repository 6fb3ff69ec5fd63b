/** The course watches itself: a nightly check of the accounts, and word to the operator. */
import { escapeHtml } from '../domain/template.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { health } from './health.ts';
import type { Ports } from './ports.ts';
import type { Message } from './sending/ports.ts';

/** Once a day: checks the accounts, deletes what nobody needs, and writes to the operator if something needs a person. */
export async function watch(ports: Ports, digestAt: Instant, now: Instant): Promise<void> {
  const wrong = await ports.settings.audit(now);
  for (const finding of wrong) ports.log('accounts_differ', { finding });
  const current = ports.courses.templates().map(({ hash }) => hash);
  await ports.subscriptions.prune(now, current);
  const { problems, unknown } = await health(ports, now);
  const doubts =
    unknown > 0
      ? [`${unknown} mails may have been accepted: \`npx milepost unknown\` lists them.`]
      : [];
  const lines = [...problems, ...doubts];
  if (lines.length === 0 || now - digestAt < DAY) return;
  const day = new Date(now).toISOString().slice(0, 10);
  const outcome = await ports.mailer.send({
    key: `digest.${day}`,
    batch: false,
    messages: [digest(ports, lines, day)],
  });
  if (outcome.result === 'accepted') await ports.settings.digested(now);
}

/** Plain words, no addresses: it may be forwarded. */
function digest({ sender }: Ports, lines: readonly string[], day: string): Message {
  const text = [
    `${sender.baseUrl} needs a person:`,
    '',
    ...lines.map((line) => `- ${line}`),
    '',
    `More: ${sender.baseUrl}/health`,
  ].join('\n');
  return {
    from: sender.from,
    to: sender.replyTo,
    replyTo: sender.replyTo,
    template: {
      hash: '',
      subject: ['Your course needs a look'],
      html: [`<pre>${escapeHtml(text)}</pre>`],
      text: [text],
    },
    values: {},
    unsubscribe: null,
    delivery: `digest-${day}`,
  };
}
