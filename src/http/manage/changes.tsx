import { lessonTitle } from '../../domain/course.ts';
import { dayInWords, timeInWords } from '../../domain/locale.ts';
import { MOVE_WAIT } from '../../domain/notices.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { I18n } from '../../words/words.ts';
import { useI18n } from '../shared/language.tsx';
import { lessonPath } from '../shared/paths.ts';
import { distanceInWords } from '../shared/wording.ts';
import type { Change } from './move-view.ts';
import type { MovePreviewProps } from './props.ts';

type ChangesProps = Omit<MovePreviewProps, 'own'>;

/** Each lesson with its old day, its new day, and the effect on it. */
export const Changes = ({ changes, ...rest }: ChangesProps) => (
  <ol class="changes">
    {changes.map((change) => (
      <Row change={change} {...rest} />
    ))}
  </ol>
);

type RowProps = Omit<ChangesProps, 'changes'> & { readonly change: Change };

const Row = ({ change, ...rest }: RowProps) => {
  const i18n = useI18n();
  const { move } = i18n.words;
  const { before, after } = days(change, rest, i18n);
  const { lesson, effect } = change;
  const note =
    effect === 'in_catch_up'
      ? move.stepsIn(lessonTitle(rest.course.lessons, change.carrier!.message) ?? null)
      : move.notes[effect];
  return (
    <li class={`change ${effect.replaceAll('_', '-')}`}>
      <span class="mark-label">
        {`${distanceInWords(lesson.offset, i18n)} · ${move.labels[effect]}`}
      </span>
      <a class="mark-title" href={i18n.to(lessonPath(rest.course.id, lesson.id))}>
        {lesson.title}
      </a>
      {before && before !== after && (
        <span class="mark-when">
          <span class="unseen">{move.before}</span>
          <s>{before}</s>
        </span>
      )}
      {after && (
        <span class="mark-when">
          {before && before !== after && <span class="unseen">{move.after}</span>}
          {after}
        </span>
      )}
      {note && <span class="mark-note">{note}</span>}
    </li>
  );
};

function days(
  change: Change,
  { shown, move, now }: Omit<RowProps, 'change'>,
  { locale, words }: I18n,
) {
  const { subscription, ledger } = shown.enrolment;
  const { timeZone, targetDate } = subscription;
  const { before, at, lesson, effect } = change;
  const onDay = (instant: Instant, zone: string): string =>
    dayInWords(civilDay(instant, zone), locale);
  if (effect === 'has') {
    const sent = ledger.findLast(
      (row) =>
        row.message === lesson.id &&
        row.kind === 'lesson' &&
        row.round === subscription.round &&
        row.sentAt !== null,
    );
    return { before: '', after: sent ? words.move.sentOn(onDay(sent.sentAt!, timeZone)) : '' };
  }
  const old = before === null ? '' : onDay(before, timeZone);
  if (at === null) return { before: old, after: '' };
  // Setting a first date is not a move: its emails do not wait.
  const wait = targetDate === null ? 0 : MOVE_WAIT;
  if (at <= now + wait) return { before: old, after: words.move.afterButton };
  const day = onDay(at, move.timeZone);
  if (old !== day || before === at) return { before: old, after: day };
  return {
    before: words.plan.dayAt(old, timeInWords(before!, timeZone, locale)),
    after: words.plan.dayAt(day, timeInWords(at, move.timeZone, locale)),
  };
}
