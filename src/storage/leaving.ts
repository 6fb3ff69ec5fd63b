/** Ends subscriptions. */
import { DAY, type Instant } from '../domain/time.ts';
import { type Database, statement } from './database.ts';

/** Ends the subscription and voids queued sign-ups for it, regardless of concurrent changes. */
export async function leaveCourse(
  db: Database,
  id: string,
  now: Instant,
): Promise<'left' | 'already' | 'gone'> {
  const token = crypto.randomUUID();
  const [, , known] = await db([
    statement(LEAVE, id, token, now, now + 90 * DAY),
    statement(CANCEL_ALL, id, token),
    statement('SELECT change_token = ?2 AS mine FROM subscriptions WHERE id = ?1', id, token),
    statement(VOID_SIGN_UPS, id, now),
  ]);
  const [row] = known!.rows;
  if (row === undefined) return 'gone';
  return row.mine === 1 ? 'left' : 'already';
}

/** The same for all courses of the person behind this subscription. */
export async function leaveAllCourses(db: Database, id: string, now: Instant): Promise<void> {
  await db([
    statement(LEAVE_ALL, id, crypto.randomUUID(), now, now + 90 * DAY),
    statement(CANCEL_LEFT, id),
    statement(VOID_ALL_SIGN_UPS, id, now),
  ]);
}

const LEAVE = `
  /* leave */ UPDATE subscriptions
  SET status = 'left', revision = revision + 1, change_token = ?2, left_at = ?3, wake_at = ?4
  WHERE id = ?1 AND status <> 'left'`;

const COURSES_OF = `(SELECT all_of.id FROM subscriptions mine
  JOIN subscriptions all_of ON all_of.subscriber_id = mine.subscriber_id WHERE mine.id = ?1)`;

const LEAVE_ALL = `
  /* leave all */ UPDATE subscriptions
  SET status = 'left', revision = revision + 1, change_token = ?2, left_at = ?3, wake_at = ?4
  WHERE id IN ${COURSES_OF} AND status <> 'left'`;

const CANCEL_LEFT = `
  UPDATE deliveries SET state = 'cancelled', reason = 'left'
  WHERE subscription_id IN ${COURSES_OF} AND state = 'scheduled'`;

/** A sign-up that was made before leaving; it may still be settling after its response. */
const VOID_ALL_SIGN_UPS = `
  /* void sign-ups */ DELETE FROM sign_ups
  WHERE asked_at <= ?2 AND address_key IN (
    SELECT p.address_key FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
    WHERE s.id = ?1)`;

const VOID_SIGN_UPS = `${VOID_ALL_SIGN_UPS}
    AND form ->> '$.signUp.course' = (SELECT course FROM subscriptions WHERE id = ?1)`;

const CANCEL_ALL = `
  /* cancel left */ UPDATE deliveries SET state = 'cancelled', reason = 'left'
  WHERE subscription_id = ?1 AND state = 'scheduled'
    AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)`;
