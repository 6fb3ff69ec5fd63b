import { Hono } from 'hono/tiny';
import { show, shownAs } from '../../usecases/manage/show.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { confirm as confirmNow } from '../../usecases/sign-up/confirm.ts';
import { afterAnswer } from '../middleware/after-answer.ts';
import { guard, person } from '../middleware/person-link.tsx';
import { departed, forgotten, ownPath, ownPathFromMail } from '../middleware/personal.tsx';
import type { AppEnv } from '../shared/env.ts';
import { speechOf } from '../shared/languages.ts';
import { wantsJson } from '../shared/negotiate.ts';
import { page } from '../shared/responses.tsx';
import { AskToConfirm, Confirmed } from './confirm.tsx';

export const confirm = new Hono<AppEnv>();

/** Only shows the button, because email scanners follow links. */
confirm.get('/:token', guard('confirm', person('left')), (c) => {
  const { now } = c.var.services;
  const { course, enrolment } = c.var.person;
  const shown = shownAs(enrolment, course, now);
  if (enrolment.subscription.status !== 'pending' && !enrolment.bounced) {
    const own = ownPathFromMail(c, enrolment.subscription);
    return page(c, <Confirmed again course={course} own={own} {...{ shown, now }} />);
  }
  return page(c, <AskToConfirm course={course} shown={shown} now={now} />);
});

confirm.post('/:token', guard('confirm', person('left')), async (c) => {
  const { ports, now, clock } = c.var.services;
  const { course, enrolment } = c.var.person;
  // The consent record stores the button's text as shown to the person.
  const { button } = speechOf(c).words.door.confirm;
  const result = await confirmNow(ports, enrolment, now, {
    how: wantsJson(c) ? 'json' : 'form',
    words: button,
  });
  if (result.done === 'gone') return forgotten(c);
  const shown = await show(ports, enrolment.subscription.id, now);
  if (!shown) return forgotten(c);
  const { subscription } = shown.enrolment;
  if (result.done === 'left') return departed(c, ownPathFromMail(c, subscription));
  afterAnswer(c, () => sendNow(ports, result.send, clock));
  if (wantsJson(c)) return c.json({ status: result.done });
  const again = result.done === 'already';
  const own = again ? ownPathFromMail(c, subscription) : ownPath(c, subscription);
  return page(c, <Confirmed again={again} course={course} own={own} shown={shown} now={now} />);
});
