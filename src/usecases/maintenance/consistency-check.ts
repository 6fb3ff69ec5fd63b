import type { Instant } from '../../domain/time.ts';
import type { Courses, Ports } from '../ports.ts';
import type { Gate } from '../sending/gate.ts';

/** Checks the next rows of the accounts. Says whether they differ, once a whole round is over. */
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
   * Checks that the next rows, up to so many, are where they can be. After the last one it notes
   * what is not, and deletes retired templates that no mail names. The sentences of what it found
   * in the whole round; null: the round goes on, or another tick carries it.
   */
  readonly walk: (
    from: Pick<Gate, 'auditedAt' | 'auditedTo'>,
    now: Instant,
    limit: number,
    courses: Pick<Courses, 'version' | 'templates'>,
  ) => Promise<readonly string[] | null>;
};
