/** The statements of `npx milepost export`, a page each. */
import type { Instant } from '../domain/time.ts';
import { type Statement, statement } from './database.ts';

/** Rows of a page; the last one's `cursor` begins the next. */
export const PAGE = 2000;

export type ExportPage = (after: string, since: Instant) => Statement;

/** People who may be emailed, by address. */
export const exportPeople: ExportPage = (after, since) => statement(PEOPLE, after, since, PAGE);

/** Addresses that left every course, bounced or complained. */
export const exportStopped: ExportPage = (after, since) => statement(STOPPED, after, since, PAGE);

export const exportDeliveries: ExportPage = (after, since) =>
  statement(DELIVERIES, after, since, PAGE);

export const exportConsents: ExportPage = (after, since) => statement(CONSENTS, after, since, PAGE);

/** An address and a course, or what else is unique, in the order of the export. */
const cursor = (...columns: string[]): string => columns.join(" || ' ' || ");

/** The newest consent: when, and how or where it was given. */
const CONSENT = `(
  SELECT json_array(confirmed_at, CASE
      WHEN asked_how = 'import' AND confirmed_how = 'import' THEN asked_words
      WHEN confirmed_words = '' THEN confirmed_how
      ELSE confirmed_how || ': ' || confirmed_words END)
  FROM consents WHERE subscription_id = s.id AND confirmed_at IS NOT NULL
  ORDER BY asked_at DESC LIMIT 1)`;

const PEOPLE = `
  SELECT ${cursor('p.address_key', 's.course')} AS cursor, p.address AS email, s.name, s.course,
    s.status, s.target_date, s.date_kind, s.time_zone, s.send_hour, s.locale AS language,
    s.paused_until, s.outcome, s.outcome_at,
    iif(s.status = 'pending', NULL,
      COALESCE(${CONSENT}, json_array(s.confirmed_at, 'unknown'))) AS consent
  FROM subscribers p CROSS JOIN subscriptions s ON s.subscriber_id = p.id
  WHERE p.suppressed IS NULL AND s.status <> 'left' AND s.requested_at >= ?2
    AND p.address_key >= substr(?1, 1, max(instr(?1, ' ') - 1, 0))
    AND ${cursor('p.address_key', 's.course')} > ?1
  ORDER BY p.address_key, s.course LIMIT ?3`;

const STOPPED = `
  SELECT p.address_key AS cursor, p.address AS email,
    CASE WHEN p.suppressed IS NULL THEN 'unsubscribed' WHEN p.suppressed = 'complained'
      THEN 'complained' ELSE 'bounced' END AS status
  FROM subscribers p
  WHERE p.address_key > ?1 AND (p.suppressed IS NOT NULL OR NOT EXISTS
    (SELECT 1 FROM subscriptions WHERE subscriber_id = p.id AND status <> 'left'))
    AND ?2 <= (SELECT max(COALESCE(left_at, requested_at)) FROM subscriptions
               WHERE subscriber_id = p.id)
  ORDER BY p.address_key LIMIT ?3`;

const DELIVERIES = `
  SELECT d.id AS cursor, d.address AS email, s.course, d.message, d.kind, d.round, d.occasion,
    d.state, d.reason, d.due_at, d.closes_at, d.sent_at, d.failed_at, d.delivered_at, d.bounced_at,
    d.bounce, d.complained_at
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.id > ?1 AND COALESCE(d.sent_at, d.failed_at, d.due_at) >= ?2
  ORDER BY d.id LIMIT ?3`;

const CONSENTS = `
  SELECT c.subscription_id || printf(' %015d', c.asked_at) AS cursor, p.address AS email, s.course,
    c.asked_at, c.asked_how, c.asked_words, c.confirmed_at, c.confirmed_how, c.confirmed_words
  FROM consents c JOIN subscriptions s ON s.id = c.subscription_id
    JOIN subscribers p ON p.id = s.subscriber_id
  WHERE c.subscription_id >= substr(?1, 1, max(instr(?1, ' ') - 1, 0))
    AND c.subscription_id || printf(' %015d', c.asked_at) > ?1 AND c.asked_at >= ?2
  ORDER BY c.subscription_id, c.asked_at LIMIT ?3`;
