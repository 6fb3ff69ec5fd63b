import type { CompiledCourse } from '../../course/compiled.ts';
import { capital, dayInWords } from '../../domain/format.ts';
import { type CivilDate, shift } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Section } from '../shared/layout.tsx';
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
    ...dayLinks({
      title: capital(dateKind === 'goal' ? words.ending.goal.yours : course.target),
      details: said.theDay(course.title),
      date: targetDate,
    }),
  };
  return (
    <Section id="calendar" title={said.title}>
      <p>{said.text}</p>
      <ul>
        <li>
          <Rich
            text={said.follow}
            parts={{
              apple: all.webcal,
              google: all.google,
              outlook: all.outlook,
            }}
          />
        </li>
        <li>
          <Rich text={said.file} parts={{ file: all.file }} />
        </li>
        {day && (
          <li>
            <Rich
              text={said.onlyDay(day.words)}
              parts={{
                google: day.google,
                outlook: day.outlook,
              }}
            />
          </li>
        )}
      </ul>
      <p class="fine">{said.fine}</p>
    </Section>
  );
};

export type FeedLinks = {
  /** Opens in the operating system's calendar app. */
  readonly webcal: string;
  readonly google: string;
  readonly outlook: string;
  /** A one-time download. */
  readonly file: string;
};

/** Links that subscribe to the feed at this URL. */
export function followLinks(feed: string, title: string): FeedLinks {
  const webcal = feed.replace(/^https?:/, 'webcal:');
  const address = encodeURIComponent(feed);
  return {
    webcal,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${address}&name=${encodeURIComponent(title)}`,
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
export function dayLinks({ title, details, date }: Day): Pick<FeedLinks, 'google' | 'outlook'> {
  const next = shift(date, 'P1D');
  const [subject, body] = [encodeURIComponent(title), encodeURIComponent(details)];
  return {
    google: `https://calendar.google.com/calendar/render?action=TEMPLATE&text=${subject}&dates=${basicDate(date)}/${basicDate(next)}&details=${body}`,
    outlook: `https://outlook.live.com/calendar/0/action/compose?path=/calendar/action/compose&rru=addevent&allday=true&startdt=${date}&enddt=${next}&subject=${subject}&body=${body}`,
  };
}
