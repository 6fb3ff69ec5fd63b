import type { Clock } from './provider-clock.ts';
import type { Mail, Settings, WebhookTarget } from './provider-types.ts';
import { bareAddress } from './provider-validate.ts';

type Attempt = { id: string; type: string; email_id: string; at: string; status: number | string };
type Post = (url: string, init: RequestInit) => Promise<{ status: number }>;

/** The start of the provider's schedule; the retries after hours are useless on a laptop. */
const retryAfterMs = [0, 1_000, 5_000];

/** Sends signed events to the Worker like the provider (Svix headers, retries). */
export function createWebhooks(settings: () => Settings, clock: Clock, post: Post) {
  const attempts: Attempt[] = [];
  let pending: Promise<void>[] = [];
  const stopped = new AbortController();

  /** Sends one event about an email now; `extra` adds fields for special cases. */
  function send(mail: Mail, type: string, extra: Record<string, unknown> = {}): void {
    const target = settings().webhook;
    if (!target) return;
    mail.last_event = type.replace(/^email\./, '');
    const body = JSON.stringify(payload(mail, type, new Date(clock.now()).toISOString(), extra));
    const id = `msg_${crypto.randomUUID().replaceAll('-', '')}`;
    for (let copy = 0; copy < (target.copies ?? 1); copy += 1) {
      pending.push(deliver(target, { id, type, email_id: mail.id, body }));
    }
  }

  async function deliver(
    target: WebhookTarget,
    event: { id: string; type: string; email_id: string; body: string },
  ): Promise<void> {
    await pause(target.delay_ms ?? 0, stopped.signal);
    for (const wait of retryAfterMs) {
      await pause(wait, stopped.signal);
      if (stopped.signal.aborted) return;
      const status = await attempt(target, event).catch((error: Error) => error.message);
      const { id, type, email_id } = event;
      attempts.push({ id, type, email_id, at: new Date(clock.now()).toISOString(), status });
      if (typeof status === 'number' && status < 300) return;
    }
  }

  async function attempt(
    target: WebhookTarget,
    { id, body }: { id: string; body: string },
  ): Promise<number> {
    const timestamp = String(Math.floor(clock.now() / 1000));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Svix-Webhooks/1.0',
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': await sign(target.secret, `${id}.${timestamp}.${body}`),
      ...target.headers,
    };
    const { status } = await post(target.url, { method: 'POST', headers, body });
    return status;
  }

  return {
    send,
    attempts,
    /** Sends the events that follow an acceptance automatically. */
    accepted(mail: Mail): void {
      const target = settings().webhook;
      for (const type of fateOf(mail, settings())) {
        mail.last_event = type.replace(/^email\./, '');
        if (target && (target.events ?? [type]).includes(type)) send(mail, type);
      }
    },
    /** Waits until every event was delivered or given up. */
    async settle(): Promise<void> {
      while (pending.length > 0) {
        const waiting = pending;
        pending = [];
        await Promise.all(waiting);
      }
    },
    clear() {
      attempts.length = 0;
    },
    stop: () => stopped.abort(),
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;

/** Signs like Svix: HMAC-SHA256 with the key after `whsec_`. */
async function sign(secret: string, content: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (c) => c.charCodeAt(0));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(content));
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
}

/**
 * From the settings' addresses and the provider's own test addresses (`bounced+label@resend.dev`).
 */
function fateOf(mail: Mail, { bounces, complaints }: Settings): string[] {
  const to = mail.to.map(bareAddress);
  const tested = (name: string) =>
    to.some((one) => /^([a-z]+)(\+.*)?@resend\.dev$/.exec(one)?.[1] === name);
  if (tested('suppressed')) return ['email.suppressed'];
  if (tested('bounced') || to.some((one) => bounces.includes(one))) {
    return ['email.sent', 'email.bounced'];
  }
  const complains = tested('complained') || to.some((one) => complaints.includes(one));
  return ['email.sent', 'email.delivered', ...(complains ? ['email.complained'] : [])];
}

function payload(mail: Mail, type: string, at: string, extra: Record<string, unknown>) {
  const { id, message_id, from, to, subject, accepted_at, tags } = mail;
  const special: Record<string, unknown> = {
    'email.bounced': {
      bounce: { type: 'Permanent', subType: 'General', message: 'The address does not exist.' },
    },
    'email.suppressed': {
      suppressed: { type: 'OnAccountSuppressionList', message: 'Suppressed.' },
    },
    'email.failed': { failed: { reason: 'The mail could not be sent.' } },
  };
  return {
    type,
    created_at: at,
    data: {
      created_at: accepted_at,
      email_id: id,
      message_id,
      from,
      to,
      subject,
      // A list in the API, an object in events.
      tags: Object.fromEntries(tags.map((tag) => [tag.name, tag.value])),
      ...(special[type] ?? {}),
      ...extra,
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
