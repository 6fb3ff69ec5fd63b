/** A wrong design, put around the right one: `src` stays as it is. */
import type { ProviderRequest } from '../../../scripts/world/provider-types.ts';
import type { Database, Statement } from '../../../src/storage/database.ts';
import type { Ports } from '../../../src/usecases/ports.ts';
import type { Rates } from '../faults.ts';
import type { Crowd } from '../people.ts';
import { kindOf } from '../statements.ts';

export type Mutation = {
  readonly database: (inner: Database) => Database;
  readonly ports: (ports: Ports) => Ports;
  readonly request: (request: ProviderRequest) => ProviderRequest;
  /** How the database words a passing error of these statements. */
  readonly hiccup: (statements: readonly Statement[]) => string;
  /** What the mutation needs and did not find; empty when it took effect. */
  readonly unused: () => readonly string[];
};

export type Mutant = {
  readonly name: string;
  /** What is wrong with it. */
  readonly wrong: string;
  /** Other people than usual, where only they show it. */
  readonly crowd?: Partial<Crowd>;
  /** Faults at these rates, where usual ones hardly show it. */
  readonly rates?: Rates;
  /** Fewer faults than usual, where others would keep a batch from being filled. */
  readonly intensity?: number;
  /** A fresh one for each run, with no memory of another. */
  readonly mutate: () => Partial<Mutation>;
};

/** What `src/storage/retry.ts` knows for a passing error. */
export const HICCUP = 'D1_ERROR: Network connection lost.';

/** The design as it is. */
export const NO_MUTATION: Mutation = {
  database: (inner) => inner,
  ports: (ports) => ports,
  request: (request) => request,
  hiccup: () => HICCUP,
  unused: () => [],
};

export const mutation = (mutant: Mutant | undefined): Mutation => ({
  ...NO_MUTATION,
  ...mutant?.mutate(),
});

type Change = readonly [from: string, to: string];

/**
 * Rewrites statements by their names, small text for small text. A statement that was never met or
 * does not have the text is told.
 */
export function rewriting(changes: Readonly<Record<string, readonly Change[]>>): Partial<Mutation> {
  const missing = new Set(
    Object.entries(changes).flatMap(([name, all]) => all.map(([from]) => `${name}: ${from}`)),
  );
  const known = new Map<string, string>();
  const rewritten = (sql: string): string => {
    let text = known.get(sql);
    if (text === undefined) {
      text = sql;
      const name = kindOf(sql).name ?? '';
      for (const [from, to] of changes[name] ?? []) {
        if (text.includes(from)) missing.delete(`${name}: ${from}`);
        text = text.replaceAll(from, () => to);
      }
      known.set(sql, text);
    }
    return text;
  };
  return {
    database: (inner) => (statements) =>
      inner(statements.map(({ sql, values }) => ({ sql: rewritten(sql), values }))),
    unused: () => [...missing],
  };
}

/** Another way of some ports. */
export const porting = (change: (ports: Ports) => Partial<Ports>): Partial<Mutation> => ({
  ports: (ports) => ({ ...ports, ...change(ports) }),
});
