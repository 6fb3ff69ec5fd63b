import { Hono } from 'hono/tiny';
import { cachedWithRevalidation } from '../middleware/headers.ts';
import { guard, personIfAny } from '../middleware/person-link.tsx';
import type { AppEnv } from '../shared/context.ts';
import { i18nOf } from '../shared/language.tsx';
import { writeEmptyFeed, writeFeed } from './feed.ts';

export const calendar = new Hono<AppEnv>();

/**
 * Without a person the calendar is empty, not an error: after an error, calendar apps keep the
 * last copy.
 */
calendar.get('/:file{.+\\.ics}', cachedWithRevalidation, guard('calendar', personIfAny), (c) => {
  const { config, now } = c.var.services;
  const { enrolment, course } = c.var.person;
  const download = c.req.query('download') !== undefined;
  c.header('Content-Type', 'text/calendar; charset=utf-8');
  if (download)
    c.header('Content-Disposition', `attachment; filename="${course?.id ?? 'empty'}.ics"`);
  if (!enrolment || !course) return c.body(writeEmptyFeed());
  const baseUrl = config.publicUrl;
  const i18n = i18nOf(c);
  return c.body(writeFeed({ course, enrolment, now, i18n, baseUrl, withCancelled: download }));
});
