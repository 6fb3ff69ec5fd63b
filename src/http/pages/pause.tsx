import { resumesAt } from '../../domain/forgetting.ts';
import { dayInWords } from '../../domain/speech.ts';
import { civilDay } from '../../domain/time.ts';
import { ErrorSummary, Field } from './fields.tsx';
import type { ManageProps } from './manage.tsx';

/** The pause that is running, and the way out of it. */
export const RunningPause = ({ shown, own }: ManageProps) => {
  const { subscription } = shown.enrolment;
  if (subscription.status !== 'paused') return null;
  const { timeZone, locale, targetDate } = subscription;
  const ends = resumesAt(subscription);
  const day = ends === null ? null : dayInWords(civilDay(ends, timeZone), locale);
  const open = subscription.pausedUntil === null;
  return (
    <section class="state" aria-labelledby="paused">
      <div>
        <h2 id="paused">You have paused</h2>
        <p>
          {open || day === null
            ? 'The lessons wait until you go on.'
            : `The lessons wait until ${day}.`}{' '}
          {open &&
            day !== null &&
            `A pause ends two days after your date at the latest: on ${day}.`}
          {targetDate !== null && ' Your date stays where it is.'}
        </p>
      </div>
      <form method="post" action={`${own}/resume`}>
        <button type="submit">Go on now</button>
      </form>
    </section>
  );
};

/** Starts a pause, or changes its end. */
export const PauseForm = ({ shown, own, values, errors }: ManageProps) => {
  const { status, pausedUntil } = shown.enrolment.subscription;
  const paused = status === 'paused';
  const wrong = errors.filter(({ field }) => field === 'until');
  return (
    <section class="card" id="pause" aria-labelledby="pause-title">
      <form method="post" action={`${own}/pause`} novalidate>
        <h2 id="pause-title">{paused ? 'Change the pause' : 'Need a break?'}</h2>
        <ErrorSummary errors={wrong} />
        <Field
          name="until"
          label={
            <>
              Until <span class="optional">optional</span>
            </>
          }
          hint="Leave it empty to pause until you go on."
          errors={wrong}
          control={(ties) => {
            const until = values.until ?? pausedUntil ?? '';
            // A date field shows nothing that is no date.
            const type = wrong.length > 0 ? 'text' : 'date';
            return <input {...ties} type={type} value={until} autocomplete="off" />;
          }}
        />
        <button type="submit" class="quiet">
          {paused ? 'Change it' : 'Pause the lessons'}
        </button>
        <p class="fine">
          Lessons wait and your date stays. Whatever is still of use comes when you go on.
        </p>
      </form>
    </section>
  );
};
