/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { CatchUp } from './components/catch-up.tsx';
import { Footer } from './components/footer.tsx';
import { LoneStone } from './components/milepost.tsx';
import { Notice } from './components/notice.tsx';
import { sampleCatchUp } from './sample.ts';
import type { CatchUpRow, List, MailProps } from './types.ts';

export type CatchUpProps = MailProps & { readonly catch_up: List<CatchUpRow> };

const CatchUpMail = ({ catch_up, ...mail }: CatchUpProps) => (
  <Notice
    {...mail}
    milepost={<LoneStone daysToGo={mail.reader.days_to_go} words={mail.voice.words} />}
    footer={<Footer {...mail} isShared />}
    blocks={{
      button: (
        <Action href={mail.reader.manage_url}>{mail.voice.words.mail.buttons.seePlan}</Action>
      ),
      'catch-up': <CatchUp catchUp={catch_up} words={mail.voice.words} />,
    }}
  />
);

CatchUpMail.PreviewProps = sampleCatchUp satisfies CatchUpProps;

export default CatchUpMail;
