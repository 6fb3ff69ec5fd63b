/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { CatchUp } from './components/catch-up.tsx';
import { Footer } from './components/footer.tsx';
import { LoneStone } from './components/milepost.tsx';
import { Notice } from './components/notice.tsx';
import { Welcome } from './components/welcome.tsx';
import type { CatchUpRow, List, MailProps, WelcomeRow } from './types.ts';

export type CatchUpProps = MailProps & {
  readonly catch_up: List<CatchUpRow>;
  readonly welcome: List<WelcomeRow>;
};

const CatchUpMail = ({ catch_up, welcome, ...mail }: CatchUpProps) => (
  <Notice
    {...mail}
    milepost={<LoneStone daysToGo={mail.reader.days_to_go} words={mail.voice.words} />}
    footer={<Footer {...mail} isShared />}
    blocks={{
      button: (
        <Action href={mail.reader.manage_url}>{mail.voice.words.email.buttons.seePlan}</Action>
      ),
      'catch-up': (
        <>
          <Welcome welcome={welcome} words={mail.voice.words} />
          <CatchUp catchUp={catch_up} words={mail.voice.words} />
        </>
      ),
    }}
  />
);

export default CatchUpMail;
