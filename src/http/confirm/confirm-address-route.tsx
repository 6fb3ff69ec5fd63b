import { Hono } from 'hono/tiny';
import { sendNow } from '../../usecases/sending/send-now.ts';
import {
  confirmAddress as confirmNow,
  findChange,
  type KnownChange,
  standingOf,
} from '../../usecases/sign-up/confirm-address.ts';
import { afterAnswer } from '../middleware/after-answer.ts';
import { addressChange, guard } from '../middleware/person-link.tsx';
import { departed, forgotten, ownPath } from '../middleware/personal.tsx';
import type { AppContext, AppEnv } from '../shared/env.ts';
import { wantsJson } from '../shared/negotiate.ts';
import { page, problem } from '../shared/responses.tsx';
import { AddressChanged, AskForAddress } from './confirm-address.tsx';

export const confirmAddress = new Hono<AppEnv>();

/** Only shows the button, because email scanners follow links. */
confirmAddress.get('/:token', guard('address', addressChange), (c) => {
  const known = c.var.person;
  const { change, enrolment } = known;
  const { course, locale } = enrolment.subscription;
  const standing = standingOf(change, enrolment);
  if (standing === 'left') return departed(c);
  if (standing === 'already') return changed(c, known, true);
  if (standing !== 'open') return takenBack(c);
  const { title } = c.var.services.courses.find(course, locale)!;
  return page(c, <AskForAddress address={change.address} course={title} />);
});

confirmAddress.post('/:token', guard('address', addressChange), async (c) => {
  const { ports, now, clock } = c.var.services;
  const known = c.var.person;
  const { done, send } = await confirmNow(ports, known, now);
  if (done === 'gone') return forgotten(c);
  if (done === 'left') return departed(c);
  if (done === 'taken') return taken(c);
  if (done === 'replaced' || done === 'refused') return takenBack(c);
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: done });
  const after = await findChange(ports, known.change.id);
  return after ? changed(c, after, done === 'already') : forgotten(c);
});

function changed(c: AppContext, { change, enrolment }: KnownChange, again: boolean) {
  // On later visits, this old link must not bypass replaced links.
  const own = again ? null : ownPath(c, enrolment.subscription);
  return page(c, <AddressChanged address={change.address} own={own} again={again} />);
}

const takenBack = (c: AppContext) => problem(c, 410, (trouble) => trouble.addressReplaced);

/** Only the owner of that mailbox has this link, so the answer discloses nothing to others. */
const taken = (c: AppContext) => problem(c, 409, (trouble) => trouble.addressTaken);
