/** Each rule of the checker, and a fault that it must find. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { AUDIT } from '../../src/storage/consistency-check.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { around, isNamed } from '../support/in-process/seams.ts';
import { messageOf } from './commit-watch.ts';
import { createConsistencyCheck } from './consistency.ts';
import type { Judged } from './judge.ts';
import { type Mutant, mutation, rewriting } from './mutants/mutant.ts';
import { type Evidence, judgeRules } from './rules.ts';
import { createScheduler } from './scheduler.ts';
import { simulate } from './simulate.ts';

/** Faults that no mutant of the catalogue triggers. */
const FAULTY: readonly (Pick<Mutant, 'mutate' | 'firstSeed'> & { readonly rule: string })[] = [
  {
    rule: 'wrong address',
    mutate: () => ({
      request: (request) => ({
        ...request,
        body: request.body.replaceAll('@example.com', '@example.org'),
      }),
    }),
  },
  {
    rule: 'after a change',
    firstSeed: 6,
    mutate: () =>
      rewriting({
        members: [["WHEN s.revision <> d.revision AND d.kind <> 'resent' THEN 'moved'", '']],
      }),
  },
  {
    rule: 'error',
    mutate: () => ({
      ports: (ports: Ports): Ports => ({
        ...ports,
        db: around(isNamed('close calls', 'back off'), 'before', async () => {
          throw new TypeError('a programming error');
        })(ports.db),
      }),
    }),
  },
  {
    rule: 'consistency',
    mutate: () =>
      rewriting({
        'cancel left': [["SET state = 'cancelled', reason = 'left'", "SET reason = 'left'"]],
      }),
  },
  {
    rule: 'template gone',
    mutate: () =>
      rewriting({
        'prune templates': [['hash NOT IN (SELECT value FROM json_each(?3))', '?3 IS NOT NULL']],
      }),
  },
];

it.each(FAULTY)('$rule', async ({ rule, mutate, firstSeed = 1 }) => {
  const mutant: Mutant = { name: rule, wrong: rule, mutate };
  for (let seed = firstSeed; seed < firstSeed + 10; seed++) {
    const { findings } = await simulate({ seed, years: 1, subscribers: 40, intensity: 4, mutant });
    if (findings.length === 0) continue;
    expect(findings[0]!.rule).toBe(rule);
    return;
  }
  expect.unreachable('no seed found it');
});

describe('the consistency check', () => {
  const START = Date.parse('2027-01-01T00:00:00Z');
  const PERSON = `
    INSERT INTO subscribers (id, address, address_key, created_at) VALUES ('p', 'a@x.y', 'a@x.y', 0);
    INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name, locale,
      round, revision, change_token, requested_at)
    VALUES ('s', 'p', 'ml-interviews', 'left', 'UTC', 8, '', 'en', 1, 1, '', 0);
    INSERT INTO calls (id, members, sender, link_key, api_key, attempts, first_call_at,
      lease_token, next_at)
    VALUES ('c', '[]', '{}', '', '', 0, ${START}, '', 0)`;
  const row = (columns: string, values: string): string => `
    INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
      due_at, closes_at, address, facts, ${columns})
    VALUES ('s_one-day_1_1', 's', 'one-day', 'lesson', 1, 1, 1, 1, 0, 1, 'a@x.y', '{}', ${values})`;
  const WRONG = [
    row('state, first_call_at, call_id', `'sending', ${START}, 'gone'`),
    row('state, reason, first_call_at', `'cancelled', 'left', ${START}`),
    row('state', "'sent'"),
    row('state', "'skipped'"),
    row('state', "'scheduled'"),
    `UPDATE calls SET first_call_at = ${START} - 27 * 3600000`,
  ];

  it.each(AUDIT.map(({ wrong }, index) => [wrong, WRONG[index]!]))('%s', (wrong, sql) => {
    const scheduler = createScheduler({
      seed: 1,
      start: START,
      freePlan: false,
      provider: {},
      mutation: mutation(undefined),
    });
    const audit = createConsistencyCheck(scheduler, { goodTime: () => Number.POSITIVE_INFINITY });
    for (const statement of PERSON.split(';')) scheduler.world.rows(statement);
    audit(true);
    expect(scheduler.findings).toEqual([]);
    scheduler.world.rows(sql);
    audit(true);
    expect(scheduler.findings.map(({ says }) => says)).toEqual([`1 ${wrong}`]);
  });
});

describe('a tampered journal of a run without faults', () => {
  let evidence: Evidence;
  beforeAll(async () => {
    const onEvidence = (own: Evidence) => {
      evidence = own;
    };
    await simulate({ seed: 1, years: 1.2, subscribers: 12, intensity: 0, onEvidence });
  });

  /** The rules broken when `change` replaces each email of this message. */
  const rulesBrokenWith = (message: string, change: (mail: Judged) => Judged[]): Set<string> => {
    const log = evidence.log.flatMap((mail) =>
      messageOf(mail.delivery) === message ? change(mail) : [mail],
    );
    const rules = new Set<string>();
    judgeRules({ ...evidence, log }, (rule) => rules.add(rule));
    return rules;
  };

  it('breaks no rule when unchanged', () => {
    expect(rulesBrokenWith('one-week', (mail) => [mail])).toEqual(new Set());
  });
  it.each(['one-year', 'three-months', 'one-week', 'one-day'])(
    'breaks "lost" without the %s lessons',
    (id) => {
      expect(rulesBrokenWith(id, () => [])).toContain('lost');
    },
  );
  it('breaks "repeated" with a lesson under another occasion', () => {
    const again = (mail: Judged) => ({ ...mail, delivery: mail.delivery.replace(/\d+$/, '99') });
    expect(rulesBrokenWith('one-year', (mail) => [mail, again(mail)])).toContain('repeated');
  });
  it('breaks "lost" with the one-day lesson sent a day late', () => {
    expect(rulesBrokenWith('one-day', (mail) => [{ ...mail, at: mail.at + DAY }])).toContain(
      'lost',
    );
  });
  it('breaks "two on one day" with two lessons on one day', () => {
    const other = (mail: Judged) => ({
      ...mail,
      delivery: mail.delivery.replace('three-months', 'catch-up'),
      at: mail.at + MINUTE,
    });
    expect(rulesBrokenWith('three-months', (mail) => [mail, other(mail)])).toContain(
      'two on one day',
    );
  });
});
