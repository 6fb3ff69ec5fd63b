import { dayInWords } from '../../domain/locale.ts';
import { resumesAt } from '../../domain/retention.ts';
import { civilDay } from '../../domain/time.ts';
import { ErrorSummary, Field, Optional } from '../shared/fields.tsx';
import { useI18n } from '../shared/language.tsx';
import { Folded } from '../shared/layout.tsx';
import type { ManageProps } from './props.ts';

/** The current pause, with a button to end it. */
export const RunningPause = ({ shown, own }: ManageProps) => {
  const { locale, words } = useI18n();
  const said = words.manage.pause;
  const { subscription } = shown.enrolment;
  if (subscription.status !== 'paused') return null;
  const { timeZone, targetDate } = subscription;
  const ends = resumesAt(subscription);
  const day = ends === null ? null : dayInWords(civilDay(ends, timeZone), locale);
  const open = subscription.pausedUntil === null;
  return (
    <section class="state" aria-labelledby="paused">
      <div>
        <h2 id="paused">{said.paused}</h2>
        <p>
          {open || day === null ? said.untilGoOn : said.untilDay(day)}{' '}
          {open && day !== null && said.atTheLatest(day)}
          {targetDate !== null && ` ${said.dateStays}`}
        </p>
      </div>
      <form method="post" action={`${own}/resume`}>
        <button type="submit">{said.goOn}</button>
      </form>
    </section>
  );
};

/** Starts a pause, or changes its end. */
export const PauseForm = ({ shown, own, values, errors }: ManageProps) => {
  const said = useI18n().words.manage.pause;
  const { status, pausedUntil } = shown.enrolment.subscription;
  const paused = status === 'paused';
  const wrong = errors.filter(({ field }) => field === 'until');
  return (
    <Folded
      id="pause"
      className="card"
      title={paused ? said.change : said.title}
      open={wrong.length > 0}
    >
      <form method="post" action={`${own}/pause`} novalidate>
        <ErrorSummary errors={wrong} />
        <Field
          name="until"
          label={<Optional words={said.until} />}
          hint={said.untilHint}
          errors={wrong}
          control={(ties) => {
            const until = values.until ?? pausedUntil ?? '';
            // A date input shows only valid dates.
            const type = wrong.length > 0 ? 'text' : 'date';
            return <input {...ties} type={type} value={until} autocomplete="off" />;
          }}
        />
        <button type="submit" class="quiet">
          {paused ? said.changeButton : said.button}
        </button>
        <p class="fine">{said.fine}</p>
      </form>
    </Folded>
  );
};
