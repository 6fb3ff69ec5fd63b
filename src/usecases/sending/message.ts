import { escapeHtml, fill, oneLine, type Template } from '../../domain/template.ts';
import type { Links } from '../ports.ts';
import type { FrozenMail, Message, Sender } from './ports.ts';

/** The mails of a call as they go to the provider; null if one of them would have a hole. */
export function messagesOf(
  mails: readonly FrozenMail[],
  templates: ReadonlyMap<string, Template>,
  sender: Sender,
  linkKey: string,
  links: Links,
): Message[] | null {
  try {
    return mails.map((mail) =>
      messageOf(mail, templates.get(mail.template)!, sender, linkKey, links),
    );
  } catch {
    return null;
  }
}

/**
 * The mail as it goes to the provider. It depends on nothing but what the fence wrote, so that a
 * retry has the same bytes whatever was deployed or changed since.
 */
function messageOf(
  mail: FrozenMail,
  template: Template,
  sender: Sender,
  linkKey: string,
  links: Links,
): Message {
  const base = sender.baseUrl;
  const change = typeof mail.values.change === 'string' ? mail.values.change : null;
  // Who finds a mail to a new address unasked for leaves no course by saying so.
  const unsubscribe = links.unsubscribe(base, linkKey, change ?? mail.subscriptionId);
  const manage = links.manage(base, linkKey, mail.subscriptionId);
  const until = Number(mail.values.confirm_until);
  const values = {
    ...mail.values,
    address: mail.address,
    base_url: base,
    confirm_url: links.confirm(base, linkKey, mail.subscriptionId, until),
    ...(change && { address_url: links.confirmAddress(base, linkKey, change, until) }),
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
