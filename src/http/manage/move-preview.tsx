import { lessonTitle } from '../../domain/course.ts';
import {
  capital,
  dayInWords,
  daysInWords,
  hourInWords,
  timeInWords,
  zoneInWords,
} from '../../domain/locale.ts';
import { MOVE_WAIT } from '../../domain/notices.ts';
import type { DateKind } from '../../domain/subscription.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import type { Move } from '../../usecases/manage/reschedule.ts';
import { type I18n, type Words, yoursOf } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Layout, Section } from '../shared/layout.tsx';
import { lessonPath } from '../shared/paths.ts';
import { distanceInWords } from '../shared/wording.ts';
import { type Change, isUnchanged, isUnclear, moveInWords } from './move-view.ts';
import type { MovePreviewProps } from './props.ts';

/** The changes of a move, and the button that saves it. */
export const MovePreview = (props: MovePreviewProps) => {
  const i18n = useI18n();
  const said = i18n.words.move;
  const { course, shown, move, changes, now } = props;
  const { status } = shown.enrolment.subscription;
  const same = isUnchanged(shown, move);
  return (
    <Layout title={same ? said.nothing : said.title}>
      <section class="own">
        <p class="mark-label">{course.title}</p>
        <h1>{headline(props, i18n)}</h1>
        <p class="lead">{same ? said.same : moveInWords(changes, i18n)}</p>
        {status === 'paused' && !same && <p>{said.paused}</p>}
      </section>
      <div class="two uneven">
        <Save {...props} same={same} />
        {changes.length > 0 && !same && (
          <Section id="changes" title={said.lessonByLesson}>
            <Changes course={course} shown={shown} move={move} changes={changes} now={now} />
          </Section>
        )}
      </div>
    </Layout>
  );
};

function headline({ course, shown, move }: MovePreviewProps, { locale, words }: I18n): string {
  const { targetDate, dateKind } = shown.enrolment.subscription;
  const said = words.move;
  const { goal } = words.ending;
  if (isUnchanged(shown, move)) return said.nothing;
  if (move.targetDate === null) return said.wait;
  if (move.targetDate === targetDate) {
    if (move.dateKind === dateKind) return said.changeHour;
    return move.dateKind === 'goal' ? goal.make : goal.real(course.yourTarget);
  }
  const day = dayInWords(move.targetDate, locale);
  if (targetDate !== null) return said.moveTo(day);
  return move.dateKind === 'goal' ? goal.first(day) : said.first(capital(course.yourTarget), day);
}

/** The current and the new date, and the button. */
const Save = ({ course, shown, move, now, own, same }: MovePreviewProps & { same: boolean }) => {
  const { words } = useI18n();
  const said = words.move;
  const { subscription } = shown.enrolment;
  if (same) {
    return (
      <p>
        <a class="button" href={own}>
          {said.back}
        </a>
      </p>
    );
  }
  const clocked = ['timeZone', 'sendHour'] as const;
  const told = {
    now,
    clock: clocked.some((part) => subscription[part] !== move[part]),
    yours: (kind: DateKind) =>
      subscription.dateKind === move.dateKind ? '' : capital(yoursOf(course, kind, words)),
  };
  return (
    <form class="card" method="post" action={`${own}/reschedule`}>
      <dl class="from-to">
        <dt>{said.from}</dt>
        <dd>
          <DateWords wish={subscription} {...told} />
        </dd>
        <dt>{said.to}</dt>
        <dd>
          <DateWords wish={move} {...told} />
        </dd>
      </dl>
      <input type="hidden" name="target_date" value={move.targetDate ?? 'none'} />
      <input type="hidden" name="date_kind" value={move.dateKind} />
      <input type="hidden" name="time_zone" value={move.timeZone} />
      <input type="hidden" name="send_hour" value={String(move.sendHour)} />
      <p class="acts">
        <button type="submit">{buttonWords(subscription, move, words)}</button>
        <a class="button quiet" href={own}>
          {said.keep}
        </a>
      </p>
      <p class="fine">
        <Rich text={said.fine} parts={{ another: `${own}#move` }} />{' '}
        <Rich text={words.ending.off.link} parts={{ off: `${own}#off` }} />
      </p>
    </form>
  );
};

function buttonWords(before: Move, after: Move, { ending, move }: Words): string {
  if (before.targetDate === after.targetDate) {
    if (before.dateKind === after.dateKind) return move.buttons.hour;
    return after.dateKind === 'goal' ? ending.goal.makeButton : ending.goal.realButton;
  }
  if (after.targetDate === null) return move.buttons.none;
  return before.targetDate === null ? move.buttons.first : move.buttons.move;
}

type DateWordsProps = {
  readonly wish: Move;
  readonly now: Instant;
  /** Shows the hour too, because it changes. */
  readonly clock: boolean;
  /** What the date is, if that changes; else empty. */
  readonly yours: (kind: DateKind) => string;
};

const DateWords = ({ wish, now, clock, yours }: DateWordsProps) => {
  const i18n = useI18n();
  const { locale, words } = i18n;
  const { targetDate, dateKind, timeZone, sendHour } = wish;
  if (targetDate === null) return <strong>{words.move.noDate}</strong>;
  return (
    <>
      <strong>{dayInWords(targetDate, locale)}</strong>
      <span>{daysToGo(civilDay(now, timeZone), targetDate, i18n)}</span>
      {yours(dateKind) && <span>{yours(dateKind)}</span>}
      {clock && (
        <span>{words.move.lessonsAt(hourInWords(sendHour, locale), zoneInWords(timeZone))}</span>
      )}
    </>
  );
};

function daysToGo(today: CivilDate, date: CivilDate, { locale, words }: I18n): string {
  const days = daysBetween(today, date);
  if (days === 0) return words.move.today;
  const amount = daysInWords(Math.abs(days), locale);
  return days > 0 ? words.move.toGo(amount) : words.move.ago(amount);
}

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
  const label = (isUnclear(change, rest.shown) && move.unclear[effect]) || move.labels[effect];
  const note =
    effect === 'in_catch_up'
      ? move.stepsIn(lessonTitle(rest.course.lessons, change.carrier!.message) ?? null)
      : move.notes[effect];
  return (
    <li class={`change ${effect.replaceAll('_', '-')}`}>
      <span class="mark-label">{`${distanceInWords(lesson.offset, i18n)} · ${label}`}</span>
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
