/** Facts about the visitor from the request itself. */
import { networkOf } from '../../domain/network.ts';
import { isTimeZone, zoneName } from '../../domain/zones.ts';
import type { AppContext } from './env.ts';

/** The time zone of their network, as reported by Cloudflare; empty if unknown. */
export function zoneOf(c: AppContext): string {
  const { timezone } = (c.req.raw.cf ?? {}) as { timezone?: unknown };
  return typeof timezone === 'string' && isTimeZone(timezone) ? zoneName(timezone) : '';
}

/** The network of the request; null in local development, where Cloudflare's header is missing. */
export const networkOfVisitor = (c: AppContext): string | null =>
  networkOf(c.req.header('cf-connecting-ip') ?? '');
