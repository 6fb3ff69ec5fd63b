/** Checks of the deployed site, from outside. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Answer } from './ask.ts';
import type { Context } from './context.ts';
import { CannotCheck, type Finding, fault, note, OK } from './finding.ts';

export async function publicUrl({ facts, cloudflare, site }: Context): Promise<Finding> {
  const { PUBLIC_URL = '' } = facts.config.vars;
  const answer = await site('/health').catch((error: Error) => error);
  if (answer instanceof Error) {
    const isDeployed = await cloudflare.secrets().catch(() => []);
    if (isDeployed === null || !URL.canParse(PUBLIC_URL)) throw answer;
    return fault(
      `${PUBLIC_URL} can't be reached: ${answer.message}`,
      'Check PUBLIC_URL and its domain: under Workers & Pages, the domain has to be added to this Worker.',
    );
  }
  if (typeof answer.json === 'object' && answer.json !== null && 'ok' in answer.json) return OK;
  const { status, headers } = answer;
  const location = headers.get('location');
  return fault(
    `${PUBLIC_URL} isn't answered by Milepost: /health answers ${status}${location ? ` and leads to ${location}` : ''}.`,
    "Set PUBLIC_URL to the site's final address, and let nothing stand in front of it: no login, no redirect, no other site.",
  );
}

const MINUTE = 60_000;

/** /health allows ten minutes, too. */
export async function cron({ facts, health }: Context): Promise<Finding> {
  const { report } = await health();
  const { last_tick_at: last } = report;
  if (last === undefined) throw new CannotCheck("The Worker doesn't run.", 'See "Worker".');
  if (last === null) {
    return note(
      "The cron hasn't run yet.",
      'Wait 15 minutes after the first deployment. Then look under Triggers in the Cloudflare dashboard: the free plan allows five crons per account.',
    );
  }
  const minutes = Math.floor((facts.now - Date.parse(last)) / MINUTE);
  if (minutes <= 10) return OK;
  return fault(
    `The cron last ran ${minutes} minutes ago, at ${last}.`,
    'Run `npm run deploy`, which sets it again. If that changes nothing, look under Triggers and Logs in the Cloudflare dashboard.',
  );
}

/** What /health reports, but for what has a check of its own. */
export async function sending({ health }: Context): Promise<Finding> {
  const { report } = await health();
  if (report.last_tick_at === undefined) {
    throw new CannotCheck("The Worker doesn't run.", 'See "Worker".');
  }
  const elsewhere = /^The (cron trigger|database needs migrations)|other_public_url/;
  const problems = (report.problems ?? []).filter((problem) => !elsewhere.test(problem));
  if (problems.length === 0) return OK;
  const cure = 'docs/delivery.md, "When something needs you", says what to do about each.';
  return fault(problems.join(' '), cure);
}

/** An event that changes nothing goes to the site as Resend would send it. */
export async function webhookRoundTrip(context: Context): Promise<Finding> {
  const { facts, provider, health } = context;
  await health();
  const unsigned = await post(context, {});
  if (isJson(unsigned, 503) && /RESEND_WEBHOOK_SECRET/.test(unsigned.text)) {
    return fault(
      'The Worker has no RESEND_WEBHOOK_SECRET, so it learns of no bounce and no complaint.',
      'docs/operating.md, "Set up the webhook": copy the signing secret from resend.com/webhooks, then `npx wrangler secret put RESEND_WEBHOOK_SECRET`.',
    );
  }
  if (!isJson(unsigned, 401)) return blocked('/webhooks/resend', unsigned);
  const atResend = await provider.webhook().catch(() => null);
  const secret =
    atResend?.signing_secret ?? facts.keys.RESEND_WEBHOOK_SECRET?.split(',')[0]?.trim();
  if (!secret) {
    throw new CannotCheck(
      "The Worker has a webhook secret, but this machine doesn't know it.",
      'To check that it is the right one, put RESEND_WEBHOOK_SECRET into .dev.vars.',
    );
  }
  const signed = await post(context, signatureOf(secret, facts.now));
  if (signed.status === 200) return OK;
  if (!isJson(signed, 401)) return blocked('/webhooks/resend', signed);
  return fault(
    "The Worker doesn't accept the webhook's signature: it has another secret.",
    'Copy the signing secret from resend.com/webhooks, whsec_ included, and run `npx wrangler secret put RESEND_WEBHOOK_SECRET`.',
  );
}

const post = ({ site }: Context, headers: Record<string, string>): Promise<Answer> =>
  site('/webhooks/resend', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: EVENT,
  });

/** Events about domains change nothing and aren't counted. */
const EVENT = JSON.stringify({ type: 'domain.updated', data: {} });

function signatureOf(secret: string, now: number): Record<string, string> {
  const [id, timestamp] = [`doctor_${randomUUID()}`, String(Math.floor(now / 1000))];
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${EVENT}`).digest('base64');
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${mac}` };
}

/**
 * A made-up link: Milepost answers 404 to both, in its own words. Anything else is a login page, a
 * robot check, a cache or a redirect in front of it, where one click can't work.
 */
export async function unsubscribe({ site, health }: Context): Promise<Finding> {
  await health();
  const path = '/unsubscribe/made-up-by-the-doctor';
  const headers = { accept: 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const got = await site(path, { headers });
  if (!isJson(got, 404) || got.headers.has('set-cookie')) return blocked(path, got, 'GET');
  const posted = await site(path, {
    method: 'POST',
    headers: { ...headers, ...form },
    body: 'List-Unsubscribe=One-Click',
  });
  if (!isJson(posted, 404)) return blocked(path, posted, 'POST');
  if (/no-store/.test(got.headers.get('cache-control') ?? '')) return OK;
  return fault(
    'The pages behind personal links may be cached: they come without `Cache-Control: no-store`.',
    'Remove cache rules for this site in the Cloudflare dashboard.',
  );
}

const isJson = ({ status, json }: Answer, wanted: number): boolean =>
  status === wanted && typeof json === 'object' && json !== null;

function blocked(path: string, { status, headers }: Answer, method = 'POST'): Finding {
  const location = headers.get('location');
  const where = location ? `, and leads to ${URL.parse(location)?.host ?? location}` : '';
  return fault(
    `${method} ${path} doesn't reach Milepost: it's answered with ${status}${where}.`,
    `Something stands in front of it. In the Cloudflare dashboard, keep Access, robot checks, WAF rules and redirects off /unsubscribe/ and /webhooks/.`,
  );
}
