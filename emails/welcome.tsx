/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { LoneStone } from './components/milepost.tsx';
import { Notice } from './components/notice.tsx';
import { Plan } from './components/plan.tsx';
import { Each } from './components/tokens.tsx';
import type { List, MailProps, PlanRow } from './types.ts';

export type WelcomeProps = MailProps & {
  /** One row when there is a date. */
  readonly with_date: List<object>;
  readonly plan: List<PlanRow>;
  readonly plan_after: List<PlanRow>;
};

const WelcomeMail = ({ with_date, plan, plan_after, ...mail }: WelcomeProps) => (
  <Notice
    {...mail}
    milepost={
      <Each list={with_date}>
        {() => <LoneStone daysToGo={mail.reader.days_to_go} words={mail.voice.words} />}
      </Each>
    }
    blocks={{
      button: <Action href={mail.reader.move_url}>{mail.voice.words.email.buttons.setDate}</Action>,
      plan: (
        <Plan plan={plan} after={plan_after} targetDate={mail.reader.target_date} mail={mail} />
      ),
    }}
  />
);

export default WelcomeMail;
