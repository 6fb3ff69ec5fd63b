/** Every statement that the system can run, recorded as it runs. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorld, type World } from '../../../scripts/in-process/world.ts';
import { NO_LIMITS } from '../../../src/domain/limits.ts';
import type { Feedback, FeedbackKind } from '../../../src/domain/provider.ts';
import { DAY } from '../../../src/domain/time.ts';
import {
  type AddressChange,
  addressChangesOf,
  findAddressChange,
  refuseAddressChange,
  saveAddressChange,
  takeAddress,
} from '../../../src/storage/addresses.ts';
import { findDoubts, findTemplates, takeOverCalls } from '../../../src/storage/calls.ts';
import { setStep } from '../../../src/storage/checklist.ts';
import { checkSlice } from '../../../src/storage/consistency-check.ts';
import { countedAt, readCounts, readTotals } from '../../../src/storage/daily.ts';
import type { PlannedRow } from '../../../src/storage/deliveries.ts';
import { expire, leaveOut, setAside } from '../../../src/storage/deliveries.ts';
import { findDue, findProbes, findThese } from '../../../src/storage/due.ts';
import {
  findDueSoon,
  findEnrolment,
  findEnrolmentsAfter,
  findEnrolmentsOf,
  findWaking,
  savePlans,
  setWakeAt,
} from '../../../src/storage/enrolments.ts';
import {
  applyFeedback,
  applyRemovedSuppression,
  findByProviderId,
  keepUnknownEvent,
} from '../../../src/storage/feedback.ts';
import { findPausedAfter, plannedByDay } from '../../../src/storage/forecast.ts';
import { findFormerAddress, restoreFormerAddress } from '../../../src/storage/former-addresses.ts';
import {
  applyBrake,
  claimTry,
  holdAll,
  holdRefused,
  liftHolds,
} from '../../../src/storage/holds.ts';
import {
  newJob,
  postponeJob,
  recordFailure,
  registerJobs,
  saveProgress,
} from '../../../src/storage/jobs.ts';
import {
  erasePerson,
  eraseSubscription,
  leaveAllCourses,
  leaveCourse,
  prune,
} from '../../../src/storage/leaving.ts';
import {
  closeDigest,
  findDigest,
  findTold,
  postponeDigest,
  writeDigest,
} from '../../../src/storage/operator.ts';
import { exportPerson, findSentEmail } from '../../../src/storage/own-data.ts';
import { replaceLinks } from '../../../src/storage/own-links.ts';
import { readHistory } from '../../../src/storage/person-history.ts';
import {
  liftFence,
  markUnprovable,
  recordResults,
  type Verdicts,
} from '../../../src/storage/results.ts';
import { findReturns } from '../../../src/storage/returns.ts';
import { readRuns } from '../../../src/storage/runs.ts';
import { type Composed, type Fence, fence } from '../../../src/storage/sending.ts';
import {
  openTick,
  readGate,
  readHeartbeat,
  saveCourseVersion,
  saveLateFlights,
  saveLinkKeys,
} from '../../../src/storage/sending-state.ts';
import { storeSettlement } from '../../../src/storage/settling.ts';
import { type Asked, findQueued, mayConfirm, queueSignUp } from '../../../src/storage/sign-ups.ts';
import { findByAddress, planOneEmail } from '../../../src/storage/subscriptions.ts';
import { readVitals } from '../../../src/storage/vitals.ts';
import type { Ports } from '../../../src/usecases/ports.ts';
import { confirm } from '../../../src/usecases/sign-up/confirm.ts';
import { operatorStatements } from './operator-statements.ts';

/** Plays the use-cases, then calls each storage function that few use-cases reach. */
export async function allStatements(): Promise<string[]> {
  const asked = new Set<string>();
  const world = createWorld({
    start: '2027-01-04T08:00:00Z',
    database: (inner) => (statements) => {
      for (const { sql } of statements) asked.add(sql);
      return inner(statements);
    },
  });
  for (const { sql } of operatorStatements()) asked.add(sql);
  try {
    const id = await lifeOf(world);
    await rarely(world, id);
  } finally {
    world.close();
  }
  return [...asked];
}

/** The statement texts in a folder, with a wildcard for interpolated parts. */
export function textsOf(folder: string): { file: string; text: string; pattern: RegExp }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      return [...source.matchAll(TEXT)].map(([, , text]) => ({
        file,
        text: text!.trim(),
        pattern: new RegExp(
          text!.trim().replace(OPEN_HOLE, '').split(HOLE).map(literal).join('[\\s\\S]*'),
        ),
      }));
    });
}

