import { escapeHtml, fill, oneLine, type Template } from '../../domain/template.ts';
import type { Links } from '../ports.ts';
import type { FrozenMail, Message, Sender } from './ports.ts';

/**
 * The mail as it goes to the provider. It depends on nothing but what the fence wrote, so that a
 * retry has the same bytes whatever was deployed or changed since.
 */
export function messageOf(
  mail: FrozenMail,
  template: Template,
  sender: Sender,
  linkKey: string,
  links: Links,
): Message {
  const base = sender.baseUrl;
  const unsubscribe = links.unsubscribe(base, linkKey, mail.subscriptionId);
  const manage = links.manage(base, linkKey, mail.subscriptionId);
  const until = Number(mail.values.confirm_until);
  const values = {
    ...mail.values,
    address: mail.address,
    base_url: base,
    confirm_url: links.confirm(base, linkKey, mail.subscriptionId, until),
    manage_url: manage,
    move_url: `${manage}#move`,
    copy_url: `${manage}/mail/${mail.id}`,
    outcome_url: `${manage}#outcome`,
    unsubscribe_url: unsubscribe,
    postal_address: sender.postalAddress,
    reply_to: sender.replyTo,
  };
  return {
    from: sender.from,
    to: mail.address,
    replyTo: sender.replyTo,
    subject: fill(template.subject, values, oneLine),
    html: fill(template.html, values, escapeHtml),
    text: fill(template.text, values, oneLine),
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    delivery: mail.id,
  };
}
