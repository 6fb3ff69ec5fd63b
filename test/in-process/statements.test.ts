/** Cost grows with what is due, not with who is subscribed: no statement reads a growing table whole. */
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { allStatements, textsOf } from '../support/in-process/statements.ts';

/** One row, a few dozen, or what is there for seconds, whoever is subscribed. */
const SMALL = ['settings', 'templates', 'sign_ups', 'jobs', 'holds', 'refusals', 'digests'];

/** What else may be read whole or sorted, and why that does not grow. */
const BOUNDED: readonly { readonly line: RegExp; readonly of: RegExp; readonly why: string }[] = [
  {
    line: /^SCAN deliveries USING (COVERING )?INDEX deliveries_unknown$/,
    of: /state = 'unknown'/,
    why: 'the index holds only mails that nobody knows the fate of; they are settled by and by',
  },
  {
    line: /^USE TEMP B-TREE FOR ORDER BY$/,
    of: /state = 'unknown' AND reason <> 'list_ended' ORDER BY late DESC/,
    why: 'only emails that nobody knows the fate of',
  },
  {
    line: /^USE TEMP B-TREE FOR ORDER BY$/,
    of: /WHERE (s\.)?subscriber_id = \?1 ORDER BY/,
    why: 'the rows of one person',
  },
  {
    line: /^USE TEMP B-TREE FOR group_concat\(ORDER BY\)$/,
    of: /^\/\* change \*\/|^UPDATE subscriptions/,
    why: 'the fenced emails of one subscription',
  },
  {
    line: /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/,
    of: /FROM calls c, json_each\(c\.members\) j/,
    why: 'the calls that one run takes over, a hundred at most',
  },
  {
    line: /^SCAN \(subquery-\d+\)$|^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/,
    of: /^\/\* take over \*\//,
    why: 'the calls that one run may take over, a hundred at most',
  },
  {
    line: /^USE TEMP B-TREE FOR (GROUP|ORDER) BY$/,
    of: /d\.state = 'failed' AND d\.failed_at > \?1/,
    why: 'what failed within a day',
  },
  {
    line: /^SCAN \(subquery-\d+\)$|^USE TEMP B-TREE FOR/,
    of: /FROM refusals (CROSS JOIN deliveries|GROUP BY)/,
    why: 'refusals since the last acceptance of their message: after three it is held',
  },
  {
    line: /^SCAN d$|^USE TEMP B-TREE FOR json_group_array\(DISTINCT\)$/,
    of: /FROM \(SELECT id, .* WHERE id > \?2 ORDER BY id LIMIT \?3\) d$/,
    why: 'a slice of the accounts, five thousand rows at most',
  },
  {
    line: /^SCAN deliveries$/,
    of: /^UPDATE deliveries SET state = 'unknown', reason = 'restored'/,
    why: 'the operator asks it once after a restore, while sending is held',
  },
];

let statements: readonly string[] = [];
beforeAll(async () => {
  statements = await allStatements();
});

it('every statement in src was asked', () => {
  const texts = textsOf('src');
  const missed = texts.filter(({ pattern }) => !statements.some((sql) => pattern.test(sql)));
  expect(missed.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  expect(texts.length).toBeGreaterThan(60);
});

it('the command line has no statements of its own', () => {
  expect(textsOf('scripts/cli').map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
});

describe.each([
  ['as production knows itself', openWithStatistics],
  ['that was never analysed', open],
])('on a database %s', (_, opened) => {
  const worries = (sql: string): string[] =>
    planOf(opened(), sql).filter((line) => /^SCAN|TEMP B-TREE/.test(line) && !isSmall(line));

  it('no statement reads or sorts a growing table whole', () => {
    const found = statements.flatMap((sql) =>
      worries(sql)
        .filter(
          (line) => !BOUNDED.some((known) => known.line.test(line) && known.of.test(flat(sql))),
        )
        .map((line) => `${line}: ${flat(sql)}`),
    );
    expect(found).toEqual([]);
  });

  it('every exception is still needed', () => {
    const idle = BOUNDED.filter(
      ({ line, of }) =>
        !statements.some((sql) => of.test(flat(sql)) && worries(sql).some((own) => line.test(own))),
    );
    expect(idle.map(({ why }) => why)).toEqual([]);
  });
});

it('a statement that reads everything is found out', () => {
  const plan = planOf(open(), "SELECT id FROM subscriptions WHERE name = 'Ada' ORDER BY name");
  expect(plan.filter((line) => /^SCAN/.test(line) && !isSmall(line))).toEqual([
    'SCAN subscriptions',
  ]);
});

/** Lists in a parameter are as long as a round of calls, a hundred or some hundred. */
const isSmall = (line: string): boolean =>
  /VIRTUAL TABLE|CONSTANT ROW/.test(line) || SMALL.includes(line.split(' ')[1]!);

const flat = (sql: string): string => sql.replace(/\s+/g, ' ').trim();

const planOf = (database: DatabaseSync, sql: string): string[] =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map((row) => String(row.detail));

function open(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  for (const name of readdirSync('migrations').sort()) {
    database.exec(readFileSync(`migrations/${name}`, 'utf8'));
  }
  return database;
}

/** A million subscribers, a handful of mails for each; few are unknown, few calls are open. */
function openWithStatistics(): DatabaseSync {
  const database = open();
  const insert = `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)`;
  database.exec('ANALYZE');
  for (const [table, index, numbers] of STATISTICS) {
    database.prepare(insert).run(table, index, numbers);
  }
  // Statistics are read when a schema is loaded.
  database.exec('ANALYZE sqlite_schema');
  return database;
}

/** Rows in the index, and how many on average share its first column, its first two … */
const STATISTICS = [
  ['subscribers', 'subscribers', '1000000 1'],
  ['subscribers', 'sqlite_autoindex_subscribers_2', '1000000 1'],
  ['subscriptions', 'subscriptions', '1000000 1'],
  ['subscriptions', 'sqlite_autoindex_subscriptions_2', '1000000 1 1'],
  ['subscriptions', 'subscriptions_wake', '900000 2'],
  ['deliveries', 'deliveries', '8000000 1'],
  ['deliveries', 'deliveries_due', '3000000 750000 300'],
  ['deliveries', 'deliveries_of', '8000000 8'],
  ['deliveries', 'deliveries_unknown', '20 2'],
  ['calls', 'calls', '2000 1'],
  ['calls', 'calls_next', '2000 2'],
  ['ticks', 'ticks', '5000000 5 5 2 1'],
  ['address_changes', 'address_changes', '20000 1'],
  ['address_changes', 'address_changes_of', '20000 1'],
  ['address_changes', 'address_changes_in', '20000 1'],
  ['feedback', 'feedback', '4000000 1'],
  ['feedback', 'feedback_received', '4000000 2'],
  ['templates', 'templates', '40 1'],
] as const;
