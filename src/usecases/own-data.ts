/** What a person does with their own data: export it, see a sent email, erase it, replace its links. */

import { type Delivery, isHanded } from '../domain/delivery.ts';
import { fromStored } from '../domain/stored-values.ts';
import type { Enrolment } from '../domain/subscription.ts';
import { escapeHtml, fill, oneLine } from '../domain/template.ts';
import type { Instant } from '../domain/time.ts';
import { findEnrolment, findEnrolments } from '../storage/enrolments.ts';
import { erasePerson } from '../storage/leaving.ts';
import { exportPerson, findSentEmail, type Records } from '../storage/own-data.ts';
import { replaceLinks } from '../storage/own-links.ts';
import type { Changed } from './manage/update-subscription.ts';
import { noticeRow } from './planned-rows.ts';
import type { Planning, Ports } from './ports.ts';
import { messageOf } from './sending/message.ts';
import { load, type Target } from './show.ts';

/**
 * All data stored about the person behind this subscription, for all their courses. Instants become
 * ISO strings; secrets and internal columns are left out.
 */
export async function exportAll(
  ports: Planning,
  target: Target,
  now: Instant,
): Promise<Records | null> {
  const enrolment = await load(ports, target);
  const stored = enrolment && (await exportPerson(ports.db, enrolment.subscription.subscriberId));
  if (!stored) return null;
  const { person, addressChanges, subscriptions, consents, deliveries, checkedSteps } = stored;
  const of = (rows: readonly Records[], subscription: unknown): readonly Records[] =>
    rows
      .filter((row) => row.subscription_id === subscription)
      .map(({ subscription_id: _, ...row }) => readable(row));
  return {
    exported_at: new Date(now).toISOString(),
    ...readable(person),
    address_changes: addressChanges.map(readable),
    subscriptions: subscriptions.map(({ id: subscription, ...row }) => ({
      ...readable(row),
      consents: of(consents, subscription),
      checked_steps: of(checkedSteps, subscription),
      deliveries: of(deliveries, subscription),
    })),
  };
}

/** The same for the operator, without what is the person's alone: notes, and values in emails. */
export async function exportForOperator(
  ports: Planning,
  target: Target,
  now: Instant,
): Promise<Records | null> {
  const all = await exportAll(ports, target, now);
  return all && (withoutPrivate(all) as Records);
}

/** Notes also stand in the state before an undone change, and in the values of emails. */
const PRIVATE: readonly string[] = ['notes', 'undo', 'slots'];

function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivate);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !PRIVATE.includes(name));
  return Object.fromEntries(kept.map(([name, own]) => [name, withoutPrivate(own)]));
}

/** Columns that hold JSON, or values read from it. */
const NESTED: readonly string[] = ['undo', 'facts', 'slots', 'notes'];

/** The id of an address change is part of its link, so it is a secret. */
const INTERNAL: readonly string[] = ['change'];

const readable = (row: Records): Records =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, told(column, value)]));

function told(column: string, value: unknown): unknown {
  if (typeof value === 'number' && column.endsWith('_at')) return new Date(value).toISOString();
  if (value === null || !NESTED.includes(column)) return value;
  const nested = (typeof value === 'string' ? JSON.parse(value) : value) as Records;
  if (Array.isArray(nested)) return nested;
  return Object.fromEntries(Object.entries(nested).filter(([key]) => !INTERNAL.includes(key)));
}

/**
 * Whether the person's page may show this email. An email that asks to confirm an address contains
 * a link that answers it, so only the owner of that mailbox may see it.
 */
export const isOnShow = (row: Delivery): boolean =>
  isHanded(row) && ON_SHOW.includes(row.kind) && row.reason !== 'cannot_compose';

const ON_SHOW: readonly string[] = ['lesson', 'notice', 'resent'];

/**
 * An email as it was sent to this person: its text and values are the stored ones. Its links are
 * signed with the current key and its sender is the current one, because neither is stored.
 */
export async function sentMail(
  { db, sender, links }: Ports,
  { ledger, subscription }: Enrolment,
  delivery: string,
): Promise<{ readonly html: string; readonly text: string } | null> {
  if (!ledger.some((row) => row.id === delivery && isOnShow(row))) return null;
  const found = await findSentEmail(db, delivery);
  if (found === null) return null;
  const { template } = found;
  const link_version = String(subscription.linkVersion);
  const mail = {
    ...found.mail,
    values: { ...fromStored(template, found.mail.stored), link_version },
  };
  const { values } = messageOf(mail, template, sender, links.currentKey, links);
  return {
    html: fill(template.html, values, escapeHtml),
    text: fill(template.text, values, oneLine),
  };
}

/**
 * Erases the person behind this subscription and all their data, at once, at their request. A
 * suppressed address is kept as a keyed hash, so that it cannot be signed up again.
 */
export async function erase(ports: Planning, target: Target): Promise<'erased' | 'gone'> {
  const enrolment = await load(ports, target);
  if (enrolment === null) return 'gone';
  const { id, subscriberId } = enrolment.subscription;
  await erasePerson(ports, subscriberId);
  ports.log('erased', { subscription: id });
  return 'erased';
}

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 4;

/**
 * Ends every link to this person's pages and calendars, and emails them new ones, one email a
 * course. Unsubscribe links keep working, as they must. Nothing is done for an address that cannot
 * be emailed: the person would have no link at all.
 */
export async function newLinks(
  ports: Ports,
  { subscription: { id, linkVersion } }: Enrolment,
  now: Instant,
): Promise<Changed<'sent' | 'replaced' | 'unreachable' | 'left' | 'pending'>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const basis = await findEnrolment(ports.db, id);
    if (basis === null) return { done: 'gone', send: [] };
    const { subscription } = basis;
    const { status } = subscription;
    if (status === 'left' || status === 'pending') return { done: status, send: [] };
    if (subscription.linkVersion !== linkVersion) return { done: 'replaced', send: [] };
    if (basis.suppressed) return { done: 'unreachable', send: [] };
    const siblings = await findEnrolments(ports.db, basis.siblings);
    const emails = [basis, ...siblings.filter(isRunning)].map((enrolment) => ({
      ...noticeRow('new-links', enrolment, enrolment.subscription, now),
      subscription: enrolment.subscription.id,
      revision: enrolment.subscription.revision,
    }));
    if ((await replaceLinks(ports.db, subscription, emails, now)) === 'saved') {
      return { done: 'sent', send: emails.map((email) => email.id) };
    }
  }
  throw new Error('the subscription kept changing while its links were replaced');
}

const isRunning = ({ subscription: { status } }: Enrolment): boolean =>
  status === 'active' || status === 'paused';
