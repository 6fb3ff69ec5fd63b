import { capital, dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/format.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import type { Move } from '../../usecases/manage/reschedule.ts';
import type { I18n, Words } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Layout, Section } from '../shared/layout.tsx';
import { Changes } from './changes.tsx';
import { isUnchanged, moveInWords } from './move-view.ts';
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
  const { targetDate } = shown.enrolment.subscription;
  const said = words.move;
  if (isUnchanged(shown, move)) return said.nothing;
  if (move.targetDate === null) return said.wait;
  if (move.targetDate === targetDate) return said.changeHour;
  const day = dayInWords(move.targetDate, locale);
  return targetDate === null ? said.first(capital(course.yourTarget), day) : said.moveTo(day);
}

/** The current and the new date, and the button. */
const Save = ({ shown, move, now, own, same }: MovePreviewProps & { same: boolean }) => {
  const said = useI18n().words.move;
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
      <input type="hidden" name="time_zone" value={move.timeZone} />
      <input type="hidden" name="send_hour" value={String(move.sendHour)} />
      <p class="acts">
        <button type="submit">
          {said.buttons[buttonKey(subscription.targetDate, move.targetDate)]}
        </button>
        <a class="button quiet" href={own}>
          {said.keep}
        </a>
      </p>
      <p class="fine">
        <Rich text={said.fine} parts={{ another: `${own}#move` }} />
      </p>
    </form>
  );
};

function buttonKey(
  before: CivilDate | null,
  after: CivilDate | null,
): keyof Words['move']['buttons'] {
  if (before === after) return 'hour';
  if (after === null) return 'none';
  return before === null ? 'first' : 'move';
}

type DateWordsProps = {
  readonly wish: Move;
  readonly now: Instant;
  /** Shows the hour too, because it changes. */
  readonly clock: boolean;
};

const DateWords = ({ wish, now, clock }: DateWordsProps) => {
  const i18n = useI18n();
  const { locale, words } = i18n;
  const { targetDate, timeZone, sendHour } = wish;
  if (targetDate === null) return <strong>{words.move.noDate}</strong>;
  return (
    <>
      <strong>{dayInWords(targetDate, locale)}</strong>
      <span>{daysToGo(civilDay(now, timeZone), targetDate, i18n)}</span>
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
