/** Signed provider events, and their effects in the database. */
import { createHmac } from 'node:crypto';
import { bindings, mailsTo, request } from './worker.ts';

const SECRET = 'dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=';

/**
 * Sends an event as the provider does; `at` is when it happened and, by default, when it arrives.
 */
export function signedEvent(
  type: string,
  data: object,
  { at, id = `evt_${type}_${JSON.stringify(data)}_${at}`, now = at }: EventTimes,
): Promise<Response> {
  const body = JSON.stringify({ type, created_at: at, data });
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  const signature = createHmac('sha256', Buffer.from(SECRET, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return request('/webhooks/resend', now, {
    method: 'POST',
    body,
    headers: { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` },
  });
}

type EventTimes = { readonly at: string; readonly id?: string; readonly now?: string };

/** Event data about the newest email to this address. */
export async function aboutLast(email: string, more: object = {}): Promise<object> {
  const mail = (await mailsTo(email)).at(-1)!;
  return {
    email_id: mail.id,
    to: mail.to,
    tags: { delivery: mail.tags[0]!.value },
    ...more,
  };
}

/** The suppression of this address, or null. */
export const suppressionOf = (email: string): Promise<string | null> =>
  bindings.DB.prepare('SELECT suppressed FROM subscribers WHERE address_key = ?1')
    .bind(email)
    .first('suppressed');

/** The deliveries of this address by message: `state` or `state(reason)`. */
export async function deliveriesOf(email: string): Promise<Record<string, string>> {
  const { results } = await bindings.DB.prepare(
    `SELECT d.message, d.state || COALESCE('(' || d.reason || ')', '') AS state
     FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
     JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address_key = ?1 ORDER BY d.occasion`,
  )
    .bind(email)
    .all<{ message: string; state: string }>();
  return Object.fromEntries(results.map(({ message, state }) => [message, state]));
}
