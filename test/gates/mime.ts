/** A letter as the mail server of its reader gets it, by the code that fills the mailbox. */
import { createTransport } from 'nodemailer';
import { toMime } from '../../scripts/world/mailbox-delivery.ts';
import type { Letter } from './compose-emails.ts';

const paper = createTransport({ streamTransport: true, buffer: true });

export async function mimeOf(letter: Letter): Promise<string> {
  const { from, to, subject, html, text, headers, tags } = letter;
  const { message } = await paper.sendMail({
    ...toMime({
      n: 1,
      id: letter.name,
      message_id: `<${tags[0]!.value}.0001@mail.milepost.test>`,
      accepted_at: new Date(letter.at).toISOString(),
      key: null,
      from,
      to: [...to],
      cc: [],
      bcc: [],
      reply_to: [letter.reply_to],
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
