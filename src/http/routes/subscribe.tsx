import { Hono } from 'hono';
import { readCourse, readSignUp, readWish } from '../../domain/sign-up.ts';
import { sendNow } from '../../usecases/send-now.ts';
import { subscribe as signUpFor } from '../../usecases/subscribe.ts';
import { fieldProblems, page, problem } from '../answers.tsx';
import { meant, readBody } from '../body.ts';
import { cachedForAll } from '../caching.ts';
import type { AppContext, AppEnv } from '../env.ts';
import { wantsJson } from '../negotiate.ts';
import { CheckYourInbox } from '../pages/check-your-inbox.tsx';
import { homePage } from './home.tsx';

export const subscribe = new Hono<AppEnv>();

/** The same answer whoever the address belongs to: only the mail tells. */
subscribe.post('/subscribe', async (c) => {
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  const { ports, courses, config, now } = c.var.services;
  const named = readCourse(body.input, courses.all);
  const course = named.ok ? named.value : courses.all[0]!;
  if (body.input.preview !== undefined && !wantsJson(c)) {
    const wish = readWish(meant(body.input), course, now);
    return homePage(c, course, body.input, wish.ok ? [] : wish.errors);
  }
  const signUp = readSignUp(meant(body.input), courses.all, now);
  if (!signUp.ok) {
    if (wantsJson(c)) return fieldProblems(c, signUp.errors);
    return homePage(c, course, body.input, signUp.errors);
  }
  const { publicUrl } = await ports.settings.gate(now, config.publicUrl);
  if (publicUrl !== config.publicUrl) return elsewhere(c, publicUrl);
  const send = await signUpFor(ports, signUp.value, now);
  c.executionCtx.waitUntil(sendNow(ports, send, now));
  if (wantsJson(c)) return c.json({ status: 'check_your_inbox' }, 202);
  return c.redirect('/check-your-inbox', 303);
});

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
