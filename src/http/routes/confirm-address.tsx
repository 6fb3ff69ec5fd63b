import { Hono } from 'hono/tiny';
import {
  confirmAddress as confirmNow,
  findChange,
  standingOf,
} from '../../usecases/confirm-address.ts';
import type { AddressChange } from '../../usecases/own/ports.ts';
import type { Enrolment } from '../../usecases/ports.ts';
import { sendNow } from '../../usecases/send-now.ts';
import { afterAnswer } from '../after-answer.ts';
import { page, problem } from '../answers.tsx';
import type { AppContext, AppEnv } from '../env.ts';
import { wantsJson } from '../negotiate.ts';
import { AddressChanged, AskForAddress } from '../pages/confirm-address.tsx';
import { departed, forgotten, ownPath, readLink, refuseLink, speakLike } from '../personal.tsx';

export const confirmAddress = new Hono<AppEnv>();

/** Only shows the button: mail scanners follow links too. */
confirmAddress.get('/:token', async (c) => {
  const link = readLink(c, 'address');
  if (!link.ok) return link.reason === 'expired' ? expired(c) : refuseLink(c, link);
  const { ports, courses } = c.var.services;
  const known = await findChange(ports, link.subscription);
  if (!known) return forgotten(c);
  const { change, enrolment } = known;
  const { course, locale } = enrolment.subscription;
  speakLike(c, enrolment.subscription);
  const standing = standingOf(change, enrolment);
  if (standing === 'left') return departed(c);
  if (standing === 'already') return changed(c, known, true);
  if (standing !== 'open') return takenBack(c);
  const { title } = courses.find(course, locale)!;
  return page(c, <AskForAddress address={change.address} course={title} />);
});

confirmAddress.post('/:token', async (c) => {
  const link = readLink(c, 'address');
  if (!link.ok) return link.reason === 'expired' ? expired(c) : refuseLink(c, link);
  const { ports, now, clock } = c.var.services;
  const before = await findChange(ports, link.subscription);
  if (before) speakLike(c, before.enrolment.subscription);
  const { done, send } = await confirmNow(ports, link.subscription, now);
  if (done === 'gone') return forgotten(c);
  if (done === 'left') return departed(c);
  if (done === 'taken') return taken(c);
  if (done === 'replaced' || done === 'refused') return takenBack(c);
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: done });
  const after = await findChange(ports, link.subscription);
  return after ? changed(c, after, done === 'already') : forgotten(c);
});

type Known = { readonly change: AddressChange; readonly enrolment: Enrolment };

function changed(c: AppContext, { change, enrolment }: Known, again: boolean) {
  // Later on, this link shall not lead around newer ones.
  const own = again ? null : ownPath(c, enrolment.subscription);
  return page(c, <AddressChanged address={change.address} own={own} again={again} />);
}

const expired = (c: AppContext) => problem(c, 410, (trouble) => trouble.addressExpired);

const takenBack = (c: AppContext) => problem(c, 410, (trouble) => trouble.addressReplaced);

/** Only who reads that mailbox gets here, and so may know. */
const taken = (c: AppContext) => problem(c, 409, (trouble) => trouble.addressTaken);
