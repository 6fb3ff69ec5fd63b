/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

const StopAskingMail = (mail: MailProps) => (
  <Notice
    {...mail}
    blocks={{
      button: <Action href={mail.reader.move_url}>{mail.voice.words.email.buttons.setDate}</Action>,
    }}
  />
);

export default StopAskingMail;
