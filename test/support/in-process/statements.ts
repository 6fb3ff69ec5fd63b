/** Every statement that the house can ask of its database, caught as it is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_LIMITS } from '../../../src/domain/limits.ts';
import type { AddressChange } from '../../../src/usecases/manage/ports.ts';
import type { PlannedRow, Ports } from '../../../src/usecases/ports.ts';
import type { Feedback, FeedbackKind } from '../../../src/usecases/sending/feedback.ts';
import type { Composed, Fence, Verdicts } from '../../../src/usecases/sending/ports.ts';
import { confirm } from '../../../src/usecases/sign-up/confirm.ts';
import type { Asked } from '../../../src/usecases/sign-up/ports.ts';
import { operatorStatements } from './operator-statements.ts';
import { createWorld, type World } from './world.ts';

/** Plays the use-cases, and then asks each port for what few of them need. */
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

/** The statement texts of `src`, with a wildcard for what is put together at run time. */
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
/** A text within a text ends it too early: what stands before it must do. */
const OPEN_HOLE = /\$\{[^}]*\{[\s\S]*$/;
const HOLE = /\$\{[^}]*\}/;

const literal = (text: string): string =>
  text
    .replaceAll("\\'", "'")
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
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
  const basis = (await ports.subscriptions.find(id))!;
  const { subscription } = basis;
  const { subscriptions, signUps, ledger, calls, settings, accounts, addresses, ticks } = ports;
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
  const [sent] = (await subscriptions.find(id))!.ledger.filter(({ state }) => state === 'sent');
  await ports.feedback.take({ ...eventOf('bounced', now), eventId: 'v', delivery: sent!.id }, now);
  await confirm(ports, id, now);
  await subscriptions.findByAddress('ada@example.com', subscription.course);
  await subscriptions.announce(subscription, row);
  await subscriptions.announce({ ...subscription, revision: -1 }, row);
  await subscriptions.adjust([{ subscription, rows: [row], removed: ['x'] }]);
  await subscriptions.waking(now, 1);
  await subscriptions.sleep(id, now);
  await subscriptions.slice('', 1);
  await subscriptions.dueSoon('', now, now + 1, 1);
  await subscriptions.prune(now);
  await addresses.ask(asked, subscription, row);
  await addresses.find('change');
  await addresses.ofPerson(subscription.subscriberId);
  await addresses.confirm(asked, now);
  await addresses.refuse('change', now);
  await signUps.take(newcomer(now), { network: '192.0.2.1', publicUrl: '' }, NO_LIMITS);
  await signUps.left(now, 1);
  await signUps.settle('x', { kind: 'nothing', rows: [] });
  await signUps.settle('x', { kind: 'remind', subscription, rows: [row] });
  await signUps.settle('x', { ...pending, kind: 'save', basis });
  await signUps.settle('x', { ...pending, kind: 'add', address: 'x', addressKey: 'x' });
  await signUps.mayConfirm('x', 'ada@example.com', now);
  await signUps.mayConfirm('y', 'ada@example.com', now, true);
  const step = { round: 1, lesson: 'one-week', step: 'nothing-new' };
  await ticks.set(id, step, true, { ids: [], steps: [] });
  await ticks.set(id, step, false, { ids: [], steps: [] });
  await ports.exports.ofPerson(subscription.subscriberId);
  await ports.sentMails.find('x');
  for (const kind of KINDS) await ports.feedback.take(eventOf(kind, now), now);
  await ports.feedback.take({ ...eventOf('failed', now), cause: 'quota' }, now);
  await ports.feedback.find('y', ['ada@example.com']);
  await ports.feedback.keepUnknown({ eventId: 'z', kind: 'unknown', type: 'email.new' }, now);
  await ports.feedback.liftAddress(
    { eventId: 'w', kind: 'suppression_removed', addressKey: 'ada@example.com', at: now },
    now,
  );
  await ledger.findDue(now, 1);
  await ledger.findThese(['x'], now);
  await holdStatements(ports, now);
  await ledger.fence(fenceOf(ports, now, lease));
  await ledger.expire(['x'], now);
  await ledger.setAside(['x'], now, now, 5);
  await ledger.record({ now, lease, ...VERDICTS });
  await calls.recover(now, { calls: 100, mails: 1000 }, lease);
  await calls.templates(['x']);
  await calls.doubts(now, 1);
  await calls.neverAccepted({
    ...{ id: 'x', subscriptionId: id, address: '', firstCallAt: now, late: true, failedId: null },
  });
  await calls.cannotProve(['x']);
  await settings.gate(now, 'https://milepost.test');
  await settings.lateFlights(0);
  await settings.walked(null, '1');
  await settings.checked(null, now);
  await settings.reconciled(now);
  await accounts.walk({ auditedAt: 0, auditedTo: '' }, now, 1, ports.courses);
  await accounts.walk({ auditedAt: 0, auditedTo: '' }, now, 1000, ports.courses);
  await settings.watched(now);
  await ports.jobs.failed({ name: 'zones', failedAt: now, failures: 1, error: 'Error' });
  await ports.jobs.succeeded('zones');
  await digestStatements(ports, now);
  await settings.vitals(now);
  await subscriptions.replaceLinks(subscription);
  await subscriptions.leave(id, now);
  await subscriptions.leaveAll(id, now);
  await subscriptions.erase(id);
  const stranger = await world.join({ ...ADA, email: 'eve@example.com' });
  const person = (await subscriptions.find(stranger))!.subscription.subscriberId;
  await subscriptions.eraseAll(person);
}

async function holdStatements({ holds, ledger }: Ports, now: number): Promise<void> {
  await holds.hold('quota', { reason: 'daily_quota_exceeded' }, now);
  const [scope, since, nextAt] = ['*', now, now];
  await holds.claim(
    { scope, cause: 'quota', reason: '', detail: null, since, nextAt, tries: 0 },
    now,
  );
  await ledger.findProbes('*', now);
  await ledger.findProbes('ml-interviews/one-week', now);
  await holds.trip(now);
  await holds.lift(['x']);
}

async function digestStatements({ digests }: Ports, now: number): Promise<void> {
  await digests.write({ key: 'digest.x', lines: [], writtenAt: now, tries: 0 });
  await digests.waiting(now);
  await digests.putOff('digest.x', now);
  await digests.done('digest.x');
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

/** A mail that nobody has. */
const STRANGER: Composed = {
  id: 'x',
  subscriptionId: 'x',
  address: '',
  template: 'x',
  values: {},
  toldDate: null,
  closesAt: 1,
  revision: 1,
  linkVersion: 0,
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
  closed: ['x'],
  waiting: [{ id: 'y', nextAt: 1 }],
};
