import { Hono } from 'hono/tiny';
import { health as healthOf } from '../../usecases/operator/health.ts';
import type { AppEnv } from '../shared/context.ts';

export const health = new Hono<AppEnv>();

health.get('/', async (c) => {
  const { ports, now } = c.var.services;
  const report = await healthOf(ports, now);
  c.header('Cache-Control', 'no-store');
  return c.json(report, report.ok ? 200 : 503);
});
