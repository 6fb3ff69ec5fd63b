/** Reading a subscription: its row, its subscriber's, and its part of the ledger. */
import type { Subscription } from '../domain/subscription.ts';
import type { Enrolment } from '../usecases/ports.ts';
import type { Row } from './database.ts';
import { type DeliveryRow, toDelivery } from './deliveries.ts';

type SubscriptionRow = {
  id: string;
  subscriber_id: string;
  course: string;
  status: Subscription['status'];
  target_date: string | null;
  time_zone: string;
  send_hour: number;
  name: string;
  locale: string;
  round: number;
  revision: number;
  told_date: string | null;
  told_at: number | null;
  moved_at: number | null;
  undo: string | null;
  paused_until: string | null;
  parked_at: number | null;
  outcome: Subscription['outcome'];
  outcome_at: number | null;
  requested_at: number;
  confirmed_at: number | null;
  left_at: number | null;
};

type PersonRow = SubscriptionRow & { address: string; subscriber_suppressed: string | null };

const toSubscription = (row: SubscriptionRow): Subscription => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  course: row.course,
  status: row.status,
  targetDate: row.target_date,
  timeZone: row.time_zone,
  sendHour: row.send_hour,
  name: row.name,
  locale: row.locale,
  round: row.round,
  revision: row.revision,
  toldDate: row.told_date,
  toldAt: row.told_at,
  movedAt: row.moved_at,
  undo: row.undo === null ? null : JSON.parse(row.undo),
  pausedUntil: row.paused_until,
  parkedAt: row.parked_at,
  outcome: row.outcome,
  outcomeAt: row.outcome_at,
  requestedAt: row.requested_at,
  confirmedAt: row.confirmed_at,
  leftAt: row.left_at,
});

export function enrolmentOf(person: Row, ledger: readonly Row[]): Enrolment | null {
  if (!person) return null;
  const row = person as PersonRow;
  return {
    subscription: toSubscription(row),
    address: row.address,
    suppressed: row.subscriber_suppressed !== null,
    ledger: ledger.map((delivery) => toDelivery(delivery as DeliveryRow)),
  };
}

export const SELECT_BY_ID = `
  SELECT s.*, p.address, p.suppressed AS subscriber_suppressed
  FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
  WHERE s.id = ?1`;

export const SELECT_LEDGER_BY_ID = 'SELECT * FROM deliveries WHERE subscription_id = ?1';

export const SELECT_SUBSCRIBER = 'SELECT id, suppressed FROM subscribers WHERE address_key = ?1';

export const SELECT_BY_ADDRESS = `
  SELECT s.*, p.address, p.suppressed AS subscriber_suppressed
  FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id AND s.course = ?2
  WHERE p.address_key = ?1`;

export const SELECT_LEDGER_BY_ADDRESS = `
  SELECT d.*
  FROM subscribers p
  JOIN subscriptions s ON s.subscriber_id = p.id AND s.course = ?2
  JOIN deliveries d ON d.subscription_id = s.id
  WHERE p.address_key = ?1`;