/** A quoted text that begins like a statement. */
const TEXT =
  /(['"`])(\s*(?:\/\*[^*]*\*\/\s*)?(?:SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE|PRAGMA)\s[\s\S]*?)\1/g;
/** A nested template literal ends the match too early: use only the part before it. */
const OPEN_HOLE = /\$\{[^}]*\{[\s\S]*$/;
const HOLE = /\$\{[^}]*\}/;

const literal = (text: string): string =>
  text
    .replaceAll("\\'", "'")
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[a-z_]+/g, '\\?\\d+')
    .replace(/\s+/g, '\\s+');

const ADA = { email: 'ada@example.com', time_zone: 'UTC', target_date: '2027-03-01' };

async function lifeOf(world: World): Promise<string> {
  const id = await world.join(ADA);
  await world.play('2027-01-06T09:00:00Z');
  await world.reschedule(id, { target_date: '2027-04-01' });
  await world.undo(id);
  await world.pause(id);
  await world.resume(id);
  await world.read(id, 'one-week');
  await world.play('2027-02-02T09:00:00Z');
  return id;
}

async function rarely(world: World, id: string): Promise<void> {
  const { ports, now } = world;
  const basis = (await findEnrolment(ports.db, id))!;
  const { subscription } = basis;
  const lease = { token: 'lease', until: now + 60_000 };
  const row = rowFor(now);
  const consent = { how: 'json', words: '' } as const;
  const pending = { next: subscription, rows: [row], wakeAt: now, consent };
  const asked: AddressChange = {
    id: 'change',
    subscriberId: subscription.subscriberId,
    subscriptionId: id,
    address: 'grace@example.com',
    addressKey: 'grace@example.com',
    askedAt: now,
    settled: null,
    settledAt: null,
  };
  const [sent] = basis.ledger.filter(({ state }) => state === 'sent');
  await applyFeedback(
    ports.db,
    { ...eventOf('bounced', now), eventId: 'v', delivery: sent!.id },
    now,
  );
  await confirm(ports, id, now);
  await findByAddress(ports, 'ada@example.com', subscription.course);
  await planOneEmail(ports.db, subscription, row);
  await planOneEmail(ports.db, { ...subscription, revision: -1 }, row);
  await savePlans(ports.db, [{ subscription, rows: [row], removed: ['x'] }]);
  await findWaking(ports.db, now, 1);
  await setWakeAt(ports.db, id, now);
  await findEnrolmentsAfter(ports.db, '', 1);
  await findEnrolmentsOf(ports.db, 'ada@example.com');
  await readHistory(ports.db, ports.hashesOf, 'ada@example.com', now);
  await findDueSoon(ports.db, '', now, now + 1, 1);
  await plannedByDay(ports.db, now, now + DAY);
  await findPausedAfter(ports.db, '');
  await prune(ports.db, now);
  await saveAddressChange(ports.db, asked, subscription, row);
  await findAddressChange(ports.db, 'change');
  await addressChangesOf(ports.db, subscription.subscriberId);
  await takeAddress(ports, asked, subscription, null, now);
  await findFormerAddress(ports.db, 'change');
  const former = { change: asked, address: 'ada@example.com', another: false };
  await restoreFormerAddress(ports, former, now);
  await refuseAddressChange(ports.db, 'change', now);
  await queueSignUp(ports, newcomer(now), { network: '192.0.2.1', publicUrl: '' }, NO_LIMITS);
  await findQueued(ports.db, now, 1);
  await storeSettlement(ports, 'x', { kind: 'nothing', rows: [] });
  await storeSettlement(ports, 'x', { kind: 'remind', subscription, rows: [row] });
  await storeSettlement(ports, 'x', { ...pending, kind: 'save', basis });
  await storeSettlement(ports, 'x', { ...pending, kind: 'add', address: 'x', addressKey: 'x' });
  await mayConfirm(ports, 'x', 'ada@example.com', now);
  await mayConfirm(ports, 'y', 'ada@example.com', now, true);
  const step = { round: 1, lesson: 'one-week', step: 'nothing-new' };
  await setStep(ports.db, id, step, true, { ids: [], steps: [], listing: ['none'] });
  await setStep(ports.db, id, step, false, { ids: [], steps: [], listing: ['none'] });
  await exportPerson(ports.db, subscription.subscriberId);
  await findSentEmail(ports.db, 'x');
  for (const kind of KINDS) await applyFeedback(ports.db, eventOf(kind, now), now);
  await applyFeedback(ports.db, { ...eventOf('failed', now), cause: 'quota' }, now);
  await findByProviderId(ports.db, 'y', ['ada@example.com']);
  await keepUnknownEvent(ports.db, { eventId: 'z', kind: 'unknown', type: 'email.new' }, now);
  await applyRemovedSuppression(
    ports,
    { eventId: 'w', kind: 'suppression_removed', addressKey: 'ada@example.com', at: now },
    now,
  );
  await findDue(ports.db, now, 1);
  await findDue(ports.db, now, 1, true);
  await findReturns(ports.db, 'lessons', now);
  await findThese(ports.db, ['x'], now);
  await holdStatements(ports, now);
  await fence(ports.db, fenceOf(ports, now, lease));
  await expire(ports.db, ['x'], now);
  await leaveOut(ports.db, ['x']);
  await setAside(ports.db, ['x'], now, now, 5);
  await recordResults(ports.db, { now, lease, ...VERDICTS });
  await takeOverCalls(ports.db, now, { calls: 100, mails: 1000 }, lease);
  await findTemplates(ports.db, ['x']);
  await findDoubts(ports.db, now, 1);
  await liftFence(ports.db, { id: 'x', firstCallAt: now });
  await markUnprovable(ports.db, ['x']);
  await readGate(ports.db, now, 'https://milepost.test');
  await saveLateFlights(ports.db, 0);
  await openTick(ports.db, now - DAY, 'https://milepost.test');
  await saveCourseVersion(ports.db, '1');
  await saveLinkKeys(ports.db, ports.links.keys);
  await registerJobs(ports.db, [{ name: 'zones', every: DAY }], now);
  await postponeJob(ports.db, 'zones', now);
  await saveProgress(ports.db, newJob('zones'), { nextAt: now, cursor: '', state: null });
  await readTotals(ports.db, ['is ']);
  await readCounts(ports.db, ['sent'], '2027-01-01');
  await countedAt(ports.db);
  await readRuns(ports.db);
  await readHeartbeat(ports.db);
  await checkSlice(ports.db, newJob(''), now, 1, ports.courses);
  await checkSlice(ports.db, newJob(''), now, 1000, ports.courses);
  await recordFailure(ports.db, { name: 'zones', failedAt: now, failures: 1, error: 'Error' });
  await digestStatements(ports, now);
  await readVitals(ports.db, now);
  await replaceLinks(ports.db, subscription, [], now);
  await leaveCourse(ports.db, id, now);
  await leaveAllCourses(ports.db, id, now);
  await eraseSubscription(ports, id);
  const stranger = await world.join({ ...ADA, email: 'eve@example.com' });
  const person = (await findEnrolment(ports.db, stranger))!.subscription.subscriberId;
  await erasePerson(ports, person);
}

async function holdStatements(ports: Ports, now: number): Promise<void> {
  await holdAll(ports.db, 'quota', { reason: 'daily_quota_exceeded' }, now);
  const [scope, since, nextAt] = ['*', now, now];
  await claimTry(
    ports.db,
    { scope, cause: 'quota', reason: '', detail: null, since, nextAt, tries: 0 },
    now,
  );
  await findProbes(ports.db, '*', now);
  await findProbes(ports.db, 'ml-interviews/one-week', now);
  await holdRefused(ports.db, now);
  await liftHolds(ports.db, ['x']);
  await applyBrake(ports.db, {
    scope: 'lessons',
    cause: 'bounces',
    reason: '21 of 30',
    since: now,
  });
}

async function digestStatements(ports: Ports, now: number): Promise<void> {
  await writeDigest(ports.db, { key: 'digest.x', lines: [], writtenAt: now }, {}, null);
  await findTold(ports.db);
  await findDigest(ports.db, now);
  await postponeDigest(ports.db, { key: 'digest.x', tries: 0 }, now);
  await closeDigest(ports.db, 'digest.x');
}

const newcomer = (at: number): Asked => ({
  id: 'asked',
  at,
  signUp: {
    address: { send: 'eve@example.com', key: 'eve@example.com' },
    course: 'ml-interviews',
    targetDate: null,
    dateKind: 'appointment' as const,
    timeZone: 'UTC',
    sendHour: 8,
    name: '',
    locale: 'en',
  },
  consent: { how: 'json', words: '' },
});

const KINDS: FeedbackKind[] = [
  'delivered',
  'bounced',
  'complained',
  'failed',
  'refused_as_suppressed',
];

const eventOf = (kind: FeedbackKind, at: number): Feedback => ({
  eventId: kind,
  kind,
  delivery: 'x',
  at,
  providerId: 'y',
});

const rowFor = (now: number): PlannedRow => ({
  id: 'row',
  message: 'welcome',
  kind: 'notice',
  round: 1,
  occasion: 9,
  class: 0,
  state: 'scheduled',
  reason: null,
  dueAt: now,
  closesAt: now + 1,
  address: 'ada@example.com',
  facts: {},
});

/** An email that doesn't exist. */
const STRANGER: Composed = {
  id: 'x',
  subscriptionId: 'x',
  address: '',
  template: 'x',
  values: {},
  stored: [],
  toldDate: null,
  closesAt: 1,
  revision: 1,
  linkVersion: 0,
  carries: null,
};

const fenceOf = (ports: Ports, now: number, lease: Fence['lease']): Fence => ({
  now,
  lease,
  sender: ports.sender,
  linkKey: ports.links.currentKey,
  apiKey: ports.apiKeys[0]!,
  calls: [{ id: 'y', members: [STRANGER] }],
  templates: { version: '1', all: [] },
});

const VERDICTS: Omit<Verdicts, 'now' | 'lease'> = {
  rows: [
    { id: 'x', state: 'scheduled', reason: null, providerId: null },
    { id: 'w', state: 'failed', reason: 'y', providerId: null, refusal: { detail: null } },
    { id: 'z', state: 'failed', reason: 'y', providerId: null },
  ],
  accepted: { 'ml-interviews/one-week': 1 },
  closed: ['x'],
  waiting: [{ id: 'y', nextAt: 1 }],
};
