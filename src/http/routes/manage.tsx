import { Hono } from 'hono';
import { type FieldError, type Input, readMove } from '../../domain/sign-up.ts';
import { reschedule } from '../../usecases/reschedule.ts';
import { sendNow } from '../../usecases/send-now.ts';
import { type Shown, show } from '../../usecases/show.ts';
import { fieldProblems, page, problem } from '../answers.tsx';
import { meant, readBody } from '../body.ts';
import type { AppContext, AppEnv } from '../env.ts';
import { wantsJson } from '../negotiate.ts';
import { typed } from '../pages/fields.tsx';
import { Manage } from '../pages/manage.tsx';
import { departed, forgotten, readLink, refuseLink } from '../personal.tsx';

export const manage = new Hono<AppEnv>();

manage.get('/:token', async (c) => {
  const link = readLink(c, 'manage');
  if (!link.ok) return refuseLink(c, link);
  const { ports, now } = c.var.services;
  const shown = await show(ports, link.subscription, now);
  return shown ? ownPage(c, shown) : forgotten(c);
});

/** Saved at once: the link in an old mail is enough, in both directions. */
manage.post('/:token/reschedule', async (c) => {
  const link = readLink(c, 'manage');
  if (!link.ok) return refuseLink(c, link);
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  const { ports, now } = c.var.services;
  const shown = await show(ports, link.subscription, now);
  if (!shown) return forgotten(c);
  const { timeZone, sendHour } = shown.enrolment.subscription;
  const move = readMove(meant(body.input), { course: shown.course, timeZone, sendHour }, now);
  if (!move.ok) {
    if (wantsJson(c)) return fieldProblems(c, move.errors);
    return ownPage(c, shown, body.input, move.errors);
  }
  const result = await reschedule(ports, link.subscription, move.value, now);
  if (result.done === 'gone') return forgotten(c);
  if (result.done === 'left') return departed(c);
  if (result.done === 'pending') return unconfirmed(c);
  c.executionCtx.waitUntil(sendNow(ports, result.send, now));
  if (wantsJson(c)) return c.json({ status: result.done });
  return c.redirect(`/manage/${c.req.param('token')}?saved=${result.done}`, 303);
});

/** The person's page, with the form as it was filled or as things stand. */
function ownPage(
  c: AppContext,
  shown: Shown,
  input: Input | null = null,
  errors: readonly FieldError[] = [],
) {
  const { ports, courses, now } = c.var.services;
  const { subscription } = shown.enrolment;
  if (subscription.status === 'left') return departed(c);
  if (subscription.status === 'pending') return unconfirmed(c);
  const saved = c.req.query('saved');
  const content = (
    <Manage
      course={courses.find(shown.course.id)!}
      shown={shown}
      now={now}
      own={`/manage/${c.req.param('token')}`}
      leave={ports.links.unsubscribe('', ports.links.currentKey, subscription.id)}
      saved={saved === 'moved' || saved === 'same' ? saved : null}
      values={{ ...asItStands(shown), ...(input && typed(input)) }}
      errors={errors}
    />
  );
  return page(c, content, errors.length > 0 ? 422 : 200);
}

const asItStands = ({ enrolment: { subscription } }: Shown): Record<string, string> => ({
  target_date: subscription.targetDate ?? '',
  time_zone: subscription.timeZone,
  send_hour: String(subscription.sendHour),
});

const unconfirmed = (c: AppContext) =>
  problem(
    c,
    409,
    'Press the button in the confirmation mail first; then this page is yours.',
    'Not confirmed yet',
    { href: '/', label: 'Send me a new confirmation' },
  );
