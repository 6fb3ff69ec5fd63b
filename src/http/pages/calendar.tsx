import { dayInWords } from '../../domain/speech.ts';
import { dayLinks, followLinks } from '../calendar-links.ts';
import { capital } from '../words.ts';
import type { ManageProps } from './manage.tsx';
import { Rich, useSpeech } from './speech.tsx';

/** Plain links: this page asks nobody else for anything. */
export const InYourCalendar = ({ course, shown, feed }: ManageProps) => {
  const { targetDate } = shown.enrolment.subscription;
  const { locale, words } = useSpeech();
  const said = words.calendar;
  const all = followLinks(feed, course.title);
  const day = targetDate && {
    words: dayInWords(targetDate, locale),
    ...dayLinks({
      title: capital(course.target),
      details: said.theDay(course.title),
      date: targetDate,
    }),
  };
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">{said.title}</h2>
      <p>{said.text}</p>
      <ul>
        <li>
          <Rich
            text={said.follow}
            parts={{
              apple: (name) => <a href={all.webcal}>{name}</a>,
              google: (name) => <a href={all.google}>{name}</a>,
              outlook: (name) => <a href={all.outlook}>{name}</a>,
            }}
          />
        </li>
        <li>
          <Rich text={said.file} parts={{ file: (name) => <a href={all.file}>{name}</a> }} />
        </li>
        {day && (
          <li>
            <Rich
              text={said.onlyDay(day.words)}
              parts={{
                google: (name) => <a href={day.google}>{name}</a>,
                outlook: (name) => <a href={day.outlook}>{name}</a>,
              }}
            />
          </li>
        )}
      </ul>
      <p class="fine">{said.fine}</p>
    </section>
  );
};
