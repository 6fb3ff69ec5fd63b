import { capital, dayInWords } from '../../domain/format.ts';
import type { ManageProps } from '../manage/props.ts';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import { Section } from '../shared/section.tsx';
import { dayLinks, followLinks } from './calendar-links.ts';

/** Plain links: this page makes no third-party requests. */
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
