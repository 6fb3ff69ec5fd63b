import type { CompiledCourse } from '../../course/compiled.ts';
import { capital, dayInWords } from '../../domain/locale.ts';
import { type CivilDate, shift } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { basicDate } from './ics.ts';

type CalendarProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  /** The absolute URL of their calendar. */
  readonly feed: string;
};

/** Plain links: this page makes no third-party requests. */
export const CalendarSection = ({ course, shown, feed }: CalendarProps) => {
  const { targetDate, dateKind } = shown.enrolment.subscription;
  const { locale, words } = useI18n();
  const said = words.calendar;
  const all = followLinks(feed, course.title);
  const day = targetDate && {
    words: dayInWords(targetDate, locale),
    links: dayLinks({
      title: capital(dateKind === 'goal' ? words.ending.goal.yours : course.target),
      details: said.theDay(course.title),
      date: targetDate,
    }),
  };
  return (
    <section class="card" aria-labelledby="calendar">
      <h2 id="calendar">{said.title}</h2>
      <p>{said.text}</p>
      <ul class="apps">
        {APPS.map((app) => (
          <li>
            <a href={all[app]}>{said.apps[app]}</a>
          </li>
        ))}
      </ul>
      <details>
        <summary>{said.others}</summary>
        <ul>
          <li>
            <Rich text={said.file} parts={{ file: all.file }} />
          </li>
          {day && (
            <li>
              <Rich text={said.onlyDay(day.words)} parts={day.links} />
            </li>
          )}
        </ul>
      </details>
      <p class="fine">{said.fine}</p>
    </section>
  );
};

const APPS = ['apple', 'google', 'outlook', 'microsoft'] as const;

export type FeedLinks = {
  /** Opens in the operating system's calendar app, Apple's among others. */
  readonly apple: string;
  readonly google: string;
  /** A personal Microsoft account. */
  readonly outlook: string;
  /** A work or school account. */
  readonly microsoft: string;
  /** A one-time download. */
  readonly file: string;
};

/** Links that subscribe to the feed at this URL. */
export function followLinks(feed: string, title: string): FeedLinks {
  const apple = feed.replace(/^https?:/, 'webcal:');
  const query = `url=${encodeURIComponent(feed)}&name=${encodeURIComponent(title)}`;
  return {
    apple,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(apple)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${query}`,
    microsoft: `https://outlook.office.com/calendar/0/addfromweb?${query}`,
    file: `${new URL(feed).pathname}?download`,
  };
}

export type Day = {
  readonly title: string;
  readonly details: string;
  readonly date: CivilDate;
};

/**
 * Links that add an all-day event. The end date is exclusive. Spaces must be `%20`: these apps show
 * `+` literally.
 */
export function dayLinks({
  title,
  details,
  date,
}: Day): Pick<FeedLinks, 'google' | 'outlook' | 'microsoft'> {
  const next = shift(date, 'P1D');
  const [subject, body] = [encodeURIComponent(title), encodeURIComponent(details)];
  const event = `/calendar/action/compose&rru=addevent&allday=true&startdt=${date}&enddt=${next}&subject=${subject}&body=${body}`;
  return {
    google: `https://calendar.google.com/calendar/render?action=TEMPLATE&text=${subject}&dates=${basicDate(date)}/${basicDate(next)}&details=${body}`,
    outlook: `https://outlook.live.com/calendar/0/action/compose?path=${event}`,
    microsoft: `https://outlook.office.com/calendar/0/action/compose?path=${event}`,
  };
}
