/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

/** The design of every message without a file of its own in this folder. */
const PlainMail = (mail: MailProps) => (
  <Notice
    {...mail}
    blocks={{
      button: (
        <Action href={mail.reader.manage_url}>{mail.voice.words.email.buttons.openPage}</Action>
      ),
    }}
  />
);

export default PlainMail;
