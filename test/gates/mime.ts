/** An email as MIME, built by the code that fills the mailbox. */
import { createTransport } from 'nodemailer';
import { toMime } from '../../scripts/world/mailbox-delivery.ts';
import type { Email } from './compose-emails.ts';

const paper = createTransport({ streamTransport: true, buffer: true });

export async function mimeOf(email: Email): Promise<string> {
  const { from, to, subject, html, text, headers, tags } = email;
  const { message } = await paper.sendMail({
    ...toMime({
      n: 1,
      id: email.name,
      message_id: `<${tags[0]!.value}.0001@mail.milepost.test>`,
      accepted_at: new Date(email.at).toISOString(),
      key: null,
      from,
      to: [...to],
      cc: [],
      bcc: [],
      reply_to: [email.reply_to],
      subject,
      html,
      text,
      headers: { ...headers },
      tags: [...tags],
      last_event: 'sent',
    }),
  });
  return String(message);
}
