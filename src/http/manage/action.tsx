/** The common part of every POST on a person's page: change, send what is due, respond. */

import type { Input, Parsed } from '../../domain/parse/sign-up.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { Changed } from '../../usecases/manage/update-subscription.ts';
import type { Ports } from '../../usecases/ports.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { type Shown, shownAs } from '../../usecases/show.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import { departed, forgotten, type Person, unconfirmed } from '../middleware/person-link.tsx';
import { type AppContext, wantsJson } from '../shared/context.ts';
import { ownLessonPath } from '../shared/paths.ts';
import { fieldProblems, isProblem, PROBLEMS, type Problem, problem } from '../shared/responses.tsx';
import { ownPage } from './own-page.tsx';
import type { Saved } from './props.ts';

type Refusal = 'gone' | 'left' | 'pending' | Problem;

export type Action<T, D extends string> = {
  /** `examples`: whether addresses for examples are accepted. */
  readonly read: (
    input: Input,
    person: Omit<Shown, 'plan'>,
    now: Instant,
    examples: boolean,
  ) => Parsed<T>;
  readonly act: (ports: Ports, enrolment: Enrolment, value: T, now: Instant) => Promise<Changed<D>>;
  /** The result to show on the page. */
  readonly saved: (done: Exclude<D, Refusal>, value: T) => Saved;
  /** The end of the page's URL to redirect to, such as a fragment. */
  readonly place?: (value: T) => string;
  /** The lesson to whose page a form on it leads back. */
  readonly lesson?: (value: T) => string;
};

/**
 * Saved without confirmation: the link is sufficient. Starts from the person that the guard loaded.
 */
export async function perform<T, D extends string>(
  c: AppContext<{ person: Person & { readonly input: Input } }>,
  { read, act, saved, place, lesson }: Action<T, D>,
): Promise<Response> {
  const { input, enrolment, course } = c.var.person;
  const { ports, config, now, clock } = c.var.services;
  const wish = read(input, { enrolment, course }, now, config.timeTravel);
  if (!wish.ok) {
    if (wantsJson(c)) return fieldProblems(c, wish.errors);
    return ownPage(c, shownAs(enrolment, course, now), input, wish.errors);
  }
  const { done, send } = await act(ports, enrolment, wish.value, now);
  if (isRefusal(done)) return refuse(c, done);
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: done });
  const said = saved(done as Exclude<D, Refusal>, wish.value);
  const own = `/manage/${c.req.param('token')}`;
  const on = c.req.query('on');
  const back = lesson && on === 'lesson' ? lesson(wish.value) : null;
  const path = back === null ? own : ownLessonPath(own, back);
  return c.redirect(
    `${path}?saved=${said}${on === 'next' ? '' : (place?.(wish.value) ?? '')}`,
    303,
  );
}

const isRefusal = (done: string): done is Refusal =>
  ['gone', 'left', 'pending'].includes(done) || isProblem(done);

function refuse(c: AppContext, why: Refusal) {
  if (why === 'gone') return forgotten(c);
  if (why === 'left') return departed(c, `/manage/${c.req.param('token')}`);
  if (why === 'pending') return unconfirmed(c);
  const { status, place } = PROBLEMS[why];
  return problem(c, status, (errors) => errors[why], {
    href: `/manage/${c.req.param('token')}${place}`,
  });
}
