import type { CompiledCourse } from '../../course/compiled.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { maskAddress } from '../mask.ts';
import { ErrorSummary, type Filled } from './fields.tsx';
import { History } from './history.tsx';
import { Layout } from './layout.tsx';
import { OwnPlan } from './own-plan.tsx';
import { WhenFields } from './when-fields.tsx';

export type ManageProps = Filled & {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** This page's own path, and the way out. */
  readonly own: string;
  readonly leave: string;
  /** What the last form did, if the person comes from one. */
  readonly saved: 'moved' | 'same' | null;
};

/** The person's own page: where they stand, and everything they can change. */
export const Manage = (props: ManageProps) => {
  const { course, shown, now, leave, saved, errors } = props;
  const { subscription, address, suppressed, ledger } = shown.enrolment;
  return (
    <Layout title={errors.length > 0 ? 'Please check' : 'Your countdown'}>
      <section class="own">
        <p class="mark-label">{course.title}</p>
        <h1>{headline(props)}</h1>
        {saved && <p class="saved">{SAVED[saved]}</p>}
        {suppressed && (
          <p class="errors">
            Mail to your address came back or was marked as unwanted, so we have stopped sending.
            Reply to an older mail if that is a mistake.
          </p>
        )}
      </section>
      <div class="two">
        <section class="plan" aria-labelledby="plan">
          <h2 id="plan">Your plan</h2>
          <OwnPlan course={course} shown={shown} now={now} />
        </section>
        <MoveForm {...props} />
      </div>
      <History course={course} subscription={subscription} ledger={ledger} />
      <section aria-labelledby="address">
        <h2 id="address">Your address</h2>
        <p>
          The lessons go to <strong>{maskAddress(address)}</strong>. Whoever has a mail of this
          course can open this page, so it does not show the whole address.
        </p>
        <p>
          <a href={leave}>Leave the course</a>
        </p>
      </section>
    </Layout>
  );
};

const SAVED = {
  moved: 'Saved. Your plan below is the new one.',
  same: 'That is what it was already. Nothing has changed.',
} as const;

function headline({ course, shown, now }: ManageProps): string {
  const { targetDate, timeZone, name } = shown.enrolment.subscription;
  const hello = name === '' ? '' : `${name}, `;
  if (targetDate === null) return `${hello || ''}when is your ${course.target}?`;
  const today = civilDay(now, timeZone);
  if (targetDate === today) return `${hello}today is the day`;
  return targetDate > today ? `${hello}your countdown` : `${hello}your day is behind you`;
}

const MoveForm = ({ course, shown, own, values, errors }: ManageProps) => {
  const { sendHour, locale, targetDate } = shown.enrolment.subscription;
  return (
    <section class="move" id="move" aria-labelledby="move-title">
      <form method="post" action={`${own}/reschedule`} novalidate>
        <h2 id="move-title">{targetDate === null ? 'Give your date' : 'Has it moved?'}</h2>
        <ErrorSummary errors={errors} />
        <WhenFields
          target={course.target}
          sendHour={sendHour}
          locale={locale}
          values={values}
          errors={errors}
        />
        <button type="submit">Save</button>
        <p class="fine">
          What you have read stays read. Only what is still to come is planned anew.
        </p>
      </form>
    </section>
  );
};
