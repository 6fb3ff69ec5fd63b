import { Hono } from 'hono/tiny';
import { TASK_HOUR } from '../../domain/step-times.ts';
import { civilDay, instantAt, MINUTE, shift } from '../../domain/time.ts';
import { isTimeZone } from '../../domain/zones.ts';
import { escapeText, utc, writeCalendar } from '../calendar/ics.ts';
import { keptNowhere } from '../middleware/headers.ts';
import { type AppEnv, zoneOf } from '../shared/context.ts';
import { inLanguage } from '../shared/language.tsx';
import { lessonPath } from '../shared/paths.ts';
import { noSuchCourse, noSuchPart } from '../shared/responses.tsx';

export const tasks = new Hono<AppEnv>();

/**
 * A lesson's task as a calendar entry: tomorrow, at an hour in a zone; without a zone in the link,
 * in the visitor's. A file, or a form of Google Calendar that is filled in.
 */
tasks.get('/:course/:file{.+\\.ics}', keptNowhere, (c) => {
  const id = c.req.param('file').slice(0, -4);
  const course = inLanguage(c, c.req.param('course'));
  const lesson = course?.lessons.find((own) => own.id === id);
  const content = lesson && course?.lessonPages[id];
  if (!course) return noSuchCourse(c);
  if (!content) return noSuchPart(c, course.id, 'lesson');
  const { config, now } = c.var.services;
  const { zone = '', hour = '', to } = c.req.query();
  const timeZone = isTimeZone(zone) ? zone : zoneOf(c) || 'UTC';
  const at = /^(1?\d|2[0-3])$/.test(hour) ? Number(hour) : TASK_HOUR;
  const starts = instantAt(shift(civilDay(now, timeZone), 'P1D'), at, timeZone);
  const [from, until] = [utc(starts), utc(starts + content.minutes * MINUTE)];
  const path = lessonPath(course.id, id);
  const url = config.publicUrl + path;
  const text = content.title;
  if (to === 'google') {
    const query = new URLSearchParams({ text, dates: `${from}/${until}`, details: url });
    return c.redirect(`https://calendar.google.com/calendar/render?action=TEMPLATE&${query}`);
  }
  c.header('Content-Type', 'text/calendar; charset=utf-8');
  const properties: [string, string][] = [
    ['UID', `${path}/${from}@milepost`],
    ['DTSTAMP', utc(now)],
    ['DTSTART', from],
    ['DTEND', until],
    ['SUMMARY', escapeText(text)],
    ['DESCRIPTION', escapeText(url)],
  ];
  return c.body(writeCalendar([{ name: 'VEVENT', properties }]));
});
