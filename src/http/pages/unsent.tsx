import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/ledger.ts';
import { dayInWords } from '../../domain/speech.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { fateInWords, mailTitle } from '../words.ts';

type UnsentProps = { readonly course: CompiledCourse; readonly shown: Shown };

/** What was planned once and did not leave, where the timeline does not tell. */
export const Unsent = ({ course, shown }: UnsentProps) => {
  const { timeZone, locale } = shown.enrolment.subscription;
  const rows = offTheRoad(shown).sort((a, b) => b.dueAt - a.dueAt);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>What was planned once, and not sent</summary>
      <ul class="history">
        {rows.map((row) => (
          <li>
            <strong>{titleOf(row, course)}</strong>
            <span class="fine">{dayInWords(civilDay(row.dueAt, timeZone), locale)}</span>
            <span class="why">{fateInWords(row)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

function offTheRoad({ enrolment, plan }: Shown): Delivery[] {
  const { subscription, ledger } = enrolment;
  const isOnTheRoad = ({ message, round, occasion }: Delivery): boolean =>
    subscription.targetDate !== null &&
    round === subscription.round &&
    message !== 'catch-up' &&
    (!plan.lessons.some(({ lesson }) => lesson.id === message) ||
      plan.lessons.some((own) => own.lesson.id === message && own.occasion === occasion));
  return ledger.filter(
    (row) =>
      row.kind === 'lesson' &&
      !isHanded(row) &&
      ['skipped', 'cancelled', 'failed'].includes(row.state) &&
      !isOnTheRoad(row),
  );
}

const titleOf = ({ message }: Delivery, { lessons }: CompiledCourse): string =>
  lessons.find(({ id }) => id === message)?.title ?? mailTitle(message);
