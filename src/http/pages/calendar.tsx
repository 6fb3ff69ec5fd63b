import { dayInWords } from '../../domain/speech.ts';
import { dayLinks, followLinks } from '../calendar-links.ts';
import { capital } from '../words.ts';
import type { ManageProps } from './manage.tsx';

/** Plain links: this page asks nobody else for anything. */
export const InYourCalendar = ({ course, shown, feed }: ManageProps) => {
  const { targetDate, locale } = shown.enrolment.subscription;
  const all = followLinks(feed, course.title);
  const day = targetDate && {
    words: dayInWords(targetDate, locale),
    ...dayLinks({
      title: capital(course.target),
      details: `The day that the course “${course.title}” counts down to.`,
      date: targetDate,
    }),
  };
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">In your calendar</h2>
      <p>
        Your lessons and your day, in the calendar that you use anyway. It follows every change that
        you make here; Google and Outlook may take a day to notice.
      </p>
      <ul>
        <li>
          Follow it in <a href={all.webcal}>Apple Calendar or another program</a>, in{' '}
          <a href={all.google}>Google Calendar</a> or in <a href={all.outlook}>Outlook</a>
        </li>
        <li>
          <a href={all.file}>Download it as a file</a>, as it stands today
        </li>
        {day && (
          <li>
            Only the day itself, {day.words}: <a href={day.google}>to Google Calendar</a> or{' '}
            <a href={day.outlook}>to Outlook</a>
          </li>
        )}
      </ul>
      <p class="fine">
        Whoever has the calendar’s address can see your dates in it, and change nothing.
      </p>
    </section>
  );
};
