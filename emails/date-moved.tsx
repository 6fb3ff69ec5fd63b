/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { LoneStone } from './components/milepost.tsx';
import { Notice } from './components/notice.tsx';
import { OpenAgain } from './components/open-again.tsx';
import { Plan } from './components/plan.tsx';
import { Each } from './components/tokens.tsx';
import type { List, MailProps, OpenAgainRow, PlanRow } from './types.ts';

export type DateMovedProps = MailProps & {
  /** One row when there is a date. */
  readonly with_date: List<object>;
  /** The emails that are still ahead. */
  readonly plan: List<PlanRow>;
  readonly plan_after: List<PlanRow>;
  readonly open_again: List<OpenAgainRow>;
};

const DateMovedMail = ({ with_date, plan, plan_after, open_again, ...mail }: DateMovedProps) => (
  <Notice
    {...mail}
    milepost={
      <Each list={with_date}>
        {() => <LoneStone daysToGo={mail.reader.days_to_go} words={mail.voice.words} />}
      </Each>
    }
    blocks={{
      button: (
        <Action href={mail.reader.manage_url}>{mail.voice.words.email.buttons.openPage}</Action>
      ),
      'open-again': <OpenAgain openAgain={open_again} words={mail.voice.words} />,
      plan: (
        <Plan plan={plan} after={plan_after} targetDate={mail.reader.target_date} mail={mail} />
      ),
    }}
  />
);

export default DateMovedMail;
