import { isHanded } from '../../domain/delivery.ts';
import type { Enrolment } from '../../domain/enrolment.ts';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import { maskAddress } from '../shared/mask.ts';
import { NoticePage, OneButton } from '../shared/notice.tsx';

type AskProps = {
  readonly enrolment: Enrolment;
  /** Absent if the course is no longer offered. */
  readonly course: { readonly title: string } | undefined;
  /** The path of the person's page. */
  readonly own: string;
};

/** What will be erased, and the button. */
export const AskToErase = ({ enrolment, course, own }: AskProps) => {
  const { words } = useSpeech();
  const { erase } = words.own;
  const { address, ledger, ticks, siblings, suppressed } = enrolment;
  const mails = ledger.filter(isHanded).length;
  return (
    <NoticePage title={words.own.data.erase} heading={erase.ask} lead={erase.warning}>
      <ul>
        <li>{erase.address(maskAddress(address))}</li>
        <li>
          {erase.plan(course?.title ?? erase.yourCourse)}
          {mails > 0 && erase.mails(mails)}
          {ticks.length > 0 && erase.ticks(ticks.length)}
        </li>
        {siblings.length > 0 && <li>{erase.others(siblings.length)}</li>}
      </ul>
      {suppressed && <p>{erase.suppressed}</p>}
      <OneButton>{erase.button}</OneButton>
      <aside class="aside">
        <h2>{erase.notSure}</h2>
        <p>
          <Rich
            text={erase.ways}
            parts={{
              download: `${own}/export`,
              back: own,
            }}
          />
        </p>
      </aside>
    </NoticePage>
  );
};

type ErasedProps = {
  /** The date, as text. */
  readonly on: string;
  readonly suppressed: boolean;
};

/** The receipt. It is shown only once, because nothing of it is stored. */
export const Erased = ({ on, suppressed }: ErasedProps) => {
  const { to, words } = useSpeech();
  const { erase } = words.own;
  return (
    <NoticePage title={erase.done} lead={erase.receipt(on)}>
      {suppressed && <p>{erase.mark}</p>}
      <p>{erase.keepIt}</p>
      <p>
        <Rich text={erase.thanks} parts={{ again: to('/') }} />
      </p>
    </NoticePage>
  );
};
