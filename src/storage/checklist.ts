import type { Ticks } from '../usecases/manage/ports.ts';
import { type Database, statement } from './database.ts';

/** Checked-off steps, and what the emails that mention them know of them. */
export const tickStore = (database: Database): Ticks => ({
  async set(subscription, { round, lesson, step }, done, { ids, steps }) {
    await database([
      statement(done ? TICK : OPEN, subscription, round, lesson, step),
      // Computed in SQL from the stored rows, so that two concurrent changes do not lose an update.
      statement(RECALL, subscription, round, lesson, JSON.stringify(steps), JSON.stringify(ids)),
    ]);
  },
});

const TICK = `
  INSERT INTO ticks (subscription_id, round, lesson, step)
  SELECT id, ?2, ?3, ?4 FROM subscriptions WHERE id = ?1 AND round = ?2
  ON CONFLICT DO NOTHING`;

const OPEN = `
  DELETE FROM ticks WHERE subscription_id = ?1 AND round = ?2 AND lesson = ?3 AND step = ?4`;

const RECALL = `
  UPDATE deliveries SET facts = json_set(facts, '$.open', json_object('lesson', ?3, 'steps',
    (SELECT json_group_array(value) FROM json_each(?4) WHERE value NOT IN
      (SELECT step FROM ticks WHERE subscription_id = ?1 AND round = ?2 AND lesson = ?3))))
  WHERE state = 'scheduled' AND subscription_id = ?1 AND id IN (SELECT value FROM json_each(?5))`;
