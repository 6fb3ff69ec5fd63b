import { dayInWords, hourInWords, timeInWords, zoneInWords } from '../../domain/format.ts';
import { civilDay } from '../../domain/time.ts';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import type { ManageProps } from './props.ts';

/** A move can be undone for a day. */
export const UndoOffer = ({ shown, now, own }: ManageProps) => {
  const { locale, words } = useSpeech();
  const said = words.own.undo;
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
