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
  findTold,
  postponeDigest,
  type Told,
  writeDigest,
} from '../../storage/operator.ts';
import type { Gate } from '../../storage/sending-state.ts';
import { readVitals } from '../../storage/vitals.ts';
import type { Ports } from '../ports.ts';
import { afterwards, breakerOf } from '../sending/outcomes.ts';
import { doubtsOf, problemsOf } from './problems.ts';

/**
 * Emails the operator all problems if one of them wasn't in an email of the last day, so that each
 * is told at once and then once a day. Returns when to look again.
 */
export async function tell(ports: Ports, gate: Gate, now: Instant): Promise<Instant> {
  // A copy of the database has the operator's address and must not use it.
  if (gate.publicUrl !== ports.sender.baseUrl) return now + DAY;
  const vitals = await readVitals(ports.db, now);
  const problems = [...problemsOf(ports, vitals, now), ...doubtsOf(vitals)];
  if (problems.length === 0) return now + DAY;
  const last = await findTold(ports.db);
  const told = recent(last.told, now);
  if (problems.every(({ name }) => name in told)) {
    return Math.min(...problems.map(({ name }) => told[name]!)) + DAY;
  }
  const key = `digest.${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  // The same key must not go out with other bytes.
  if (key === last.key) return now + MINUTE;
  const lines = problems.map(({ text }) => text);
  const named = Object.fromEntries(problems.map(({ name }) => [name, now]));
  await writeDigest(ports.db, { key, lines, writtenAt: now }, { ...told, ...named }, last.key);
  await tellAgain(ports, gate, now);
  return now + DAY;
}

/** Ticks may run at earlier instants. */
const recent = (told: Told, now: Instant): Told =>
  Object.fromEntries(Object.entries(told).filter(([, at]) => at <= now && now - at < DAY));

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
  await afterwards({ ports, now: () => now, breaker, pace: { rejections: 0 } }, [
    { outcome, ids: [] },
  ]);
}

/**
 * While a quota or a rate limit stops all sending, subscribers have priority: the digest takes the
 * first try when no email is due, or the next one once emails have been due for a day.
 */
async function hasPlace(ports: Ports, gate: Gate, now: Instant): Promise<boolean> {
  const hold = gate.holds.find(({ scope }) => scope === ALL);
  if (hold === undefined || (hold.cause !== 'quota' && hold.cause !== 'rate')) return true;
  if (hold.nextAt > now) return false;
  if (gate.due && now - ((await readVitals(ports.db, now)).oldestDueAt ?? now) < DAY) return false;
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
