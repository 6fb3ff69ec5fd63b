import { Hono } from 'hono/tiny';
import type { Closed } from '../../domain/limits.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import {
  type Consent,
  type FieldError,
  type Input,
  isMissing,
  type Parsed,
  readCourse,
  readSignUp,
  readWish,
  type SignUp,
  withDatePreferred,
  withZone,
} from '../../domain/parse/sign-up.ts';
import { MINUTE } from '../../domain/time.ts';
import { settleSignUp, takeSignUp } from '../../usecases/sign-up/subscribe.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import { readBody } from '../middleware/body.ts';
import {
  type AppContext,
  type AppEnv,
  isEmbedded,
  networkOfVisitor,
  speaksJson,
  wantsJson,
  zoneOf,
} from '../shared/context.ts';
import { i18nOf, inLanguage, setLocale } from '../shared/language.tsx';
import { fieldProblems, problem } from '../shared/responses.tsx';
import { TOKEN_FIELD, verifyToken } from '../shared/turnstile.ts';
import { embedPage } from './embed-route.tsx';
import { homePage } from './home-route.tsx';
import { inboxPath } from './inbox-route.tsx';
import { type Closing, closedWords, HONEYPOT, TRAPPED } from './sign-up-form.tsx';

export const subscribe = new Hono<AppEnv>();

/**
 * The response and the work before it are the same for every address, so that neither discloses
 * whether it is subscribed. All that differs runs after the response, and only the email shows it.
 */
subscribe.post('/subscribe', async (c) => {
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  const { config, courses, now } = c.var.services;
  const named = readCourse(body.input, courses.all);
  setLocale(c, body.input.locale);
  const course = inLanguage(c, (named.ok ? named.value : courses.all[0]!).id)!;
  const formPage = isEmbedded(c) ? embedPage : homePage;
  // A program that sends JSON may not be where the person is.
  const guess = speaksJson(c) ? '' : zoneOf(c);
  if (isChecked(body.input.preview) && !wantsJson(c)) {
    const wish = readWish(withZone(withDatePreferred(body.input), guess), course, now);
    return formPage(c, course, body.input, wish.ok ? [] : wish.errors);
  }
  const input = { locale: i18nOf(c).locale, ...withDatePreferred(body.input) };
  const read = readSignUp(input, courses.all, now, config.timeTravel, guess);
  const signUp = withoutTrap(read, body.input);
  const refuse = (errors: readonly FieldError[]) =>
    wantsJson(c) ? fieldProblems(c, errors) : formPage(c, course, body.input, errors);
  if (!signUp.ok) return refuse(signUp.errors);
  const guarded = await guard(c, body.input[TOKEN_FIELD]);
  if (guarded !== null && 'code' in guarded) return refuse([guarded]);
  const closed = guarded ?? (await take(c, signUp.value));
  if (closed === null) {
    if (wantsJson(c)) return c.json({ status: 'check_your_inbox' }, 202);
    return c.redirect(inboxPath(c, body.input, signUp.value), 303);
  }
  if (closed.why === 'copy') return elsewhere(c, closed.home);
  const words = closedWords(c, closed, signUp.value.timeZone);
  if (wantsJson(c)) return problem(c, words.status, () => words);
  return formPage(c, course, body.input, [], words);
});

/** Bots fill in the honeypot, and so may a person's password manager: the form is shown again. */
function withoutTrap(signUp: Parsed<SignUp>, input: Input): Parsed<SignUp> {
  if (isMissing(input[HONEYPOT])) return signUp;
  return { ok: false, errors: [...(signUp.ok ? [] : signUp.errors), TRAPPED] };
}

/** Checks before the database is used: the rate limit per network, and the robot check. */
async function guard(c: AppContext, token: unknown): Promise<Closing | FieldError | null> {
  const { config, now, tokens } = c.var.services;
  const network = networkOfVisitor(c);
  if (network !== null && config.abuseLimits && c.env.SIGN_UP_RATE) {
    const key = tokens.hashesOf(network, 'network')[0]!;
    const { success } = await c.env.SIGN_UP_RATE.limit({ key });
    if (!success) return { why: 'rush', until: now + MINUTE };
  }
  if (config.turnstile === null) return null;
  const verdict = await verifyToken(config.turnstile, token);
  if (verdict === 'away') return { why: 'check', until: now + MINUTE };
  return verdict === 'person' ? null : { field: 'person', code: verdict };
}

/** Stores the sign-up and defers the rest until after the response; or returns why it cannot. */
async function take(c: AppContext, signUp: SignUp): Promise<Closed | null> {
  const { ports, now, clock } = c.var.services;
  const visitor = { network: networkOfVisitor(c), consent: consentOf(c) };
  const taken = await takeSignUp(ports, signUp, visitor, now);
  if ('closed' in taken) return taken.closed;
  const { asked } = taken;
  // While sending is stopped, leave the rest to the next tick.
  if (asked !== null && ports.held === null) {
    afterAnswer(c, () => settleSignUp(ports, asked, clock));
  }
  return null;
}

/** The consent record stores the button's text as shown to the person. */
function consentOf(c: AppContext): Consent {
  if (wantsJson(c)) return { how: 'json', words: '' };
  const { form } = i18nOf(c).words;
  return { how: 'form', words: `${form.startHint} [${form.start}]` };
}

/** A copy of the database never sends, so the sign-up is rejected instead of promising an email. */
const elsewhere = (c: AppContext, href: string) =>
  problem(c, 503, (errors) => errors.elsewhere, { href });
