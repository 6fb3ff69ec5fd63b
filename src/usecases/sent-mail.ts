import { type Delivery, isHanded } from '../domain/ledger.ts';
import type { Enrolment, Ports } from './ports.ts';
import { messagesOf } from './sending/message.ts';
import type { Message } from './sending/ports.ts';

/**
 * Whether the person's page may show this mail. Mails that ask whether an address is somebody's
 * own hold a link that answers: only who reads that mailbox may have it.
 */
export const isOnShow = (row: Delivery): boolean =>
  isHanded(row) && ON_SHOW.includes(row.kind) && row.reason !== 'cannot_compose';

const ON_SHOW: readonly string[] = ['lesson', 'notice', 'resent'];

/**
 * A mail as it was handed over to this person. Its words and values are those of that day; its
 * links are signed with today's key, and its sender is today's, because neither is kept.
 */
export async function sentMail(
  { sentMails, sender, links }: Ports,
  { ledger }: Enrolment,
  delivery: string,
): Promise<Message | null> {
  if (!ledger.some((row) => row.id === delivery && isOnShow(row))) return null;
  const found = await sentMails.find(delivery);
  if (found === null) return null;
  const { mail, template } = found;
  const templates = new Map([[template.hash, template]]);
  return messagesOf([mail], templates, sender, links.currentKey, links)?.[0] ?? null;
}
