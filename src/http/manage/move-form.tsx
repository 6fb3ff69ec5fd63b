import { dayInWords } from '../../domain/locale.ts';
import { ASKS_KIND } from '../../domain/parse/sign-up.ts';
import { type CivilDate, civilDay } from '../../domain/time.ts';
import type { Words } from '../../words/words.ts';
import { ErrorSummary } from '../shared/fields.tsx';
import { Rich, useI18n } from '../shared/language.tsx';
import { DateFields } from '../shared/when-fields.tsx';
import { choicesFrom } from './move-view.ts';
import type { ManageProps } from './props.ts';

/** Asks for the date. The next page previews the changes and saves them. */
export const MoveForm = ({ course, shown, own, now, values, errors }: ManageProps) => {
  const { locale, words } = useI18n();
  const { ending, move } = words;
  const { subscription } = shown.enrolment;
  const { targetDate, dateKind, timeZone } = subscription;
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
        <DateFields course={course} values={values} mayLack={targetDate !== null} errors={wrong} />
        <input type="hidden" name={ASKS_KIND} value="yes" />
        <button type="submit">{move.show}</button>
        <p class="fine">{move.showFine}</p>
      </form>
      {dateKind === 'goal' && targetDate !== null && targetDate > civilDay(now, timeZone) && (
        <form method="post" action={`${own}/reschedule`}>
          <h3>{ending.goal.known}</h3>
          <p>{ending.goal.knownText}</p>
          <input type="hidden" name="target_date" value={targetDate} />
          <button type="submit" class="quiet" name="date_kind" value="appointment">
            {ending.goal.sameDay}
          </button>
        </form>
      )}
      {targetDate !== null && targetDate >= civilDay(now, timeZone) && (
        <p>
          <Rich text={ending.off.link} parts={{ off: '#off' }} />
        </p>
      )}
    </section>
  );
};

function title(targetDate: CivilDate | null, today: CivilDate, move: Words['move']): string {
  if (targetDate === null) return move.give;
  return targetDate < today ? move.another : move.moved;
}

export const MOVE_FIELDS: readonly string[] = ['target_date', 'date_kind'];
