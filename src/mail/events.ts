/** What the provider's events mean. Source: Resend's list of webhook events, autumn 2026. */
import { readAddress } from '../domain/address.ts';
import type { EmailEvent, FailureCause, FeedbackKind, ProviderEvent } from '../domain/provider.ts';
import { redact } from '../domain/redact.ts';

type Json = Readonly<Record<string, unknown>>;

/** Email events by type, without `email.`; null: the event changes nothing here. */
const EMAIL_EVENTS: Readonly<Record<string, FeedbackKind | null>> = {
  sent: 'accepted',
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'complained',
  failed: 'failed',
  suppressed: 'refused_as_suppressed',
  delivery_delayed: null,
  scheduled: null,
  opened: null,
  clicked: null,
  received: null,
};

/** Events that are not about an email of this Worker. */
const IRRELEVANT = /^(contact|domain|topic|segment|inbox|broadcast)\.|^suppression\.added$/;

/** Null for an event that changes nothing here. */
export function eventOf(eventId: string, payload: unknown): ProviderEvent | null {
  const { type: written, created_at, data: told } = fields(payload);
  if (typeof written !== 'string') return null;
  const type = written.toLowerCase();
  const data = fields(told);
  const at = Date.parse(String(created_at));
  if (type === 'suppression.removed') {
    const [addressKey] = addressKeys(data.email);
    if (addressKey === undefined || Number.isNaN(at)) return null;
    return { eventId, kind: 'suppression_removed', addressKey, at };
  }
  const name = /^email\.(.*)$/.exec(type)?.[1] ?? '';
  const kind = Object.hasOwn(EMAIL_EVENTS, name) ? EMAIL_EVENTS[name] : undefined;
  if (kind) return Number.isNaN(at) ? null : emailEvent(eventId, kind, at, data);
  if (kind === null || IRRELEVANT.test(type)) return null;
  return { eventId, kind: 'unknown', type: type.slice(0, 60) };
}

function emailEvent(
  eventId: string,
  kind: FeedbackKind,
  at: number,
  { email_id, tags, to, bounce, failed }: Json,
): EmailEvent | null {
  const delivery = tagOf(tags);
  const providerId = typeof email_id === 'string' ? email_id : null;
  if (delivery === null && providerId === null) return null;
  const event = { eventId, kind, delivery, at, providerId, addressKeys: addressKeys(to) };
  if (kind === 'bounced' && !isPermanent(bounce)) return { ...event, kind: 'soft_bounced' };
  if (kind !== 'failed') return event;
  const reason = reasonOf(failed);
  return { ...event, reason, cause: causeOf(reason) };
}

/** Resend documents `Permanent`, `Transient` and `Undetermined`. */
const isPermanent = (bounce: unknown): boolean =>
  String(fields(bounce).type).toLowerCase() === 'permanent';

/** Resend documents tags both as an object and as a list of name and value pairs. */
function tagOf(tags: unknown): string | null {
  const value = Array.isArray(tags)
    ? tags.map(fields).find(({ name }) => name === 'delivery')?.value
    : fields(tags).delivery;
  return typeof value === 'string' && value !== '' ? value : null;
}

function addressKeys(to: unknown): string[] {
  return (Array.isArray(to) ? to : [to]).flatMap((one) => {
    if (typeof one !== 'string') return [];
    const address = readAddress(/<([^<>]*)>\s*$/.exec(one)?.[1] ?? one);
    return address.ok ? [address.value.key] : [];
  });
}

/** Normalizes a reason to the stored format: one word without spaces. */
function reasonOf(failed: unknown): string | null {
  const { reason } = fields(failed);
  if (typeof reason !== 'string') return null;
  const word = redact(reason)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_')
    .slice(0, 60);
  return word.replaceAll(/^_+|_+$/g, '') || null;
}

/**
 * Whether a failure is about the quota or the sender. Resend documents one reason,
 * `reached_daily_quota`, and mentions API keys, domains and quotas as others.
 */
function causeOf(reason: string | null): FailureCause | null {
  if (reason === null) return null;
  if (/quota|rate_limit/.test(reason)) return 'quota';
  if (/recipient|to_address/.test(reason)) return null;
  return /api_key|domain|sender|from_address|account|suspended|unverified/.test(reason)
    ? 'account'
    : null;
}

const fields = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
