import { Hono } from 'hono/tiny';
import type { Closed } from '../../domain/limits.ts';
import { isChecked } from '../../domain/parse/checkbox.ts';
import {
  type Consent,
  type FieldError,
  readCourse,
  readSignUp,
  readWish,
  type SignUp,
} from '../../domain/parse/sign-up.ts';
import { MINUTE } from '../../domain/time.ts';
import { settleSignUp } from '../../usecases/sign-up/settle.ts';
import { takeSignUp } from '../../usecases/sign-up/take.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import { readBody, withDateBoxes } from '../middleware/body.ts';
import { cachedForAll } from '../middleware/headers.ts';
import { type AppContext, type AppEnv, networkOfVisitor, wantsJson } from '../shared/context.ts';
import { i18nOf, inLanguage, Rich, setLocale, useI18n } from '../shared/language.tsx';
import { MessagePage } from '../shared/message-page.tsx';
import { fieldProblems, page, problem } from '../shared/responses.tsx';
import { TOKEN_FIELD, verifyToken } from '../shared/turnstile.ts';
import { homePage } from './home-route.tsx';
import { type Closing, closedWords } from './sign-up-closed.ts';
import { HONEYPOT } from './sign-up-form.tsx';

export const subscribe = new Hono<AppEnv>();

/**
 * The response and the work before it are the same for every address, so that neither discloses
 * whether it is subscribed. All that differs runs after the response, and only the email shows it.
 */
subscribe.post('/subscribe', async (c) => {
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  const { courses, now } = c.var.services;
  const named = readCourse(body.input, courses.all);
  setLocale(c, body.input.locale);
  const course = inLanguage(c, (named.ok ? named.value : courses.all[0]!).id)!;
  if (isChecked(body.input.preview) && !wantsJson(c)) {
    const wish = readWish(withDateBoxes(body.input), course, now);
    return homePage(c, course, body.input, wish.ok ? [] : wish.errors);
  }
  const input = { locale: i18nOf(c).locale, ...withDateBoxes(body.input) };
  const signUp = readSignUp(input, courses.all, now);
  if (!signUp.ok) {
    if (wantsJson(c)) return fieldProblems(c, signUp.errors);
    return homePage(c, course, body.input, signUp.errors);
  }
  // The honeypot was filled in: a bot, which gets the normal response.
  const trapped = Boolean(body.input[HONEYPOT]);
  const guarded = trapped ? null : await guard(c, body.input[TOKEN_FIELD]);
  if (guarded !== null && 'code' in guarded) {
    if (wantsJson(c)) return fieldProblems(c, [guarded]);
    return homePage(c, course, body.input, [guarded]);
  }
  const closed = trapped ? null : (guarded ?? (await take(c, signUp.value)));
  if (closed === null) {
    if (wantsJson(c)) return c.json({ status: 'check_your_inbox' }, 202);
    return c.redirect(i18nOf(c).to('/check-your-inbox'), 303);
  }
  if (closed.why === 'copy') return elsewhere(c, closed.home);
  const words = closedWords(c, closed, signUp.value.timeZone);
  if (wantsJson(c)) return problem(c, words.status, () => words);
  return homePage(c, course, body.input, [], words);
});

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

subscribe.get('/check-your-inbox', cachedForAll, (c) => {
  const { mailFrom, replyTo } = c.var.services.config;
  return page(c, <CheckYourInbox from={mailFrom} replyTo={replyTo} />);
});

/** Shows no address: the page is the same for everyone, and an address must not be in a URL. */
export const CheckYourInbox = ({ from, replyTo }: { from: string; replyTo: string }) => {
  const { to, words } = useI18n();
  const { inbox } = words.signUp;
  return (
    <MessagePage title={inbox.title} lead={inbox.text} description={inbox.text} prose>
      <h2>{inbox.nothing}</h2>
      <ul>
        <li>
          <Rich text={inbox.spam} parts={{ from: () => <strong>{from}</strong> }} />
        </li>
        <li>{inbox.badHour}</li>
        <li>
          <Rich text={inbox.slip} parts={{ again: to('/') }} />
        </li>
        <li>
          <Rich
            text={inbox.write}
            parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
          />
        </li>
      </ul>
    </MessagePage>
  );
};
