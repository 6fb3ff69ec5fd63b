/** Runs the production consistency check after every step that wrote something. */
import { HOUR } from '../../src/domain/time.ts';
import { AUDIT } from '../../src/storage/consistency-check.ts';
import type { Outages } from './outages.ts';
import type { Scheduler } from './scheduler.ts';

/** Indexes that only the simulator has, so that the check is cheap. Most cover wrong rows only. */
const INDEXES = [
  `CREATE INDEX sim_fenced ON deliveries (id)
   WHERE state IN ('scheduled', 'cancelled') AND first_call_at IS NOT NULL`,
  `CREATE INDEX sim_callless ON deliveries (id) WHERE state = 'sent' AND first_call_at IS NULL`,
  `CREATE INDEX sim_reasonless ON deliveries (id)
   WHERE state IN ('failed', 'unknown', 'skipped', 'cancelled') AND reason IS NULL`,
  "CREATE INDEX sim_scheduled ON deliveries (subscription_id, revision, kind) WHERE state = 'scheduled'",
  "CREATE INDEX sim_sending ON deliveries (call_id) WHERE state = 'sending'",
  'CREATE INDEX sim_template ON deliveries (template) WHERE template IS NOT NULL',
];

/** A key may expire during an outage, and the first run after the outage may crash as well. */
const EXPIRED_KEYS = AUDIT.findIndex(({ name }) => name === 'expired');
const KEY_GRACE = 3 * HOUR;

/** The most expensive check: needed only when subscriptions or scheduled rows changed. */
const UNOWNED = AUDIT.findIndex(({ name }) => name === 'unowned');

/** Returns the check as one statement, with or without the most expensive part. */
export function createConsistencyCheck(
  scheduler: Scheduler,
  outages: Pick<Outages, 'goodTime'>,
): (everything: boolean) => void {
  for (const sql of INDEXES) scheduler.world.rows(sql);
  const questions = AUDIT.map(
    ({ of, when }, index) => `(SELECT count(*) FROM ${of} d WHERE ${when}) AS c${index}`,
  );
  const all = `SELECT ${questions.join(', ')}`;
  const most = `SELECT ${questions.toSpliced(UNOWNED, 1).join(', ')}`;
  return (everything) => {
    const [row] = scheduler.world.rows<Record<string, number>>(
      everything ? all : most,
      scheduler.now,
    );
    AUDIT.forEach(({ wrong }, index) => {
      const count = row![`c${index}`] ?? 0;
      if (count === 0) return;
      if (
        index === EXPIRED_KEYS &&
        outages.goodTime(scheduler.now - KEY_GRACE, scheduler.now) < KEY_GRACE
      )
        return;
      scheduler.fail('consistency', `${count} ${wrong}`);
    });
  };
}

/** After templates were pruned: every email must still have its template. */
export function checkTemplates(scheduler: Scheduler): void {
  const gone = scheduler.world.rows<{ template: string }>(GONE).map(({ template }) => template);
  if (gone.length > 0) scheduler.fail('template gone', gone.join(', '));
}

const GONE = `
  SELECT DISTINCT template FROM deliveries
  WHERE template IS NOT NULL AND template NOT IN (SELECT hash FROM templates)`;
