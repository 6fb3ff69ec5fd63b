import type { Instant } from '../../domain/time.ts';
import type { Courses, Ports } from '../ports.ts';
import type { Gate } from '../sending/gate.ts';

/** Checks the next slice of rows. Once a whole round is over, returns whether it found errors. */
export async function audit(
  ports: Ports,
  gate: Gate,
  now: Instant,
  slice: number,
): Promise<boolean> {
  const wrong = (await ports.accounts.walk(gate, now, slice, ports.courses)) ?? [];
  for (const finding of wrong) ports.log('accounts_differ', { finding });
  return wrong.length > 0;
}

export type Accounts = {
  /**
   * Checks up to `limit` further rows. After the last one it publishes what the round found and
   * deletes retired templates that no email uses. Returns the findings of the whole round as
   * sentences; null: the round continues, or another tick has advanced it.
   */
  readonly walk: (
    from: Pick<Gate, 'auditedAt' | 'auditedTo'>,
    now: Instant,
    limit: number,
    courses: Pick<Courses, 'version' | 'templates'>,
  ) => Promise<readonly string[] | null>;
};
