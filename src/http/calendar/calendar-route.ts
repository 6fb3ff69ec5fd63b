import { Hono } from 'hono/tiny';
import { askedAgain } from '../middleware/headers.ts';
import { guard, personIfAny } from '../middleware/person-link.tsx';
import type { AppEnv } from '../shared/context.ts';
import { speechOf } from '../shared/language.tsx';
import { writeEmptyFeed, writeFeed } from './feed.ts';

export const calendar = new Hono<AppEnv>();

/**
 * Without a person the calendar is empty, not an error: after an error, calendar apps keep the
 * last copy.
 */
calendar.get('/:file{.+\\.ics}', askedAgain, guard('calendar', personIfAny), (c) => {
  const { config, now } = c.var.services;
  const { enrolment, course } = c.var.person;
  const download = c.req.query('download') !== undefined;
  c.header('Content-Type', 'text/calendar; charset=utf-8');
  if (download)
    c.header('Content-Disposition', `attachment; filename="${course?.id ?? 'empty'}.ics"`);
  if (!enrolment || !course) return c.body(writeEmptyFeed());
  const baseUrl = config.publicUrl;
  const speech = speechOf(c);
  return c.body(writeFeed({ course, enrolment, now, speech, baseUrl, withCancelled: download }));
});
