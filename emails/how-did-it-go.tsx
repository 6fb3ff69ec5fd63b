/** @jsxImportSource react */
import { RoadLine } from './components/milepost.tsx';
import { Notice } from './components/notice.tsx';
import { Outcome } from './components/outcome.tsx';
import { htmlOnly } from './components/tokens.tsx';
import type { ChoiceLink, MailProps, Road } from './types.ts';

export type HowDidItGoProps = MailProps & {
  readonly outcomes: readonly ChoiceLink[];
  readonly road: Road;
};

const HowDidItGoMail = ({ outcomes, road, ...mail }: HowDidItGoProps) => (
  <Notice
    {...mail}
    milepost={
      <div {...htmlOnly} style={{ marginTop: '24px' }}>
        <RoadLine road={road} />
      </div>
    }
    blocks={{ outcome: <Outcome choices={outcomes} /> }}
  />
);

export default HowDidItGoMail;
