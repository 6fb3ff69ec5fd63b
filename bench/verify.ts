/** Checks that a run did what it was measured for. */
import { AUDIT } from '../src/storage/consistency-check.ts';
import type { Seen } from './provider.ts';
import { inDatabase, NOW } from './seed.ts';

/** Every due email was accepted exactly once, and nothing was rejected. */
export function wrongAtProvider(seen: Seen, due: number): string[] {
  const { mails, distinct, refused, unreadable } = seen;
  return [
    ...(mails === due ? [] : [`${mails} mails were accepted, not ${due}`]),
    ...(distinct === due ? [] : [`${distinct} people were mailed, not ${due}`]),
    ...(refused === 0 ? [] : [`${refused} calls were refused`]),
    ...(unreadable === 0 ? [] : [`${unreadable} calls were unreadable`]),
  ];
}

/** Every due email is recorded with the provider's id. */
export function wrongInRows(stateDir: string, due: number): string[] {
  return inDatabase(stateDir, (database) => {
    const { sent, ids } = database
      .prepare(
        `SELECT count(*) AS sent, count(DISTINCT provider_id) AS ids FROM deliveries
         WHERE state = 'sent' AND due_at = ?`,
      )
      .get(NOW) as { sent: number; ids: number };
    return [
      ...(sent === due ? [] : [`${sent} mails are recorded as sent, not ${due}`]),
      ...(ids === due ? [] : [`${ids} ids of the provider are recorded, not ${due}`]),
    ];
  });
}

/**
 * Milepost's invariants: the consistency check finds nothing, and every email was fenced before its
 * call.
 */
export function wrongInLedger(stateDir: string, due: number): string[] {
  return inDatabase(stateDir, (database) => {
    const count = (sql: string): number => (database.prepare(sql).get() as { n: number }).n;
    const audited = AUDIT.flatMap(({ wrong, of, when }) => {
      const sql = `SELECT count(*) AS n FROM ${of} d WHERE ?1 > 0 AND ${when}`;
      const { n } = database.prepare(sql).get(NOW) as { n: number };
      return n > 0 ? [`${n} ${wrong}`] : [];
    });
    const fenced = count(
      `SELECT count(*) AS n FROM deliveries WHERE state = 'sent' AND due_at = ${NOW}
       AND first_call_at IS NOT NULL AND call_id IS NOT NULL AND template IS NOT NULL
       AND slots IS NOT NULL AND lease_token IS NULL`,
    );
    const open = count('SELECT count(*) AS n FROM calls');
    return [
      ...audited,
      ...(fenced === due ? [] : [`${fenced} mails were frozen and fenced, not ${due}`]),
      ...(open === 0 ? [] : [`${open} calls are still open`]),
    ];
  });
}
