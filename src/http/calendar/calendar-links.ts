/** Links that add a calendar, or one day of it, to common calendar apps. */
import { type CivilDate, shift } from '../../domain/time.ts';
import { basicDate } from './ics.ts';

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
