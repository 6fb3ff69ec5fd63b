import { Hono } from 'hono/tiny';
import { confirm as confirmNow } from '../../usecases/confirm.ts';
import { sendNow } from '../../usecases/send-now.ts';
import { afterAnswer } from '../after-answer.ts';
import { page } from '../answers.tsx';
import type { AppEnv } from '../env.ts';
import { speechOf } from '../languages.ts';
import { wantsJson } from '../negotiate.ts';
import { AskToConfirm, Confirmed } from '../pages/confirm.tsx';
import {
  departed,
  forgotten,
  ownPath,
  ownPathFromMail,
  readLink,
  refuseLink,
  shownTo,
} from '../personal.tsx';

export const confirm = new Hono<AppEnv>();

/** Only shows the button: mail scanners follow links too. */
confirm.get('/:token', async (c) => {
  const link = readLink(c, 'confirm');
  if (!link.ok) return refuseLink(c, link);
  const { courses, now } = c.var.services;
  const shown = await shownTo(c, link.subscription);
  if (!shown) return forgotten(c);
  const { subscription } = shown.enrolment;
  const { status } = subscription;
  const own = ownPathFromMail(c, subscription);
  if (status === 'left') return departed(c, own);
  const course = courses.find(shown.course.id, subscription.locale)!;
  if (status !== 'pending' && !shown.enrolment.bounced)
    return page(c, <Confirmed again course={course} own={own} {...{ shown, now }} />);
  return page(c, <AskToConfirm course={course} shown={shown} now={now} />);
});

confirm.post('/:token', async (c) => {
  const link = readLink(c, 'confirm');
  if (!link.ok) return refuseLink(c, link);
  const { ports, courses, now, clock } = c.var.services;
  // What a person agrees to by pressing the button is kept, as they read it.
  if (!(await shownTo(c, link.subscription))) return forgotten(c);
  const { button } = speechOf(c).words.door.confirm;
  const result = await confirmNow(ports, link.subscription, now, {
    how: wantsJson(c) ? 'json' : 'form',
    words: button,
  });
  if (result.done === 'gone') return forgotten(c);
  const shown = await shownTo(c, link.subscription);
  if (!shown) return forgotten(c);
  const { subscription } = shown.enrolment;
  if (result.done === 'left') return departed(c, ownPathFromMail(c, subscription));
  afterAnswer(c, () => sendNow(ports, result.send, clock));
  if (wantsJson(c)) return c.json({ status: result.done });
  const again = result.done === 'already';
  const own = again ? ownPathFromMail(c, subscription) : ownPath(c, subscription);
  const course = courses.find(shown.course.id, subscription.locale)!;
  return page(c, <Confirmed again={again} course={course} own={own} shown={shown} now={now} />);
});
