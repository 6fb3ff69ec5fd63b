/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { Notice } from './components/notice.tsx';
import { Plan } from './components/plan.tsx';
import type { List, MailProps, PlanRow } from './types.ts';

export type RoundTwoProps = MailProps & {
  readonly plan: List<PlanRow>;
  readonly plan_after: List<PlanRow>;
};

const RoundTwoMail = ({ plan, plan_after, ...mail }: RoundTwoProps) => (
  <Notice
    {...mail}
    blocks={{
      button: (
        <Action href={mail.reader.move_url}>{mail.voice.words.email.buttons.setNextDate}</Action>
      ),
      plan: (
        <Plan plan={plan} after={plan_after} targetDate={mail.reader.target_date} mail={mail} />
      ),
    }}
  />
);

export default RoundTwoMail;
