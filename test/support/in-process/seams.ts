/** Wrappers around the database that change values or results of statements found by name. */
import { CONSISTENCY_CHECK } from '../../../src/storage/consistency-check.ts';
import type { Answer, Database, Row, Statement } from '../../../src/storage/database.ts';
import type { JobRow } from '../../../src/storage/jobs.ts';
import { kindOf } from '../../simulation/statements.ts';

export const isNamed =
  (...names: readonly string[]) =>
  ({ sql }: Statement): boolean =>
    names.includes(kindOf(sql).name ?? '');

/** Changes each row that these statements return. */
export const answering =
  (is: (statement: Statement) => boolean, change: (row: Row, statement: Statement) => Row) =>
  (inner: Database): Database =>
  async (statements) =>
    (await inner(statements)).map(
      (answer, index): Answer =>
        is(statements[index]!)
          ? { ...answer, rows: answer.rows.map((row) => change(row, statements[index]!)) }
          : answer,
    );

/** Acts right before or after the first batch that contains such a statement. */
export function around(
  is: (statement: Statement) => boolean,
  when: 'before' | 'after',
  act: () => Promise<unknown>,
): (inner: Database) => Database {
  let isFirst = true;
  return (inner) => async (statements) => {
    const acts = isFirst && statements.some(is);
    if (acts) isFirst = false;
    if (acts && when === 'before') await act();
    const answers = await inner(statements);
    if (acts && when === 'after') await act();
    return answers;
  };
}

const opensTick = ({ sql }: Statement): boolean => sql.includes('/* open tick */');

/** At the instants selected by `is`, a tick sees the consistency check as done. */
export const withoutCheck = (inner: Database, is: (now: number) => boolean = () => true) =>
  answering(opensTick, (row, { values: [now] }) =>
    is(Number(now)) ? { ...row, jobs: JSON.stringify(withoutChecks(row)) } : row,
  )(inner);

const withoutChecks = ({ jobs }: Row): JobRow[] =>
  (JSON.parse(jobs) as JobRow[]).filter(({ name }) => name !== CONSISTENCY_CHECK);

/** The second database's next ticks read the first one's settings. */
export function staleGate(): {
  readonly read: (inner: Database) => Database;
  readonly use: (inner: Database) => Database;
} {
  let rows: readonly Row[] = [];
  return {
    read: (inner) => async (statements) => {
      const answers = await inner(statements);
      rows = answers[0]!.rows;
      return answers;
    },
    use: (inner) => async (statements) =>
      statements.some(opensTick)
        ? [{ rows: rows.map((row) => ({ ...row, due: 1 })), changes: 1 }]
        : inner(statements),
  };
}
