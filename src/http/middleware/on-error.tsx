/** Responses to unexpected errors: no cause, but whether and when to try again. */
import { BEING_RESTORED } from '../../domain/hold.ts';
import { thrown } from '../../domain/redact.ts';
import { type Instant, nextUtcMidnight } from '../../domain/time.ts';
import { isTimeZone, zoneName } from '../../domain/zones.ts';
import { type AppContext, wantsJson, zoneOf } from '../shared/context.ts';
import { i18nOf, type PageI18n } from '../shared/language.tsx';
import { withinSite } from '../shared/paths.ts';
import { Message, nextStep, page, type Resubmission } from '../shared/responses.tsx';
import { returnInWords } from '../shared/wording.ts';

/** Handles every uncaught error. The submitted form is shown again for resubmission. */
export async function onError(error: Error, c: AppContext): Promise<Response> {
  console.error(JSON.stringify({ event: 'request_failed', error: thrown(error) }));
  const now = c.var.services?.now;
  const seconds = now === undefined ? null : secondsAway(String(error), now);
  const status = seconds === null ? 500 : 503;
  const i18n = i18nOf(c);
  const said = i18n.words.errors.failed;
  const again = await submittedForm(c);
  const message = `${wordsFor(c, seconds, again, i18n)} ${said.notYou}`;
  if (seconds !== null) c.header('Retry-After', String(seconds));
  c.header('Cache-Control', 'no-store');
  if (c.req.path === '/health') return c.json({ ok: false, problems: [message] }, status);
  if (wantsJson(c)) return c.json({ errors: [{ field: null, message }] }, status);
  const next = again ? nextStep(c) : { href: withinSite(c.req.path), label: said.tryAgain };
  const kept = again ? ` ${said.kept}` : '';
  const title = seconds === null ? said.title : said.soon;
  return page(c, <Message title={title} text={message + kept} {...{ next, again }} />, status);
}

/**
 * Seconds until the database may respond again; null if the error is not an outage. D1 reports
 * when the daily limit of the free plan is used up, which resets at midnight UTC:
 * https://developers.cloudflare.com/d1/observability/debug-d1/
 */
function secondsAway(error: string, now: Instant): number | null {
  if (error.includes(BEING_RESTORED)) return 60;
  if (!error.includes('D1_') || /SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG)/.test(error))
    return null;
  if (!/daily .*limit/i.test(error)) return 60;
  return Math.ceil((nextUtcMidnight(now) - now) / 1000);
}

function wordsFor(
  c: AppContext,
  seconds: number | null,
  again: Resubmission | null,
  i18n: PageI18n,
): string {
  const said = i18n.words.errors.failed;
  if (seconds === null) return said.broken;
  if (seconds <= 60) return said.noAnswer;
  const { now } = c.var.services;
  const typed = again?.fields.time_zone ?? '';
  const zone = isTimeZone(typed) ? zoneName(typed) : zoneOf(c) || 'UTC';
  return said.usedUp(returnInWords(now + seconds * 1000, now, zone, i18n));
}

/** The submitted form; null for other methods than POST. */
async function submittedForm(c: AppContext): Promise<Resubmission | null> {
  if (c.req.method !== 'POST') return null;
  const input = await c.req.parseBody().catch(() => ({}));
  const fields = Object.entries(input).filter((field): field is [string, string] => {
    return typeof field[1] === 'string';
  });
  return { action: withinSite(c.req.path), fields: Object.fromEntries(fields) };
}
