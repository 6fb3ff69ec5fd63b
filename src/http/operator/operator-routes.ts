import { Hono } from 'hono/tiny';
import { health as healthOf } from '../../usecases/operator/health.ts';
import { takeEvent } from '../../usecases/sending/feedback.ts';
import type { AppEnv } from '../shared/context.ts';

export const health = new Hono<AppEnv>();

health.get('/', async (c) => {
  const { ports, now } = c.var.services;
  const report = await healthOf(ports, now);
  c.header('Cache-Control', 'no-store');
  return c.json(report, report.ok ? 200 : 503);
});

export const webhooks = new Hono<AppEnv>();

/**
 * Signed webhook events of the provider. Responds 2xx only after storing, so that it retries
 * others.
 */
webhooks.post('/resend', async (c) => {
  const { config, ports, readEvent, now } = c.var.services;
  if (config.webhookSecrets.length === 0) {
    return c.json({ error: 'RESEND_WEBHOOK_SECRET is not set.' }, 503);
  }
  const header = (name: string): string | null => c.req.header(name) ?? null;
  const reading = readEvent({
    id: header('svix-id') ?? header('webhook-id'),
    timestamp: header('svix-timestamp') ?? header('webhook-timestamp'),
    signatures: header('svix-signature') ?? header('webhook-signature'),
    body: new Uint8Array(await c.req.arrayBuffer()),
  });
  if (!reading.ok) {
    ports.log('webhook_refused', { reason: reading.reason });
    return c.json({ error: reading.reason }, reading.reason === 'unreadable' ? 400 : 401);
  }
  if (reading.event === null) return c.json({ status: 'ignored' });
  const status = await takeEvent(ports, reading.event, now);
  // The send call is still running and its provider id is not stored yet: ask for a retry.
  return c.json({ status }, status === 'not_yet' ? 503 : 200);
});
