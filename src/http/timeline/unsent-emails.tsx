import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords } from '../../domain/format.ts';
import { isLesson } from '../../domain/messages.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import { useSpeech } from '../shared/i18n.tsx';
import { fateInWords, titleOf } from '../shared/words.ts';

type UnsentProps = { readonly course: CompiledCourse; readonly shown: Shown };

/** Emails that were planned but not sent, if the timeline does not show them. */
export const Unsent = ({ course, shown }: UnsentProps) => {
  const { locale, words } = useSpeech();
  const { timeZone } = shown.enrolment.subscription;
  const rows = offTheRoad(shown).sort((a, b) => b.dueAt - a.dueAt);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{words.own.history.unsent}</summary>
      <ul class="history">
        {rows.map((row) => (
          <li>
            <strong>{titleOf(row.message, course)}</strong>
            <span class="fine">{dayInWords(civilDay(row.dueAt, timeZone), locale)}</span>
            <span class="why">{fateInWords(row, words)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

function offTheRoad({ enrolment, plan }: Shown): Delivery[] {
  const { subscription, ledger } = enrolment;
  const isOnTheRoad = (row: Delivery): boolean =>
    subscription.targetDate !== null &&
    row.round === subscription.round &&
    isLesson(row) &&
    (!plan.lessons.some(({ lesson }) => lesson.id === row.message) ||
      plan.lessons.some((own) => own.lesson.id === row.message && own.occasion === row.occasion));
  return ledger.filter(
    (row) =>
      row.kind === 'lesson' &&
      !isHanded(row) &&
      ['skipped', 'cancelled', 'failed'].includes(row.state) &&
      !isOnTheRoad(row),
  );
}
