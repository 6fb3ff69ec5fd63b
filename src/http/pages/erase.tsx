import { isHanded } from '../../domain/ledger.ts';
import type { Enrolment } from '../../usecases/ports.ts';
import { maskAddress } from '../mask.ts';
import { Layout } from './layout.tsx';
import { Rich, useSpeech } from './speech.tsx';

type AskProps = {
  readonly enrolment: Enrolment;
  /** Absent when the course is gone. */
  readonly course: { readonly title: string } | undefined;
  /** The person's page. */
  readonly own: string;
};

/** What there is to lose, and one button. */
export const AskToErase = ({ enrolment, course, own }: AskProps) => {
  const { words } = useSpeech();
  const { erase } = words.own;
  const { address, ledger, ticks, siblings, suppressed } = enrolment;
  const mails = ledger.filter(isHanded).length;
  return (
    <Layout title={words.own.data.erase}>
      <article class="notice">
        <h1>{erase.ask}</h1>
        <p class="lead">{erase.warning}</p>
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
        <form method="post">
          <button type="submit">{erase.button}</button>
        </form>
        <aside class="aside">
          <h2>{erase.notSure}</h2>
          <p>
            <Rich
              text={erase.ways}
              parts={{
                download: (name) => (
                  <a href={`${own}/export`} download>
                    {name}
                  </a>
                ),
                back: (name) => <a href={own}>{name}</a>,
              }}
            />
          </p>
        </aside>
      </article>
    </Layout>
  );
};

type ErasedProps = {
  /** When, in words. */
  readonly on: string;
  readonly suppressed: boolean;
};

/** The receipt: nothing of it is stored, so it is shown this once. */
export const Erased = ({ on, suppressed }: ErasedProps) => {
  const { to, words } = useSpeech();
  const { erase } = words.own;
  return (
    <Layout title={erase.done}>
      <article class="notice">
        <h1>{erase.done}</h1>
        <p class="lead">{erase.receipt(on)}</p>
        {suppressed && <p>{erase.mark}</p>}
        <p>{erase.keepIt}</p>
        <p>
          <Rich text={erase.thanks} parts={{ again: (name) => <a href={to('/')}>{name}</a> }} />
        </p>
      </article>
    </Layout>
  );
};
