/** The provider's feedback: in any order, any number of times, before or after the record. */
import type { Feedback, FeedbackKind, FeedbackLog } from '../usecases/feedback.ts';
import { type Database, type Statement, statement } from './database.ts';

export const feedbackStore = (database: Database): FeedbackLog => ({
  async take(feedback, now) {
    await database([
      statement(
        `INSERT INTO feedback (event_id, kind, received_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (event_id) DO NOTHING`,
        feedback.eventId,
        feedback.kind,
        now,
      ),
      merge(feedback),
      ...(SUPPRESSES[feedback.kind] ? suppress(feedback, SUPPRESSES[feedback.kind]!) : []),
    ]);
  },
});

/** After these nothing is sent to the address any more, whatever the course. */
const SUPPRESSES: Partial<Record<FeedbackKind, string>> = {
  bounced: 'bounced',
  complained: 'complained',
  refused_as_suppressed: 'suppressed_by_provider',
};

/**
 * Every event but a failure proves that the mail was accepted, whatever we thought. Times only
 * move back to the earliest that is known, so that the order of the events does not matter.
 */
function merge({ kind, delivery, at, providerId }: Feedback): Statement {
  if (kind === 'failed' || kind === 'refused_as_suppressed') {
    return statement(
      `UPDATE deliveries
       SET state = 'failed', reason = ?2, lease_token = NULL
       WHERE id = ?1 AND first_call_at IS NOT NULL`,
      delivery,
      kind === 'failed' ? 'failed_at_provider' : 'suppressed_by_provider',
    );
  }
  return statement(
    `UPDATE deliveries
     SET state = CASE WHEN state = 'failed' THEN state ELSE 'sent' END,
         reason = CASE WHEN state = 'failed' THEN reason END,
         provider_id = COALESCE(provider_id, ?2),
         first_call_at = COALESCE(first_call_at, ?3),
         sent_at = min(COALESCE(sent_at, ?3), ?3),
         delivered_at = CASE WHEN ?4 = 'delivered' THEN min(COALESCE(delivered_at, ?3), ?3)
           ELSE delivered_at END,
         bounced_at = CASE WHEN ?4 = 'bounced' THEN min(COALESCE(bounced_at, ?3), ?3)
           ELSE bounced_at END,
         complained_at = CASE WHEN ?4 = 'complained' THEN min(COALESCE(complained_at, ?3), ?3)
           ELSE complained_at END,
         lease_token = NULL
     WHERE id = ?1`,
    delivery,
    providerId,
    at,
    kind,
  );
}

/** The address is suppressed if it is still this person's, and all that is scheduled is off. */
function suppress({ delivery }: Feedback, reason: string): Statement[] {
  const person = `
    SELECT p.id FROM deliveries d
    JOIN subscriptions s ON s.id = d.subscription_id
    JOIN subscribers p ON p.id = s.subscriber_id AND p.address = d.address
    WHERE d.id = ?1`;
  return [
    statement(
      `UPDATE subscribers SET suppressed = COALESCE(suppressed, ?2) WHERE id IN (${person})`,
      delivery,
      reason,
    ),
    statement(
      `UPDATE subscriptions SET suppressed = 1 WHERE subscriber_id IN (${person})`,
      delivery,
    ),
    statement(
      `UPDATE deliveries
       SET state = 'cancelled', reason = 'suppressed'
       WHERE state = 'scheduled' AND subscription_id IN
         (SELECT id FROM subscriptions WHERE subscriber_id IN (${person}))`,
      delivery,
    ),
  ];
}
