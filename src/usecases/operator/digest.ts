/** Emails the operator when something needs attention. */
import { ALL } from '../../domain/hold.ts';
import { RETRY_FOR } from '../../domain/provider.ts';
import { escapeHtml } from '../../domain/template.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import type { Message } from '../../mail/provider.ts';
import { claimTry } from '../../storage/holds.ts';
import {
  closeDigest,
  type Digest,
  findDigest,
  postponeDigest,
  writeDigest,
} from '../../storage/operator.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';
import { afterwards, breakerOf } from '../sending/outcomes.ts';
import { health } from './health.ts';

/** Emails the operator, unless there is no problem or an email was sent within a day. */
export async function tell(ports: Ports, gate: Gate, now: Instant): Promise<void> {
  // A copy of the database has the operator's address and must not use it.
  if (gate.publicUrl !== ports.sender.baseUrl) return;
  const { problems, unknown, failed } = await health(ports, now);
  const doubts = `${unknown} emails may have been accepted. To list them: \`npx milepost unknown\``;
  const lines = [
    ...problems,
    ...failed.map(
      ({ course, message, reason, count }) =>
        `${course}/${message}: ${count} rejected permanently in the last day (${reason}).`,
    ),
    ...(unknown > 0 ? [doubts] : []),
  ];
  if (lines.length === 0) return;
  const key = `digest.${new Date(now).toISOString().slice(0, 10)}`;
  await writeDigest(ports.db, { key, lines, writtenAt: now });
  await tellAgain(ports, gate, now);
}

/**
 * Whether a day has passed since the operator was last emailed; ticks may run at earlier instants.
 */
export const mayTell = ({ toldAt }: Gate, now: Instant): boolean =>
  toldAt === null || now - toldAt >= DAY || toldAt > now;

/** The wait after each try without an acceptance; the last one repeats. */
const BACK_OFF = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];

/** Calls the stored digest, with the same bytes under the same key, until it is accepted. */
export async function tellAgain(ports: Ports, gate: Gate, now: Instant): Promise<void> {
  const digest = await findDigest(ports.db, now);
  if (digest === null) return;
  const { key, tries, writtenAt } = digest;
  // The provider's key has expired: another call could send a second email.
  if (tries > 0 && now - writtenAt >= RETRY_FOR) return closeDigest(ports.db, key);
  if (!(await hasPlace(ports, gate, now))) return;
  const message = written(ports, digest);
  await postponeDigest(ports.db, digest, now + BACK_OFF[Math.min(tries, BACK_OFF.length - 1)]!);
  const outcome = await ports.mailer.send({ key, batch: false, messages: [message] });
  ports.log('digest_called', { result: outcome.result });
  // A mismatch means that the key was used with other bytes: an earlier call was accepted.
  if (outcome.result === 'accepted' || outcome.result === 'mismatch')
    await closeDigest(ports.db, key);
  const breaker = breakerOf(gate);
  // This rejection adds nothing to the hold and must not postpone its next try.
  if (outcome.result === 'not_now' && breaker.stopped) return;
  await afterwards({ ports, now: () => now, breaker }, [{ outcome, ids: [] }]);
}

/**
 * While a quota or a rate limit stops all sending, subscribers have priority: the digest takes the
 * first try when no email is due, or the next one once emails have been due for a day.
 */
async function hasPlace(ports: Ports, gate: Gate, now: Instant): Promise<boolean> {
  const hold = gate.holds.find(({ scope }) => scope === ALL);
  if (hold === undefined || (hold.cause !== 'quota' && hold.cause !== 'rate')) return true;
  if (hold.nextAt > now) return false;
  if (gate.due && (await health(ports, now)).oldest_due_s * 1000 < DAY) return false;
  return claimTry(ports.db, hold, now);
}

/** Contains no addresses: it may be forwarded. */
function written({ sender }: Ports, { key, lines }: Digest): Message {
  const text = [
    `${sender.baseUrl} needs your attention:`,
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
      course: '',
      message: 'digest',
      subject: ['Your course needs your attention'],
      html: [`<pre>${escapeHtml(text)}</pre>`],
      text: [text],
    },
    values: {},
    unsubscribe: null,
    list: null,
    delivery: key.replace('.', '-'),
  };
}
