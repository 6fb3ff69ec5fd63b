import { type HttpAnswer, json, refuse } from './provider-answers.ts';
import type { Core } from './provider-core.ts';
import type { Mail, Settings, WebhookTarget } from './provider-types.ts';

/** GET /emails: newest first, with a cursor, without bodies and tags, like the provider. */
export function listEmails(
  { mails, positions, settings }: Pick<Core, 'mails' | 'positions' | 'settings'>,
  query: URLSearchParams,
  now: number,
): HttpAnswer {
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return refuse('validation_error', 'The `limit` must be a number from 1 to 100.');
  }
  const [after, before] = [query.get('after'), query.get('before')];
  if (after && before) {
    return refuse('validation_error', 'Only one of `after` and `before` can be given.');
  }
  const cursor = after ?? before;
  const position = cursor ? positions.get(cursor) : undefined;
  if (cursor && position === undefined) return refuse('not_found', 'Email not found');

  // Emails are stored oldest first, but listed newest first.
  const end = after ? (position ?? 0) : mails.length;
  const newest = before ? Math.min(mails.length, (position ?? 0) + 1 + limit) : end;
  const kept = firstKept(mails, settings, now);
  const oldest = Math.max(kept, before ? (position ?? 0) + 1 : 0, newest - limit);
  const has_more = before ? newest < mails.length : oldest > kept;
  const page = mails.slice(oldest, newest).reverse().map(summary);
  return json(200, { object: 'list', has_more, data: page });
}

/** The index of the oldest email that is still listed. */
function firstKept(mails: readonly Mail[], { listed_days }: Settings, now: number): number {
  if (listed_days === null) return 0;
  const since = now - listed_days * DAY;
  const first = mails.findIndex(({ accepted_at }) => Date.parse(accepted_at) >= since);
  return first < 0 ? mails.length : first;
}

const DAY = 86_400_000;

/** GET /emails/:id: the whole email. */
export function getEmail(
  { mails, positions }: Pick<Core, 'mails' | 'positions'>,
  id: string,
): HttpAnswer {
  const mail = mails[positions.get(id) ?? -1];
  if (!mail) return refuse('not_found', 'Email not found');
  const { html, text, tags } = mail;
  return json(200, { object: 'email', ...summary(mail), html, text, tags });
}

/** GET /domains: the configured domains; without a setting, `milepost.test`. */
export function listDomains({ settings }: Pick<Core, 'settings'>): HttpAnswer {
  return json(200, { object: 'list', has_more: false, data: domains(settings) });
}

/** GET /domains/:id: with the DNS records that it needs. */
export function getDomain({ settings }: Pick<Core, 'settings'>, id: string): HttpAnswer {
  const domain = domains(settings).find((one) => one.id === id);
  if (!domain) return refuse('not_found', 'Domain not found');
  const { status } = domain;
  const records = RECORDS.map((record) => ({ ...record, ttl: 'Auto', status }));
  return json(200, { object: 'domain', ...domain, records });
}

const RECORDS = [
  { record: 'SPF', name: 'send', type: 'MX', value: 'feedback-smtp.eu-west-1.amazonses.com' },
  { record: 'SPF', name: 'send', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
  {
    record: 'DKIM',
    name: 'resend._domainkey',
    type: 'TXT',
    value: `p=${'MIGfMA0GCSqGSIb3'.repeat(4)}`,
  },
];

function domains({ domains: verified, unverified_domains: unverified }: Settings) {
  const all = [...(verified ?? ['milepost.test']), ...unverified];
  return all.map((name, index) => ({
    id: idOf(index),
    name,
    status: unverified.includes(name) ? 'pending' : 'verified',
    created_at: '2026-01-01T00:00:00.000000+00:00',
    region: 'eu-west-1',
    capabilities: { sending: 'enabled', receiving: 'disabled' },
    open_tracking: false,
    click_tracking: false,
  }));
}

const idOf = (index: number): string =>
  `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;

/** GET /webhooks: the configured one. */
export function listWebhooks({ settings }: Pick<Core, 'settings'>): HttpAnswer {
  const data = settings.webhook === null ? [] : [webhook(settings.webhook)];
  return json(200, { object: 'list', has_more: false, data });
}

/** GET /webhooks/:id: with its secret. */
export function getWebhook({ settings }: Pick<Core, 'settings'>, id: string): HttpAnswer {
  if (settings.webhook === null || id !== idOf(0)) return refuse('not_found', 'Webhook not found');
  const { secret } = settings.webhook;
  return json(200, { object: 'webhook', ...webhook(settings.webhook), signing_secret: secret });
}

const webhook = ({ url, events, enabled = true }: WebhookTarget) => ({
  id: idOf(0),
  endpoint: url,
  created_at: '2026-01-01T00:00:00.000000+00:00',
  status: enabled ? 'enabled' : 'disabled',
  events: events ?? null,
});

function summary(mail: Mail) {
  const { id, message_id, to, cc, bcc, reply_to, from, subject, accepted_at, last_event } = mail;
  const created_at = accepted_at.replace('Z', '000+00:00');
  const orNull = (list: string[]) => (list.length > 0 ? list : null);
  return {
    id,
    message_id,
    to,
    from,
    created_at,
    subject,
    bcc: orNull(bcc),
    cc: orNull(cc),
    reply_to: orNull(reply_to),
    last_event,
    scheduled_at: null,
  };
}
