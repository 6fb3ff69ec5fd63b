/** When the cron ran in the last two weeks, as a picture. */
import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import { type Heartbeat, SILENCE, SILENCES_KEPT } from '../../storage/sending-state.ts';
import type { Figure } from './figure.ts';
import { utc } from './why.ts';

const DAYS = 14;

/** The silences of the last two weeks; one that goes on ends now. */
export function heartbeat({ lastTickAt, silences }: Heartbeat, now: Instant): Figure {
  const from = now - DAYS * DAY;
  const current = lastTickAt !== null && now - lastTickAt > SILENCE ? [[lastTickAt, now]] : [];
  const known = silences.length < SILENCES_KEPT ? from : silences[0]![0];
  const first = silences.find(([begin]) => begin === 0)?.[1] ?? known;
  const since = Math.max(from, lastTickAt === null ? now : first);
  const silent = [...silences, ...(current as [Instant, Instant][])]
    .filter(([begin, end]) => begin > 0 && end > from && end <= now)
    .map(([begin, end]) => [Math.max(begin, from), end] as const);
  return {
    id: 'heartbeat',
    title: 'The cron’s heartbeat',
    says: `The cron runs every minute. Silences of more than ${SILENCE / MINUTE} minutes in the last ${DAYS} days are marked.`,
    drawn: 'strip',
    head: ['Silent from', 'Minutes'],
    rows: silent.map(([begin, end]) => [utc(begin), Math.round((end - begin) / MINUTE)]),
    strip: { from, to: now, since, silent },
  };
}
