/** What the operator's page of runs shows: jobs, calls, events, suppressions and versions. */
import type { Instant } from '../domain/time.ts';
import { type Database, statement } from './database.ts';

export type Runs = {
  readonly lastTickAt: Instant | null;
  readonly schemaVersion: number;
  readonly courseVersion: string | null;
  readonly templatesVersion: string | null;
  readonly jobs: readonly {
    readonly name: string;
    readonly nextAt: Instant | null;
    readonly failures: number;
    readonly error: string | null;
  }[];
  /** Calls to the provider that have no clear answer yet. */
  readonly calls: readonly {
    readonly firstCallAt: Instant;
    readonly nextAt: Instant;
    readonly attempts: number;
    readonly emails: number;
  }[];
  /** The newest first. */
  readonly events: readonly {
    readonly kind: string;
    readonly type: string | null;
    readonly receivedAt: Instant;
  }[];
  /** Keyed hashes of erased people by reason, of the first thousand. */
  readonly suppressions: readonly { readonly reason: string; readonly n: number }[];
};

export async function readRuns(db: Database): Promise<Runs> {
  const [settings, jobs, calls, events, suppressions] = await db([
    statement(
      `SELECT last_tick_at AS lastTickAt, schema_version AS schemaVersion,
         course_version AS courseVersion, templates_version AS templatesVersion
       FROM settings WHERE id = 1`,
    ),
    statement('SELECT name, next_at AS nextAt, failures, error FROM jobs ORDER BY name'),
    statement(
      `SELECT first_call_at AS firstCallAt, next_at AS nextAt, attempts,
         json_array_length(members) AS emails
       FROM calls ORDER BY next_at LIMIT 50`,
    ),
    statement(
      `SELECT kind, type, received_at AS receivedAt FROM feedback
       ORDER BY received_at DESC LIMIT 100`,
    ),
    statement(
      `SELECT reason, count(*) AS n FROM (SELECT reason FROM suppressions LIMIT 1000)
       GROUP BY reason ORDER BY n DESC`,
    ),
  ]);
  return {
    ...settings!.rows[0],
    jobs: jobs!.rows,
    calls: calls!.rows,
    events: events!.rows,
    suppressions: suppressions!.rows,
  };
}
