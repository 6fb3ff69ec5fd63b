import type { CompiledCourse } from '../../course/compiled.ts';
import { dayInWords, daysInWords, hourInWords, zoneInWords } from '../../domain/speech.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import type { Move } from '../../usecases/reschedule.ts';
import type { Shown } from '../../usecases/show.ts';
import { type Change, isAsItStands } from '../moves.ts';
import { moveInWords } from '../sentences.ts';
import { Changes } from './changes.tsx';
import { Layout } from './layout.tsx';

export type MovePreviewProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly move: Move;
  readonly changes: readonly Change[];
  readonly now: Instant;
  /** The person's page. */
  readonly own: string;
};

/** What a move would change, and the button that makes it. */
export const MovePreview = (props: MovePreviewProps) => {
  const { course, shown, move, changes, now } = props;
  const { status } = shown.enrolment.subscription;
  const same = isAsItStands(shown, move);
  return (
    <Layout title={same ? 'Nothing would change' : 'What would change'}>
      <section class="own">
        <p class="mark-label">{course.title}</p>
        <h1>{headline(props)}</h1>
        <p class="lead">{same ? SAME : moveInWords(changes)}</p>
        {status === 'paused' && !same && (
          <p>You have paused. Whatever you choose here, the lessons wait until the pause ends.</p>
        )}
      </section>
      <div class="two uneven">
        {changes.length > 0 && !same && (
          <section aria-labelledby="changes">
            <h2 id="changes">Lesson by lesson</h2>
            <Changes course={course} shown={shown} move={move} changes={changes} now={now} />
          </section>
        )}
        <Save {...props} same={same} />
      </div>
    </Layout>
  );
};

const SAME = 'That is how it stands already. Nothing would change.';

function headline({ course, shown, move }: MovePreviewProps): string {
  const { targetDate, locale } = shown.enrolment.subscription;
  if (isAsItStands(shown, move)) return 'Nothing would change';
  if (move.targetDate === null) return 'Wait until you have a date?';
  if (move.targetDate === targetDate) return 'Change the hour?';
  const day = dayInWords(move.targetDate, locale);
  return targetDate === null ? `Your ${course.target} on ${day}?` : `Move it to ${day}?`;
}

/** From where to where, and the one button. */
const Save = ({ shown, move, now, own, same }: MovePreviewProps & { same: boolean }) => {
  const { subscription } = shown.enrolment;
  if (same) {
    return (
      <p>
        <a class="button" href={own}>
          Back to your page
        </a>
      </p>
    );
  }
  const clocked = ['timeZone', 'sendHour'] as const;
  const told = {
    locale: subscription.locale,
    now,
    clock: clocked.some((part) => subscription[part] !== move[part]),
  };
  return (
    <form class="card" method="post" action={`${own}/reschedule`}>
      <dl class="from-to">
        <dt>Now</dt>
        <dd>
          <DateWords wish={subscription} {...told} />
        </dd>
        <dt>Then</dt>
        <dd>
          <DateWords wish={move} {...told} />
        </dd>
      </dl>
      <input type="hidden" name="target_date" value={move.targetDate ?? 'none'} />
      <input type="hidden" name="time_zone" value={move.timeZone} />
      <input type="hidden" name="send_hour" value={String(move.sendHour)} />
      <p class="acts">
        <button type="submit">{verb(subscription.targetDate, move.targetDate)}</button>
        <a class="button quiet" href={own}>
          Keep it as it is
        </a>
      </p>
      <p class="fine">
        You can take it back for 24 hours. Or <a href={`${own}#move`}>choose another day</a>.
      </p>
    </form>
  );
};

function verb(before: CivilDate | null, after: CivilDate | null): string {
  if (before === after) return 'Change the hour';
  if (after === null) return 'Take the date away';
  return before === null ? 'Set the date' : 'Move the date';
}

type DateWordsProps = {
  readonly wish: Move;
  readonly locale: string;
  readonly now: Instant;
  /** Says the hour too, because it changes. */
  readonly clock: boolean;
};

const DateWords = ({ wish, locale, now, clock }: DateWordsProps) => {
  const { targetDate, timeZone, sendHour } = wish;
  if (targetDate === null) return <strong>No date yet</strong>;
  return (
    <>
      <strong>{dayInWords(targetDate, locale)}</strong>
      <span>{daysToGo(civilDay(now, timeZone), targetDate)}</span>
      {clock && (
        <span>
          Lessons at {hourInWords(sendHour, locale)}, {zoneInWords(timeZone)} time
        </span>
      )}
    </>
  );
};

function daysToGo(today: CivilDate, date: CivilDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  return `${daysInWords(Math.abs(days), 'en')} ${days > 0 ? 'to go' : 'ago'}`;
}
