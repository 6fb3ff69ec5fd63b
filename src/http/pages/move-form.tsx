import { dayInWords } from '../../domain/speech.ts';
import { type CivilDate, civilDay } from '../../domain/time.ts';
import { choicesFrom } from '../moves.ts';
import { ErrorSummary } from './fields.tsx';
import type { ManageProps } from './manage.tsx';
import { DateFields } from './when-fields.tsx';

/** Asks for the date; what it would change comes first, and is saved on the next page. */
export const MoveForm = ({ course, shown, own, now, values, errors }: ManageProps) => {
  const { locale, targetDate, timeZone } = shown.enrolment.subscription;
  const choices = choicesFrom(targetDate, timeZone, now);
  const wrong = errors.filter(({ field }) => MOVE_FIELDS.includes(field));
  return (
    <section class="card" id="move" aria-labelledby="move-title">
      <h2 id="move-title">{title(targetDate, civilDay(now, timeZone))}</h2>
      <ErrorSummary errors={wrong} />
      {choices.length > 0 && (
        <ul class="choices" aria-label="Move it in one step">
          {choices.map(({ label, targetDate: day }) => (
            <li>
              <a class="choice" href={`${own}?target_date=${day}`}>
                <strong>{label}</strong>
                {day !== 'none' && <span>{dayInWords(day, locale)}</span>}
              </a>
            </li>
          ))}
        </ul>
      )}
      <form method="get" action={own} novalidate>
        <DateFields
          target={course.target}
          values={values}
          mayLack={targetDate !== null}
          errors={wrong}
        />
        <button type="submit">Show what changes</button>
        <p class="fine">Nothing is saved yet: first you see what would change.</p>
      </form>
    </section>
  );
};

function title(targetDate: CivilDate | null, today: CivilDate): string {
  if (targetDate === null) return 'Give your date';
  return targetDate < today ? 'Is there another date?' : 'Has it moved?';
}

export const MOVE_FIELDS: readonly string[] = ['target_date'];
