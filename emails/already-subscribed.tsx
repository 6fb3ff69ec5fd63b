/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import { sampleAlreadySubscribed } from './sample.ts';
import type { MailProps } from './types.ts';

const AlreadySubscribedMail = (mail: MailProps) => (
  <Notice
    {...mail}
    blocks={{
      button: (
        <Action href={mail.reader.manage_url}>{mail.voice.words.mail.buttons.openPage}</Action>
      ),
    }}
  />
);

AlreadySubscribedMail.PreviewProps = sampleAlreadySubscribed satisfies MailProps;

export default AlreadySubscribedMail;
