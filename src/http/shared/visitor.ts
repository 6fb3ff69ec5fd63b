/** What the request itself tells of the person, before they say anything. */
import { networkOf } from '../../domain/network.ts';
import { isTimeZone, zoneName } from '../../domain/zones.ts';
import type { AppContext } from './env.ts';

/** Where their network is, as the edge sees it; empty when it cannot tell. */
export function zoneOf(c: AppContext): string {
  const { timezone } = (c.req.raw.cf ?? {}) as { timezone?: unknown };
  return typeof timezone === 'string' && isTimeZone(timezone) ? zoneName(timezone) : '';
}

/** The network that the request comes from; null on a laptop, where the edge does not say. */
export const networkOfVisitor = (c: AppContext): string | null =>
  networkOf(c.req.header('cf-connecting-ip') ?? '');
