import { Hono } from 'hono';
import { show } from '../../usecases/show.ts';
import { unsubscribe as leave } from '../../usecases/unsubscribe.ts';
import { page } from '../answers.tsx';
import type { AppEnv } from '../env.ts';
import { wantsJson } from '../negotiate.ts';
import { AskToLeave, Gone, NotMyWish, Refused } from '../pages/unsubscribe.tsx';
import { readLink, refuseLink } from '../personal.tsx';

export const unsubscribe = new Hono<AppEnv>();

unsubscribe.get('/:token', async (c) => {
  const link = readLink(c, 'unsubscribe');
  if (!link.ok) return refuseLink(c, link);
  const { ports, courses, now } = c.var.services;
  // The link in a mail to a new address speaks of that wish alone.
  const change = await ports.addresses.find(link.subscription);
  if (change) return page(c, change.settled === 'refused' ? <Gone again /> : <NotMyWish />);
  const shown = await show(ports, link.subscription, now);
  const course = shown && courses.find(shown.course.id);
  if (!shown || !course || shown.enrolment.subscription.status === 'left')
    return page(c, <Gone again />);
  const { id, status } = shown.enrolment.subscription;
  const own = ports.links.manage('', ports.links.currentKey, id);
  return page(c, <AskToLeave course={course} own={status === 'pending' ? null : own} />);
});

/**
 * RFC 8058: mail programs post here by themselves, with either encoding and no cookie. What they
 * send does not matter; the link says it all. Always 200, also for someone long forgotten.
 */
unsubscribe.post('/:token', async (c) => {
  const link = readLink(c, 'unsubscribe');
  if (!link.ok) return refuseLink(c, link);
  const { ports, now } = c.var.services;
  const done = await leave(ports, link.subscription, now);
  if (wantsJson(c)) return c.json({ status: 'left' });
  return page(c, done === 'refused' ? <Refused /> : <Gone again={done !== 'left'} />);
});
