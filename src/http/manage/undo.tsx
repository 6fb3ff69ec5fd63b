import { dayInWords, hourInWords, timeInWords, zoneInWords } from '../../domain/locale.ts';
import type { Before, Undo } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { undoable } from '../../domain/undo.ts';
import { type I18n, yoursOf } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import type { ManageProps } from './props.ts';

/** The last change can be undone for a day. A new pause is ended by its own button instead. */
export const UndoOffer = (props: ManageProps) => {
  const i18n = useI18n();
  const said = i18n.words.ending.undo;
  const { subscription } = props.shown.enrolment;
  const last = undoable(subscription, props.now);
  if (last === null || (last.verb === 'paused' && last.before.status !== 'paused')) return null;
  return (
    <section class="state" id="undo" aria-labelledby="undo-title">
      <div>
        <h2 id="undo-title">{said.title}</h2>
        <p>
          <Rich text={textOf(last, props, i18n)} />
        </p>
      </div>
      <form method="post" action={`${props.own}/undo`}>
        <button type="submit" class="quiet">
          {said.button}
        </button>
      </form>
    </section>
  );
};

function textOf(last: Undo, props: ManageProps, i18n: I18n): string {
  const { locale, words } = i18n;
  const said = words.ending.undo;
  const { timeZone } = props.shown.enrolment.subscription;
  const until = words.plan.dayAt(
    dayInWords(civilDay(last.until, timeZone), locale),
    timeInWords(last.until, timeZone, locale),
  );
  switch (last.verb) {
    case 'moved': {
      const before = beforeMove(last.before, props, i18n);
      return before === null ? said.dated(until) : said.moved(before, until);
    }
    case 'read': {
      const lesson = props.course.lessons.find(({ id }) => id === last.lesson);
      return said.read(lesson?.title ?? last.lesson, until);
    }
    default:
      return said[last.verb](until);
  }
}

/** What the move changed: the date, else its kind, else the hour. Null if there was no date. */
function beforeMove(
  before: Before,
  { course, shown }: ManageProps,
  { locale, words }: I18n,
): string | null {
  const { subscription } = shown.enrolment;
  const { targetDate, dateKind, timeZone, sendHour } = { ...subscription, ...before };
  if (targetDate !== subscription.targetDate) {
    return targetDate === null ? null : dayInWords(targetDate, locale);
  }
  if (dateKind !== subscription.dateKind) return yoursOf(course, dateKind, words);
  return words.ending.undo.clock(hourInWords(sendHour, locale), zoneInWords(timeZone));
}
