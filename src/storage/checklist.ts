/** Checked-off steps, and what the emails that mention them know of them. */
import type { CheckedStep } from '../domain/checklist.ts';
import { type Database, statement } from './database.ts';

/** Checks or unchecks a step, and updates the open steps of these scheduled emails. */
export async function setStep(
  db: Database,
  subscription: string,
  { round, lesson, step }: CheckedStep,
  done: boolean,
  { ids, steps, listing }: Mentions,
): Promise<void> {
  await db([
    statement(done ? CHECK : UNCHECK, subscription, round, lesson, step),
    // Computed in SQL from the stored rows, so that two concurrent changes do not lose an update.
    statement(RECALL, subscription, round, lesson, JSON.stringify(steps), JSON.stringify(ids)),
    ...(done && listing.length > 0
      ? [statement(UNLIST, subscription, `${lesson}/${step}`, JSON.stringify(listing))]
      : []),
  ]);
}

type Mentions = {
  /** Scheduled emails that recall the open steps of this lesson, and all of its steps. */
  readonly ids: readonly string[];
  readonly steps: readonly string[];
  /** Scheduled emails that list this step among the open ones of earlier lessons. */
  readonly listing: readonly string[];
};

const CHECK = `
  INSERT INTO checked_steps (subscription_id, round, lesson, step)
  SELECT id, ?2, ?3, ?4 FROM subscriptions WHERE id = ?1 AND round = ?2
  ON CONFLICT DO NOTHING`;

const UNCHECK = `
  DELETE FROM checked_steps WHERE subscription_id = ?1 AND round = ?2 AND lesson = ?3 AND step = ?4`;

const RECALL = `
  UPDATE deliveries SET facts = json_set(facts, '$.open', json_object('lesson', ?3, 'steps',
    (SELECT json_group_array(value) FROM json_each(?4) WHERE value NOT IN
      (SELECT step FROM checked_steps WHERE subscription_id = ?1 AND round = ?2 AND lesson = ?3))))
  WHERE state = 'scheduled' AND subscription_id = ?1 AND id IN (SELECT value FROM json_each(?5))`;

const UNLIST = `
  UPDATE deliveries SET facts = json_set(facts, '$.openAgain',
    (SELECT json_group_array(value) FROM json_each(facts, '$.openAgain') WHERE value <> ?2))
  WHERE state = 'scheduled' AND subscription_id = ?1 AND id IN (SELECT value FROM json_each(?3))`;
