/** A wrong design, put around the right one: `src` stays as it is. */
import type { ProviderRequest } from '../../../scripts/world/provider-types.ts';
import type { Database } from '../../../src/storage/database.ts';
import type { Ports } from '../../../src/usecases/ports.ts';

export type Mutation = {
  readonly database: (inner: Database) => Database;
  readonly ports: (ports: Ports) => Ports;
  readonly request: (request: ProviderRequest) => ProviderRequest;
  /** How far a cron run that starts so late takes the time to be behind. */
  readonly behind: (late: number) => number;
  /** What the mutation needs and did not find; empty when it took effect. */
  readonly unused: () => readonly string[];
};

export type Mutant = {
  readonly name: string;
  /** What is wrong with it. */
  readonly wrong: string;
  /** More people than usual, where only batches show it. */
  readonly subscribers?: number;
  /** A fresh one for each run, with no memory of another. */
  readonly mutate: () => Partial<Mutation>;
};

/** The design as it is. */
export const NO_MUTATION: Mutation = {
  database: (inner) => inner,
  ports: (ports) => ports,
  request: (request) => request,
  behind: () => 0,
  unused: () => [],
};

export const mutation = (mutant: Mutant | undefined): Mutation => ({
  ...NO_MUTATION,
  ...mutant?.mutate(),
});

/** Rewrites statements: exact text for exact text. A text that never comes by is told. */
export function rewriting(
  ...changes: readonly (readonly [from: string, to: string])[]
): Partial<Mutation> {
  const missing = new Set(changes.map(([from]) => from));
  const known = new Map<string, string>();
  const rewritten = (sql: string): string => {
    let text = known.get(sql);
    if (text === undefined) {
      text = sql;
      for (const [from, to] of changes) {
        if (!text.includes(from)) continue;
        missing.delete(from);
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
