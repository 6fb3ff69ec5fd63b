import { dayInWords } from '../../domain/format.ts';
import { type CivilDate, civilDay } from '../../domain/time.ts';
import type { Words } from '../../words/words.ts';
import { ErrorSummary } from '../shared/fields.tsx';
import { useSpeech } from '../shared/i18n.tsx';
import { DateFields } from '../shared/when-fields.tsx';
import { choicesFrom } from './move-view.ts';
import type { ManageProps } from './props.ts';

/** Asks for the date. The next page previews the changes and saves them. */
export const MoveForm = ({ course, shown, own, now, values, errors }: ManageProps) => {
  const { locale, words } = useSpeech();
  const { move } = words;
  const { targetDate, timeZone } = shown.enrolment.subscription;
  const choices = choicesFrom(targetDate, timeZone, now);
  const wrong = errors.filter(({ field }) => MOVE_FIELDS.includes(field));
  return (
    <section class="card" id="move" aria-labelledby="move-title">
      <h2 id="move-title">{title(targetDate, civilDay(now, timeZone), move)}</h2>
      <ErrorSummary errors={wrong} />
      {choices.length > 0 && (
        <ul class="choices" aria-label={move.oneStep}>
          {choices.map(({ choice, targetDate: day }) => (
            <li>
              <a class="choice" href={`${own}?target_date=${day}`}>
                <strong>{move.choices[choice]}</strong>
                {day !== 'none' && <span>{dayInWords(day, locale)}</span>}
              </a>
            </li>
          ))}
        </ul>
      )}
      <form method="get" action={own} novalidate>
        <DateFields
          yours={course.yourTarget}
          values={values}
          mayLack={targetDate !== null}
          errors={wrong}
        />
        <button type="submit">{move.show}</button>
        <p class="fine">{move.showFine}</p>
      </form>
    </section>
  );
};

function title(targetDate: CivilDate | null, today: CivilDate, move: Words['move']): string {
  if (targetDate === null) return move.give;
  return targetDate < today ? move.another : move.moved;
}

export const MOVE_FIELDS: readonly string[] = ['target_date'];
