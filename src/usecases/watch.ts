/** The course watches itself: word to the operator when something needs a person. */
import { escapeHtml } from '../domain/template.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { type Health, health } from './health.ts';
import type { Gate, Ports } from './ports.ts';
import { afterwards } from './sending/block.ts';
import type { Message } from './sending/ports.ts';

/** Once a day: deletes what nobody needs, and writes to the operator if something needs a person. */
export async function watch(ports: Ports, gate: Gate, now: Instant): Promise<void> {
  await ports.settings.watched(now);
  await ports.subscriptions.prune(now);
  await tell(ports, gate, now);
}

/** Writes to the operator, unless all is well or a mail went there within a day. */
export async function tell(ports: Ports, gate: Gate, now: Instant): Promise<void> {
  await write(ports, gate, await health(ports, now), now);
}

/**
 * The word to the operator is a mail, too: while a quota stops all mails, there is none for it. It
 * takes the first place that no subscriber waits for, or the next one when they wait for a day.
 */
export async function tellOfQuota(ports: Ports, gate: Gate, now: Instant): Promise<void> {
  const state = await health(ports, now);
  if (gate.due && state.oldest_due_s * 1000 < DAY) return;
  await write(ports, gate, state, now);
}

async function write(ports: Ports, gate: Gate, state: Health, now: Instant): Promise<void> {
  // A clone of the database has the operator's address, and nothing to say there.
  if (gate.publicUrl !== ports.sender.baseUrl) return;
  const { problems, unknown } = state;
  const doubts = `${unknown} mails may have been accepted: \`npx milepost unknown\` lists them.`;
  const quota = `The provider's quota stopped sending until lately: ${gate.quotaWas}.`;
  const lines = [
    ...problems,
    ...(unknown > 0 ? [doubts] : []),
    ...(gate.quotaWas !== null ? [quota] : []),
  ];
  if (lines.length === 0 || now - gate.digestAt < DAY) return;
  const day = new Date(now).toISOString().slice(0, 10);
  const outcome = await ports.mailer.send({
    key: `digest.${day}`,
    batch: false,
    messages: [digest(ports, lines, day)],
  });
  if (outcome.result === 'not_now') {
    await afterwards({ ports, now: () => now }, [{ outcome, ids: [] }]);
  } else await ports.settings.digested(now);
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
