/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

export type AlreadySubscribedProps = MailProps & {
  readonly change_url: string;
  readonly asked_date: string;
};

const AlreadySubscribedMail = ({ change_url, asked_date, ...mail }: AlreadySubscribedProps) => {
  const { buttons } = mail.voice.words.email;
  return (
    <Notice
      {...mail}
      blocks={{
        button: <Action href={mail.reader.manage_url}>{buttons.openPage}</Action>,
        change: <Action href={change_url}>{buttons.changeDate(asked_date)}</Action>,
      }}
    />
  );
};

export default AlreadySubscribedMail;
