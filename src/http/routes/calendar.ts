import { Hono } from 'hono/tiny';
import { askedAgain } from '../caching.ts';
import type { AppEnv } from '../env.ts';
import { writeEmptyFeed, writeFeed } from '../feed.ts';
import { speechOf } from '../languages.ts';
import { isReplaced, shownTo } from '../personal.tsx';

export const calendar = new Hono<AppEnv>();

/**
 * Whoever is not there any more gets an empty calendar: on an error, calendar programs go on
 * showing what they fetched last.
 */
calendar.get('/:file{.+\\.ics}', askedAgain, async (c) => {
  const { tokens, courses, config, now } = c.var.services;
  const link = tokens.read('calendar', c.req.param('file').slice(0, -'.ics'.length), now);
  if (!link.ok) return c.notFound();
  const shown = await shownTo(c, link.subscription);
  const locale = shown?.enrolment.subscription.locale;
  const course = shown && courses.find(shown.course.id, locale);
  const download = c.req.query('download') !== undefined;
  c.header('Content-Type', 'text/calendar; charset=utf-8');
  if (download)
    c.header('Content-Disposition', `attachment; filename="${course?.id ?? 'empty'}.ics"`);
  if (!shown || !course || isReplaced(link, shown.enrolment)) return c.body(writeEmptyFeed());
  const { enrolment } = shown;
  const baseUrl = config.publicUrl;
  const speech = speechOf(c);
  return c.body(writeFeed({ course, enrolment, now, speech, baseUrl, withCancelled: download }));
});
