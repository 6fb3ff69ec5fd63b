/** Wraps the production code in a wrong design; `src` stays unchanged. */
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
  /** The message of a transient database error for these statements. */
  readonly transientError: (statements: readonly Statement[]) => string;
  /** Statements and texts that the mutation didn't find; empty if it took effect. */
  readonly unused: () => readonly string[];
};

export type Mutant = {
  readonly name: string;
  /** The flaw in a few words. */
  readonly wrong: string;
  /** Other people than usual, if only they reveal the flaw. */
  readonly crowd?: Partial<Crowd>;
  /** Fault rates, if the usual ones rarely reveal it. */
  readonly rates?: Rates;
  /** Fewer faults, if more of them would keep batches from filling. */
  readonly intensity?: number;
  /** Where the search for a seed begins, if the first seeds reveal the flaw rarely or late. */
  readonly firstSeed?: number;
  /** Called once per run: no state is shared between runs. */
  readonly mutate: () => Partial<Mutation>;
};

/** A message that `src/storage/database.ts` recognizes as transient. */
export const TRANSIENT_ERROR = 'D1_ERROR: Network connection lost.';

export const NO_MUTATION: Mutation = {
  database: (inner) => inner,
  ports: (ports) => ports,
  request: (request) => request,
  transientError: () => TRANSIENT_ERROR,
  unused: () => [],
};

export const mutation = (mutant: Mutant | undefined): Mutation => ({
  ...NO_MUTATION,
  ...mutant?.mutate(),
});

type Change = readonly [from: string, to: string];

/** Replaces text in statements found by name. `unused` lists the statements and texts not found. */
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

/** Replaces some of the ports. */
export const changingPorts = (change: (ports: Ports) => Partial<Ports>): Partial<Mutation> => ({
  ports: (ports) => ({ ...ports, ...change(ports) }),
});
