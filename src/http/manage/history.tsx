import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords } from '../../domain/locale.ts';
import { isLesson } from '../../domain/messages.ts';
import { civilDay } from '../../domain/time.ts';
import { isOnShow } from '../../usecases/own-data.ts';
import type { Shown } from '../../usecases/show.ts';
import { deliveryNote } from '../../words/lesson-words.ts';
import { useI18n } from '../shared/language.tsx';
import { Folded } from '../shared/layout.tsx';
import { titleOf } from '../shared/wording.ts';

type HistoryProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** The path of the person's page. */
  readonly own: string;
};

/** Every email handed to the provider, newest first, and those that were not sent. */
export const History = ({ course, shown, own }: HistoryProps) => {
  const { locale, words } = useI18n();
  const { subscription, ledger } = shown.enrolment;
  const handed = ledger.filter(isHanded).sort((a, b) => leftAt(b) - leftAt(a));
  if (handed.length === 0) return null;
  const { timeZone } = subscription;
  return (
    <Folded id="history" title={words.manage.history.title(handed.length)}>
      <ul class="history">
        {handed.map((row) => (
          <li>
            <strong>
              <Title row={row} words={titleOf(row.message, course)} own={own} />
            </strong>
            <span class="fine">{dayInWords(civilDay(leftAt(row), timeZone), locale)}</span>
            {row.kind === 'resent' && <span class="why">{words.manage.history.onceMore}</span>}
            {deliveryNote(row, words) && <span class="why">{deliveryNote(row, words)}</span>}
          </li>
        ))}
      </ul>
      <UnsentEmails course={course} shown={shown} />
    </Folded>
  );
};

type TitleProps = { readonly row: Delivery; readonly words: string; readonly own: string };

const Title = ({ row, words, own }: TitleProps) =>
  isOnShow(row) ? <a href={`${own}/mail/${row.id}`}>{words}</a> : <span>{words}</span>;

const leftAt = ({ sentAt, firstCallAt }: Delivery): number => sentAt ?? firstCallAt!;

type UnsentProps = { readonly course: CompiledCourse; readonly shown: Shown };

/** Emails that were planned but not sent, if the timeline does not show them. */
export const UnsentEmails = ({ course, shown }: UnsentProps) => {
  const { locale, words } = useI18n();
  const { timeZone } = shown.enrolment.subscription;
  const rows = notOnTimeline(shown).sort((a, b) => b.dueAt - a.dueAt);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{words.manage.history.unsent}</summary>
      <ul class="history">
        {rows.map((row) => (
          <li>
            <strong>{titleOf(row.message, course)}</strong>
            <span class="fine">{dayInWords(civilDay(row.dueAt, timeZone), locale)}</span>
            <span class="why">{deliveryNote(row, words)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
};

function notOnTimeline({ enrolment, plan }: Shown): Delivery[] {
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
