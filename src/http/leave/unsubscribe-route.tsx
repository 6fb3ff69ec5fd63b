import { Hono } from 'hono/tiny';
import type { Enrolment } from '../../domain/enrolment.ts';
import { dayInWords } from '../../domain/format.ts';
import { isChecked } from '../../domain/parse/checkbox.ts';
import { civilDay } from '../../domain/time.ts';
import {
  unsubscribe as leave,
  leaveAll,
  refusable,
  stillTaken,
} from '../../usecases/leave/unsubscribe.ts';
import { load } from '../../usecases/manage/load.ts';
import { guard, linkOnly, personIfAny } from '../middleware/person-link.tsx';
import { ownPathFromMail, speakLike } from '../middleware/personal.tsx';
import type { AppContext, AppEnv } from '../shared/env.ts';
import { speechOf } from '../shared/languages.ts';
import { wantsJson } from '../shared/negotiate.ts';
import { page } from '../shared/responses.tsx';
import { AskToLeave, Gone, NotMyWish, Refused } from './unsubscribe.tsx';

export const unsubscribe = new Hono<AppEnv>();

unsubscribe.get('/:token', guard('unsubscribe', personIfAny), async (c) => {
  const { link } = c.var;
  const { enrolment, course } = c.var.person;
  const { ports } = c.var.services;
  // The link in an email to a new address only rejects that address change.
  const change = await refusable(ports, link.subscription);
  if (change) return change.settled === 'refused' ? page(c, <Refused />) : page(c, <NotMyWish />);
  if (!enrolment || !course || enrolment.subscription.status === 'left') {
    return gone(c, enrolment, true);
  }
  const { subscription } = enrolment;
  const pending = subscription.status === 'pending';
  const own = pending ? null : ownPathFromMail(c, subscription);
  return page(c, <AskToLeave course={course} pending={pending} own={own} />);
});

/**
 * RFC 8058: email clients post here without a person, in either encoding and without cookies. The
 * body is ignored, because the link has all that is needed. Always 200, even after erasure.
 */
unsubscribe.post('/:token', guard('unsubscribe', linkOnly), async (c) => {
  const { link } = c.var;
  const { ports, now } = c.var.services;
  const done = await leave(ports, link.subscription, now);
  const body = await c.req.parseBody().catch(() => undefined);
  const all = isChecked(body?.all);
  if (all) await leaveAll(ports, link.subscription, now);
  if (wantsJson(c)) return c.json({ status: 'left' });
  if (done === 'refused') return page(c, <Refused />);
  const after = await load(ports, link.subscription);
  return gone(c, after, done !== 'left' && !all);
});

/** The page after unsubscribing, with the remaining options. */
async function gone(c: AppContext, enrolment: Enrolment | null, again: boolean) {
  const { ports, courses } = c.var.services;
  if (!enrolment) return page(c, <Gone again={again} own={null} since={null} others={[]} />);
  speakLike(c, enrolment.subscription);
  const { locale } = speechOf(c);
  const { leftAt, timeZone } = enrolment.subscription;
  const others = await stillTaken(ports, enrolment);
  return page(
    c,
    <Gone
      again={again}
      own={ownPathFromMail(c, enrolment.subscription)}
      since={leftAt === null ? null : dayInWords(civilDay(leftAt, timeZone), locale)}
      others={others.map((other) => courses.find(other, locale)?.title ?? null)}
    />,
  );
}
