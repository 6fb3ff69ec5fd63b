/** What every POST on a person's page has in common: whom it is for, and what is answered. */
import type { Input, Reading } from '../domain/sign-up.ts';
import type { Instant } from '../domain/time.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Changed } from '../usecases/replan.ts';
import { sendNow } from '../usecases/send-now.ts';
import { type Shown, show } from '../usecases/show.ts';
import { fieldProblems, problem } from './answers.tsx';
import { readBody } from './body.ts';
import type { AppContext } from './env.ts';
import { wantsJson } from './negotiate.ts';
import { ownPage } from './own-page.tsx';
import { departed, forgotten, readLink, refuseLink, unconfirmed } from './personal.tsx';
import type { Saved } from './saved.ts';

type Refusal = 'gone' | 'left' | 'pending' | 'too_early' | 'too_late' | 'no_such_lesson';

type Verb<T, D extends string> = {
  readonly read: (input: Input, shown: Shown, now: Instant) => Reading<T>;
  readonly act: (ports: Ports, id: string, value: T, now: Instant) => Promise<Changed<D>>;
  /** What the page says afterwards. */
  readonly saved: (done: Exclude<D, Refusal>, value: T) => Saved;
};

/** Reads, acts, sends what is due, answers. Saved at once: the link is enough. */
export const verb =
  <T, D extends string>({ read, act, saved }: Verb<T, D>) =>
  async (c: AppContext): Promise<Response> => {
    const link = readLink(c, 'manage');
    if (!link.ok) return refuseLink(c, link);
    const body = await readOptionalBody(c);
    if (!body.ok) return body.answer;
    const { ports, now } = c.var.services;
    const shown = await show(ports, link.subscription, now);
    if (!shown) return forgotten(c);
    const { status } = shown.enrolment.subscription;
    if (status === 'left' || status === 'pending') return refuse(c, status);
    const wish = read(body.input, shown, now);
    if (!wish.ok) {
      if (wantsJson(c)) return fieldProblems(c, wish.errors);
      return ownPage(c, shown, body.input, wish.errors);
    }
    const { done, send } = await act(ports, link.subscription, wish.value, now);
    if (isRefusal(done)) return refuse(c, done);
    c.executionCtx.waitUntil(sendNow(ports, send, now));
    if (wantsJson(c)) return c.json({ status: done });
    const said = saved(done as Exclude<D, Refusal>, wish.value);
    return c.redirect(`/manage/${c.req.param('token')}?saved=${said}`, 303);
  };

/** Some verbs need no word more than themselves. */
const readOptionalBody = (c: AppContext) =>
  c.req.header('content-type') === undefined
    ? ({ ok: true, input: {} as Input } as const)
    : readBody(c);

const REFUSALS: Readonly<Record<Refusal, (c: AppContext) => Response | Promise<Response>>> = {
  gone: forgotten,
  left: departed,
  pending: unconfirmed,
  too_early: (c) =>
    problem(
      c,
      409,
      'Your date has not come yet, or you have told us about it already. From the day itself on you can say here how it went.',
      'It is too early for that',
      back(c),
    ),
  too_late: (c) =>
    problem(
      c,
      409,
      'There is nothing to take back: a move can be undone once, within 24 hours. Give the date that you want instead.',
      'Nothing to take back',
      { href: `${back(c).href}#move`, label: 'Give a date' },
    ),
  no_such_lesson: (c) =>
    problem(
      c,
      404,
      'Your plan has no such lesson. Perhaps it was taken out of the course, or you have no date yet; your page shows what there is.',
      'No such lesson',
      back(c),
    ),
};

const isRefusal = (done: string): done is Refusal => Object.hasOwn(REFUSALS, done);

const refuse = (c: AppContext, why: Refusal) => REFUSALS[why](c);

const back = (c: AppContext) => ({
  href: `/manage/${c.req.param('token')}`,
  label: 'Go to your page',
});
