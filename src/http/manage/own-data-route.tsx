import { Hono } from 'hono/tiny';
import { dayInWords, timeInWords } from '../../domain/format.ts';
import { civilDay } from '../../domain/time.ts';
import { newLinks } from '../../usecases/manage/new-links.ts';
import { erase } from '../../usecases/own-data/erase.ts';
import { exportAll } from '../../usecases/own-data/export.ts';
import { guard, records } from '../middleware/person-link.tsx';
import { forgotten, ownPath, speakLike } from '../middleware/personal.tsx';
import type { AppEnv } from '../shared/env.ts';
import { speechOf } from '../shared/languages.ts';
import { wantsJson } from '../shared/negotiate.ts';
import { page } from '../shared/responses.tsx';
import { AskToErase, Erased } from './erase.tsx';

/** The stored data of a person, to download or erase, also after unsubscribing. */
export const ownData = new Hono<AppEnv>();

ownData.get('/:token/export', guard('manage', records()), async (c) => {
  const { ports, now } = c.var.services;
  const all = await exportAll(ports, c.var.person, now);
  if (!all) return forgotten(c);
  const day = new Date(now).toISOString().slice(0, 10);
  c.header('Content-Disposition', `attachment; filename="milepost-${day}.json"`);
  c.header('Content-Type', 'application/json; charset=utf-8');
  return c.body(`${JSON.stringify(all, null, 2)}\n`);
});

/** Only shows the effect and the button, because email scanners follow links. */
ownData.get('/:token/erase', guard('manage', records()), (c) => {
  const enrolment = c.var.person;
  const own = `/manage/${c.req.param('token')}`;
  const { course: id, locale } = enrolment.subscription;
  const course = c.var.services.courses.find(id, locale);
  speakLike(c, enrolment.subscription);
  return page(c, <AskToErase enrolment={enrolment} course={course} own={own} />);
});

ownData.post('/:token/erase', guard('manage', records()), async (c) => {
  const enrolment = c.var.person;
  const { ports, now } = c.var.services;
  if ((await erase(ports, enrolment)) === 'gone') return forgotten(c);
  if (wantsJson(c)) return c.json({ status: 'erased' });
  speakLike(c, enrolment.subscription);
  const { locale, words } = speechOf(c);
  const { timeZone } = enrolment.subscription;
  const day = dayInWords(civilDay(now, timeZone), locale);
  const on = words.plan.dayAt(day, timeInWords(now, timeZone, locale));
  return page(c, <Erased on={on} suppressed={enrolment.suppressed} />);
});

/** Invalidates all links to the person's pages, then redirects to a new one. */
ownData.post('/:token/links', guard('manage', records('pending')), async (c) => {
  const { ports, config } = c.var.services;
  const after = await newLinks(ports, c.var.person);
  if (after === null) return forgotten(c);
  const own = ownPath(c, after);
  if (wantsJson(c)) return c.json({ status: 'replaced', manage: `${config.publicUrl}${own}` });
  return c.redirect(`${own}?saved=links#data`, 303);
});
