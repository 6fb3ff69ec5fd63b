import { MOVE_WAIT } from '../../domain/notices.ts';
import { dayInWords, timeInWords } from '../../domain/speech.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Change } from '../moves.ts';
import { lessonPath } from '../paths.ts';
import { distanceInWords } from '../words.ts';
import type { MovePreviewProps } from './move-preview.tsx';

type ChangesProps = Omit<MovePreviewProps, 'own'>;

/** Each lesson with its old day, its new day, and what becomes of it. */
export const Changes = ({ changes, ...rest }: ChangesProps) => (
  <ol class="changes">
    {changes.map((change) => (
      <Row change={change} {...rest} />
    ))}
  </ol>
);

type RowProps = Omit<ChangesProps, 'changes'> & { readonly change: Change };

const Row = ({ change, ...rest }: RowProps) => {
  const { before, after } = days(change, rest);
  const { lesson, fate } = change;
  return (
    <li class={`change ${fate.replaceAll('_', '-')}`}>
      <span class="mark-label">
        {distanceInWords(lesson.offset)} · {FATE_LABELS[fate]}
      </span>
      <a class="mark-title" href={lessonPath(rest.course.id, lesson.id)}>
        {lesson.title}
      </a>
      {before && before !== after && (
        <span class="mark-when">
          <span class="unseen">before: </span>
          <s>{before}</s>
        </span>
      )}
      {after && (
        <span class="mark-when">
          {before && before !== after && <span class="unseen">then: </span>}
          {after}
        </span>
      )}
      {FATE_NOTES[fate] && <span class="mark-note">{FATE_NOTES[fate]}</span>}
    </li>
  );
};

const FATE_LABELS: Readonly<Record<Change['fate'], string>> = {
  moves: 'Moves',
  planned: 'Gets its day',
  stays: 'Stays',
  now: 'Due at once',
  again: 'Comes a second time',
  in_catch_up: 'Comes shortened',
  waits: 'Waits until you have a date',
  behind: 'Behind you now',
  has: 'You have it already',
};

const FATE_NOTES: Readonly<Record<Change['fate'], string>> = {
  moves: '',
  planned: '',
  stays: '',
  now: 'Its time would have come already, and it would still be of use.',
  again: 'You have had it. It helps a second time.',
  in_catch_up: 'Its time would be over. Its most useful steps would come soon, in one mail.',
  waits: '',
  behind: 'Its time is over. You can read it on the web.',
  has: '',
};

function days(change: Change, { shown, move, now }: Omit<RowProps, 'change'>) {
  const { subscription, ledger } = shown.enrolment;
  const { locale, timeZone, targetDate } = subscription;
  const { before, at, lesson, fate } = change;
  const onDay = (instant: Instant, zone: string): string =>
    dayInWords(civilDay(instant, zone), locale);
  if (fate === 'has') {
    const sent = ledger.findLast(
      (row) =>
        row.message === lesson.id &&
        row.kind === 'lesson' &&
        row.round === subscription.round &&
        row.sentAt !== null,
    );
    return { before: '', after: sent ? `Sent on ${onDay(sent.sentAt!, timeZone)}` : '' };
  }
  const old = before === null ? '' : onDay(before, timeZone);
  if (at === null) return { before: old, after: '' };
  // A first date is no move: its mails do not wait.
  const wait = targetDate === null ? 0 : MOVE_WAIT;
  if (at <= now + wait) return { before: old, after: 'A few minutes after you press the button' };
  const day = onDay(at, move.timeZone);
  if (old !== day || before === at) return { before: old, after: day };
  return {
    before: `${old}, ${timeInWords(before!, timeZone, locale)}`,
    after: `${day}, ${timeInWords(at, move.timeZone, locale)}`,
  };
}
