/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

const AskDateMail = (mail: MailProps) => (
  <Notice
    {...mail}
    blocks={{
      button: <Action href={mail.reader.move_url}>{mail.voice.words.email.buttons.setDate}</Action>,
    }}
  />
);

export default AskDateMail;
