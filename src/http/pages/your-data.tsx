import { forgottenAt } from '../../domain/forgetting.ts';
import { dayInWords } from '../../domain/speech.ts';
import { civilDay } from '../../domain/time.ts';
import type { ManageProps } from './manage.tsx';

/** What is stored is theirs: to take along, and to take away. */
export const YourData = ({ course, shown, now, own, leave }: ManageProps) => {
  const { subscription, ledger } = shown.enrolment;
  const { targetDate, timeZone, locale } = subscription;
  const over = targetDate !== null && targetDate < civilDay(now, timeZone);
  const erased = forgottenAt(course, subscription, ledger, ledger);
  return (
    <section aria-labelledby="data">
      <h2 id="data">Your data</h2>
      <p>
        We keep your address, your plan, what we have sent you and the boxes that you tick.{' '}
        <a href="/privacy">Nothing else, and nothing that watches you.</a>
      </p>
      {over && (
        <p>
          If you plan nothing new, we erase all of it on{' '}
          {dayInWords(civilDay(erased, timeZone), locale)}.
        </p>
      )}
      <ul class="ways">
        <li>
          <a href={`${own}/export`} download>
            Download everything
          </a>
          <span class="fine">One file, all that we have stored about you.</span>
        </li>
        <li>
          <a href={leave}>Leave the course</a>
          <span class="fine">Nothing more is sent, from that moment on.</span>
        </li>
        <li>
          <a href={`${own}/erase`}>Erase everything</a>
          <span class="fine">You see first what that means.</span>
        </li>
      </ul>
    </section>
  );
};
