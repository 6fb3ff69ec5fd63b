import type { CourseShelf } from '../../course/shelf.ts';
import { isHanded } from '../../domain/ledger.ts';
import type { Enrolment } from '../../usecases/ports.ts';
import { maskAddress } from '../mask.ts';
import { Layout } from './layout.tsx';

type AskProps = {
  readonly enrolment: Enrolment;
  readonly courses: CourseShelf;
  /** The person's page. */
  readonly own: string;
};

/** What there is to lose, and one button. */
export const AskToErase = ({ enrolment, courses, own }: AskProps) => {
  const { subscription, address, ledger, ticks, siblings, suppressed } = enrolment;
  const title = courses.find(subscription.course)?.title ?? 'your course';
  const mails = ledger.filter(isHanded).length;
  return (
    <Layout title="Erase everything">
      <article class="notice">
        <h1>Erase everything?</h1>
        <p class="lead">This cannot be taken back. It happens at once, and nothing more is sent.</p>
        <ul>
          <li>Your address, {maskAddress(address)}, and your name if you gave one</li>
          <li>
            “{title}”: your date and your plan
            {mails > 0 && `, and the list of ${counted(mails, 'mail')} that we have sent you`}
            {ticks.length > 0 && `, and ${counted(ticks.length, 'ticked box', 'ticked boxes')}`}
          </li>
          {siblings.length > 0 && (
            <li>The same of {counted(siblings.length, 'other course')} that you have here</li>
          )}
        </ul>
        {suppressed && (
          <p>
            Mail to your address came back or was marked as unwanted. So that nobody can sign it up
            again, we keep a scrambled mark of it that nobody can read.
          </p>
        )}
        <form method="post">
          <button type="submit">Erase everything now</button>
        </form>
        <aside class="aside">
          <h2>Not sure yet?</h2>
          <p>
            <a href={`${own}/export`} download>
              Download everything first
            </a>
            , or <a href={own}>go back to your page</a>.
          </p>
        </aside>
      </article>
    </Layout>
  );
};

const counted = (amount: number, one: string, many = `${one}s`): string =>
  `${amount} ${amount === 1 ? one : many}`;

type ErasedProps = {
  /** When, in words. */
  readonly on: string;
  readonly suppressed: boolean;
};

/** The receipt: nothing of it is stored, so it is shown this once. */
export const Erased = ({ on, suppressed }: ErasedProps) => (
  <Layout title="Everything is erased">
    <article class="notice">
      <h1>Everything is erased</h1>
      <p class="lead">
        On {on} we erased your address and all that belonged to it. Nothing more is sent to you.
      </p>
      {suppressed && (
        <p>All that is left is a mark that nobody can read, so that we never mail you again.</p>
      )}
      <p>
        This page is your receipt. We keep no record of it: print or save it if you need one. The
        links in our mails lead nowhere now.
      </p>
      <p>
        Thank you for the time you gave the course. If you want it again one day,{' '}
        <a href="/">start afresh</a>.
      </p>
    </article>
  </Layout>
);
