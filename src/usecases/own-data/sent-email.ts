import { type Delivery, isHanded } from '../../domain/delivery.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import { escapeHtml, fill, oneLine } from '../../domain/template.ts';
import { findSentEmail } from '../../storage/own-data.ts';
import type { Ports } from '../ports.ts';
import { messageOf } from '../sending/message.ts';

/**
 * Whether the person's page may show this email. An email that asks to confirm an address contains
 * a link that answers it, so only the owner of that mailbox may see it.
 */
export const isOnShow = (row: Delivery): boolean =>
  isHanded(row) && ON_SHOW.includes(row.kind) && row.reason !== 'cannot_compose';

const ON_SHOW: readonly string[] = ['lesson', 'notice', 'resent'];

/**
 * An email as it was sent to this person: its text and values are the stored ones. Its links are
 * signed with the current key and its sender is the current one, because neither is stored.
 */
export async function sentMail(
  { db, sender, links }: Ports,
  { ledger, subscription }: Enrolment,
  delivery: string,
): Promise<{ readonly html: string; readonly text: string } | null> {
  if (!ledger.some((row) => row.id === delivery && isOnShow(row))) return null;
  const found = await findSentEmail(db, delivery);
  if (found === null) return null;
  const { template } = found;
  const link_version = String(subscription.linkVersion);
  const mail = { ...found.mail, values: { ...found.mail.values, link_version } };
  const { values } = messageOf(mail, template, sender, links.currentKey, links);
  return {
    html: fill(template.html, values, escapeHtml),
    text: fill(template.text, values, oneLine),
  };
}
