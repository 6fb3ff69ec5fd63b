import { dayInWords, hourInWords, timeInWords, zoneInWords } from '../../domain/format.ts';
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

/** A move can be undone for a day. */
export const UndoOffer = ({ shown, now, own }: ManageProps) => {
  const { locale, words } = useI18n();
  const said = words.manage.undo;
  const { undo, targetDate, timeZone } = shown.enrolment.subscription;
  if (undo === null || now > undo.until) return null;
  const until = words.plan.dayAt(
    dayInWords(civilDay(undo.until, timeZone), locale),
    timeInWords(undo.until, timeZone, locale),
  );
  const clock = said.clock(hourInWords(undo.sendHour, locale), zoneInWords(undo.timeZone));
  const before =
    undo.targetDate === targetDate
      ? clock
      : undo.targetDate === null
        ? said.noDate
        : dayInWords(undo.targetDate, locale);
  return (
    <section class="state" aria-labelledby="undo">
      <div>
        <h2 id="undo">{said.title}</h2>
        <p>
          <Rich text={said.text(before, until)} />
        </p>
      </div>
      <form method="post" action={`${own}/undo`}>
        <button type="submit" class="quiet">
          {said.button}
        </button>
      </form>
    </section>
  );
};
