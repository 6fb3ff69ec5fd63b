/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { UnconfirmedFooter } from './components/footer.tsx';
import { Notice } from './components/notice.tsx';
import { Plan } from './components/plan.tsx';
import type { List, MailProps, PlanRow } from './types.ts';

export type ConfirmProps = MailProps & {
  readonly confirm_url: string;
  readonly plan: List<PlanRow>;
  readonly plan_after: List<PlanRow>;
};

/** Sent to an unconfirmed address: no greeting, no link to a page, one button. */
const ConfirmMail = ({ confirm_url, plan, plan_after, ...mail }: ConfirmProps) => (
  <Notice
    {...mail}
    blocks={{
      button: <Action href={confirm_url}>{mail.voice.words.email.buttons.confirm}</Action>,
      plan: (
        <Plan plan={plan} after={plan_after} targetDate={mail.reader.target_date} mail={mail} />
      ),
    }}
    footer={<UnconfirmedFooter {...mail} />}
  />
);

export default ConfirmMail;
