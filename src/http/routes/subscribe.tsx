import { Hono } from 'hono/tiny';
import { readCourse, readSignUp, readWish, type SignUp } from '../../domain/sign-up.ts';
import type { Closed } from '../../usecases/sign-up/ports.ts';
import { settleSignUp } from '../../usecases/sign-up/settle.ts';
import { takeSignUp } from '../../usecases/sign-up/take.ts';
import { fieldProblems, page, problem } from '../answers.tsx';
import { meant, readBody } from '../body.ts';
import { cachedForAll } from '../caching.ts';
import { closedWords } from '../closed.ts';
import type { AppContext, AppEnv } from '../env.ts';
import { wantsJson } from '../negotiate.ts';
import { CheckYourInbox } from '../pages/check-your-inbox.tsx';
import { SIGN_UP_WORDS, TRAP } from '../pages/sign-up.tsx';
import { networkOfVisitor } from '../visitor.ts';
import { homePage } from './home.tsx';

export const subscribe = new Hono<AppEnv>();

/**
 * The same answer whoever the address belongs to, after the same work: only the mail tells, and
 * all that differs comes after the answer.
 */
subscribe.post('/subscribe', async (c) => {
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  const { input } = body;
  const { courses, now } = c.var.services;
  const named = readCourse(input, courses.all);
  const course = named.ok ? named.value : courses.all[0]!;
  if (input.preview !== undefined && !wantsJson(c)) {
    const wish = readWish(meant(input), course, now);
    return homePage(c, course, input, wish.ok ? [] : wish.errors);
  }
  const signUp = readSignUp(meant(input), courses.all, now);
  if (!signUp.ok) {
    if (wantsJson(c)) return fieldProblems(c, signUp.errors);
    return homePage(c, course, input, signUp.errors);
  }
  // A field that nobody sees was filled in: a program, which is told nothing of it.
  const closed = input[TRAP] ? null : await take(c, signUp.value);
  if (closed === null) {
    if (wantsJson(c)) return c.json({ status: 'check_your_inbox' }, 202);
    return c.redirect('/check-your-inbox', 303);
  }
  if (closed.why === 'copy') return elsewhere(c, closed.home);
  const words = closedWords(c, closed, signUp.value.timeZone);
  if (wantsJson(c)) return problem(c, words.status, words.text);
  return homePage(c, course, input, [], words);
});

/** Writes the sign-up down and leaves the rest for after the answer; or says why it cannot. */
async function take(c: AppContext, signUp: SignUp): Promise<Closed | null> {
  const { ports, now } = c.var.services;
  const consent = wantsJson(c)
    ? ({ how: 'json', words: '' } as const)
    : ({ how: 'form', words: `${SIGN_UP_WORDS.promise} [${SIGN_UP_WORDS.button}]` } as const);
  const visitor = { network: networkOfVisitor(c), consent };
  const taken = await takeSignUp(ports, signUp, visitor, now);
  if ('closed' in taken) return taken.closed;
  c.executionCtx.waitUntil(settleSignUp(ports, taken.asked, now));
  return null;
}

/** Nothing ever leaves from a copy, so nobody may wait for its mail. */
const elsewhere = (c: AppContext, home: string) =>
  problem(
    c,
    503,
    'This is a copy of the course, and it sends no mail. Nothing was saved. Sign up where the course lives.',
    'The course lives elsewhere',
    { href: home, label: 'Go there' },
  );

subscribe.get('/check-your-inbox', cachedForAll, (c) => {
  const { mailFrom, replyTo } = c.var.services.config;
  return page(c, <CheckYourInbox from={mailFrom} replyTo={replyTo} />);
});
