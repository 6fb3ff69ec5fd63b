/** @jsxImportSource react */
import { Notice } from './components/notice.tsx';
import { Outcome } from './components/outcome.tsx';
import type { MailProps } from './types.ts';

export type DateNowProps = MailProps & { readonly goal_url: string; readonly keep_url: string };

/** After a goal: a date, another goal, or neither for now. */
const DateNowMail = ({ goal_url, keep_url, ...mail }: DateNowProps) => {
  const { buttons } = mail.voice.words.email;
  const choices = [
    { label: buttons.setDate, url: mail.reader.move_url },
    { label: buttons.anotherGoal, url: goal_url },
    { label: buttons.keepPlace, url: keep_url },
  ];
  return <Notice {...mail} blocks={{ choices: <Outcome choices={choices} /> }} />;
};

export default DateNowMail;
