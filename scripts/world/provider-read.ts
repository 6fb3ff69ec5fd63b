import { type HttpAnswer, json, refuse } from './provider-answers.ts';
import type { Core } from './provider-core.ts';
import type { Mail, Settings } from './provider-types.ts';

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

/** GET /domains: every configured domain is verified; without a setting, `milepost.test`. */
export function listDomains({ settings }: Pick<Core, 'settings'>): HttpAnswer {
  const data = (settings.domains ?? ['milepost.test']).map((name, index) => ({
    id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    name,
    status: 'verified',
    created_at: '2026-01-01T00:00:00.000000+00:00',
    region: 'eu-west-1',
    capabilities: { sending: 'enabled', receiving: 'disabled' },
    open_tracking: false,
    click_tracking: false,
  }));
  return json(200, { object: 'list', has_more: false, data });
}

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
