import { dayInWords, hourInWords, timeInWords, zoneInWords } from '../../domain/speech.ts';
import { civilDay } from '../../domain/time.ts';
import type { ManageProps } from './manage.tsx';

/** A move can be taken back for a day. */
export const UndoOffer = ({ shown, now, own }: ManageProps) => {
  const { undo, targetDate, timeZone, locale } = shown.enrolment.subscription;
  if (undo === null || now > undo.until) return null;
  const until = `${dayInWords(civilDay(undo.until, timeZone), locale)}, ${timeInWords(undo.until, timeZone, locale)}`;
  const clock = `${hourInWords(undo.sendHour, locale)}, ${zoneInWords(undo.timeZone)} time`;
  const before =
    undo.targetDate === targetDate
      ? clock
      : undo.targetDate === null
        ? 'no date'
        : dayInWords(undo.targetDate, locale);
  return (
    <section class="state" aria-labelledby="undo">
      <div>
        <h2 id="undo">Changed by mistake?</h2>
        <p>
          Before, it was <strong>{before}</strong>. You can go back to that until {until}.
        </p>
      </div>
      <form method="post" action={`${own}/undo`}>
        <button type="submit" class="quiet">
          Take it back
        </button>
      </form>
    </section>
  );
};
