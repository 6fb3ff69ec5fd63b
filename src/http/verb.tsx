/** What every POST on a person's page has in common: whom it is for, and what is answered. */
import type { Input, Reading } from '../domain/sign-up.ts';
import type { Instant } from '../domain/time.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Changed } from '../usecases/replan.ts';
import { sendNow } from '../usecases/send-now.ts';
import type { Shown } from '../usecases/show.ts';
import { afterAnswer } from './after-answer.ts';
import { fieldProblems, problem } from './answers.tsx';
import { readBody } from './body.ts';
import type { AppContext } from './env.ts';
import { wantsJson } from './negotiate.ts';
import { ownPage } from './own-page.tsx';
import {
  departed,
  forgotten,
  isReplaced,
  readLink,
  refuseLink,
  replaced,
  shownTo,
  unconfirmed,
} from './personal.tsx';
import { isProblem, PROBLEMS, type Problem } from './problems.ts';
import type { Saved } from './saved.ts';

type Refusal = 'gone' | 'left' | 'pending' | Problem;

type Verb<T, D extends string> = {
  readonly read: (input: Input, shown: Shown, now: Instant) => Reading<T>;
  readonly act: (ports: Ports, id: string, value: T, now: Instant) => Promise<Changed<D>>;
  /** What the page says afterwards. */
  readonly saved: (done: Exclude<D, Refusal>, value: T) => Saved;
  /** Where on the page it goes on, as the end of its address. */
  readonly place?: (value: T) => string;
};

/** Reads, acts, sends what is due, answers. Saved at once: the link is enough. */
export const verb =
  <T, D extends string>({ read, act, saved, place }: Verb<T, D>) =>
  async (c: AppContext): Promise<Response> => {
    const link = readLink(c, 'manage');
    if (!link.ok) return refuseLink(c, link);
    const body = await readOptionalBody(c);
    if (!body.ok) return body.answer;
    const { ports, now, clock } = c.var.services;
    const shown = await shownTo(c, link.subscription);
    if (!shown) return forgotten(c);
    if (isReplaced(link, shown.enrolment)) return replaced(c);
    const { status } = shown.enrolment.subscription;
    if (status === 'left' || status === 'pending') return refuse(c, status);
    const wish = read(body.input, shown, now);
    if (!wish.ok) {
      if (wantsJson(c)) return fieldProblems(c, wish.errors);
      return ownPage(c, shown, body.input, wish.errors);
    }
    const { done, send } = await act(ports, link.subscription, wish.value, now);
    if (isRefusal(done)) return refuse(c, done);
    afterAnswer(c, () => sendNow(ports, send, clock));
    if (wantsJson(c)) return c.json({ status: done });
    const said = saved(done as Exclude<D, Refusal>, wish.value);
    return c.redirect(
      `/manage/${c.req.param('token')}?saved=${said}${place?.(wish.value) ?? ''}`,
      303,
    );
  };

/** Some verbs need no word more than themselves. */
const readOptionalBody = (c: AppContext) =>
  c.req.header('content-type') === undefined
    ? ({ ok: true, input: {} as Input } as const)
    : readBody(c);

const isRefusal = (done: string): done is Refusal =>
  ['gone', 'left', 'pending'].includes(done) || isProblem(done);

function refuse(c: AppContext, why: Refusal) {
  if (why === 'gone') return forgotten(c);
  if (why === 'left') return departed(c, `/manage/${c.req.param('token')}`);
  if (why === 'pending') return unconfirmed(c);
  const { status, place } = PROBLEMS[why];
  return problem(c, status, (trouble) => trouble[why], {
    href: `/manage/${c.req.param('token')}${place}`,
  });
}
