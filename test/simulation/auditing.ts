/** The accounting check of production, after every step that wrote anything. */
import { HOUR } from '../../src/domain/time.ts';
import { AUDIT } from '../../src/storage/audit.ts';
import type { Stage } from './stage.ts';
import type { Weather } from './weather.ts';

/** Indexes of the simulator alone, so that the check costs little: most hold what is wrong. */
const INDEXES = [
  `CREATE INDEX sim_fenced ON deliveries (id)
   WHERE state IN ('scheduled', 'cancelled') AND first_call_at IS NOT NULL`,
  `CREATE INDEX sim_callless ON deliveries (id) WHERE state = 'sent' AND first_call_at IS NULL`,
  `CREATE INDEX sim_reasonless ON deliveries (id)
   WHERE state IN ('failed', 'unknown', 'skipped', 'cancelled') AND reason IS NULL`,
  "CREATE INDEX sim_scheduled ON deliveries (subscription_id, revision, kind) WHERE state = 'scheduled'",
  "CREATE INDEX sim_sending ON deliveries (call_id) WHERE state = 'sending'",
];

/** Keys grow old in bad weather; whoever takes up their calls first may die of a fault, too. */
const KEYS = AUDIT.findIndex(({ sql }) => sql.includes('FROM calls WHERE'));
const FAIR = 3 * HOUR;

/** Prepares the check; it is then one statement. */
export function createAudit(stage: Stage, weather: Pick<Weather, 'goodTime'>): () => void {
  for (const sql of INDEXES) stage.world.rows(sql);
  const sql = `SELECT ${AUDIT.map((own, index) => `(${own.sql}) AS c${index}`).join(', ')}`;
  return () => {
    const [row] = stage.world.rows<Record<string, number>>(sql, stage.now);
    AUDIT.forEach(({ wrong }, index) => {
      const count = row![`c${index}`]!;
      if (count === 0) return;
      if (index === KEYS && weather.goodTime(stage.now - FAIR, stage.now) < FAIR) return;
      stage.blame('accounts', `${count} ${wrong}`);
    });
  };
}
