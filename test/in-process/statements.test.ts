/**
 * Cost grows with what is due, not with the number of subscribers: no statement scans a growing
 * table.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { allStatements, textsOf } from '../support/in-process/statements.ts';

/** Tables with one row, a few dozen rows, or rows that exist for seconds. */
const SMALL = ['settings', 'templates', 'sign_ups', 'jobs', 'holds', 'refusals', 'digests'];

/** Allowed scans and sorts, with the reason why they don't grow. */
const BOUNDED: readonly { readonly line: RegExp; readonly of: RegExp; readonly why: string }[] = [
  {
    line: /^SCAN (deliveries|d) USING (COVERING )?INDEX deliveries_unknown$/,
    of: /state = 'unknown'/,
    why: 'the index contains only unknown emails, which are settled over time',
  },
  {
    line: /^USE TEMP B-TREE FOR ORDER BY$/,
    of: /state = 'unknown' AND reason <> 'list_ended' ORDER BY late DESC/,
    why: 'only unknown emails',
  },
  {
    line: /^SCAN (d|\(subquery-\d+\))$|^USE TEMP B-TREE FOR (GROUP|ORDER) BY$/,
    of: /min\(due_at\) AS oldest|LIMIT \?\d\) d\b.* s\.id = d\.subscription_id|FROM \( SELECT 1 FROM feedback/,
    why: 'what is overdue or unknown, or failed or bounced within a day',
  },
  {
    line: /^SCAN feedback USING INDEX feedback_received$/,
    of: /ORDER BY received_at DESC LIMIT 100$/,
    why: 'reads the newest hundred',
  },
  {
    line: /^SCAN \(subquery-\d+\)$/,
    of: /^SELECT bounces, complaints/,
    why: 'one row of counts',
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
    line: /^SCAN \(subquery-\d+\)$|^USE TEMP B-TREE FOR/,
    of: /FROM refusals (CROSS JOIN deliveries|GROUP BY)/,
    why: 'rejections of a message that is held after three of them',
  },
  {
    line: /^SCAN d$|^USE TEMP B-TREE FOR json_group_array\(DISTINCT\)$/,
    of: /FROM \(SELECT id, .* WHERE id > \?2 ORDER BY id LIMIT \?3\) d$/,
    why: 'a slice of the consistency check, 5,000 rows at most',
  },
  {
    line: /^SCAN deliveries$/,
    of: /^UPDATE deliveries SET state = 'unknown', reason = 'restored'/,
    why: 'the operator asks it once after a restore, while sending is held',
  },
  {
    line: /^SCAN (subscribers|suppressions)/,
    of: /^SELECT public_url, link_keys, EXISTS/,
    why: 'it ends at the first row',
  },
  {
    line: /^USE TEMP B-TREE FOR ORDER BY$/,
    of: /FROM json_each\(\?2\) j CROSS JOIN deliveries d ON d\.id = j\.value JOIN subscriptions s/,
    why: 'it sorts only the rows whose ids are given, at most a flight of them',
  },
  {
    line: /^SCAN (subscribers|subscriptions|deliveries|consents|suppressions)\b/,
    of: /^SELECT \(SELECT count\(\*\) FROM subscribers\)/,
    why: 'the operator asks it with a backup, which reads every row',
  },
  {
    line: /./,
    of: /\/\* count days \*\//,
    why: 'a slice of the daily counts, 4,000 rows at most',
  },
  {
    line: /./,
    of: /^\/\* (keep|save) counts \*\//,
    why: 'the rows of one person, or the counts of two weeks and of what is ahead',
  },
  {
    line: /./,
    of: /daily d ON d\.measure|LIMIT 1000\) GROUP BY reason|FROM calls ORDER BY next_at LIMIT 50|FROM feedback ORDER BY received_at DESC LIMIT 100/,
    why: 'counts of some days, or a limited number of rows, for the operator',
  },
  {
    line: /^SCAN sqlite_schema$/,
    of: /FROM sqlite_schema/,
    why: 'some twenty tables',
  },
  {
    line: /^USE TEMP B-TREE FOR GROUP BY$/,
    of: /^SELECT strftime/,
    why: 'the operator asks it for a forecast, which counts all planned emails',
  },
  {
    line: /^SCAN j$/,
    of: /status = 'paused' AND id > \?1 ORDER BY id LIMIT 500/,
    why: 'a slice of paused subscriptions, 500 at most',
  },
];

let statements: readonly string[] = [];
beforeAll(async () => {
  statements = await allStatements();
});

it('every statement in src was run', () => {
  const texts = textsOf('src');
  const missed = texts.filter(({ pattern }) => !statements.some((sql) => pattern.test(sql)));
  expect(missed.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  expect(texts.length).toBeGreaterThan(60);
});

it('the command line has no SQL outside of src', () => {
  expect(textsOf('scripts/cli').map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
});

describe.each([
  ['as production knows itself', openWithStatistics],
  ['that was never analysed', open],
])('on a database %s', (_, opened) => {
  const worries = (sql: string): string[] =>
    planOf(opened(), sql).filter((line) => /^SCAN|TEMP B-TREE/.test(line) && !isSmall(line));

  it('no statement scans or sorts a growing table', () => {
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

it('the fence finds its templates in an index, without reading their bodies', () => {
  const fences = statements.filter((sql) => /\/\* fence \*\//.test(sql));
  expect(fences).toHaveLength(1);
  const database = open();
  const pages = (type: string, name: string) =>
    database
      .prepare(`SELECT rootpage FROM sqlite_schema WHERE type = ? AND name = ?`)
      .get(type, name)?.rootpage;
  const opened = database
    .prepare(`EXPLAIN ${fences[0]}`)
    .all()
    .flatMap(({ opcode, p2 }) => (opcode === 'OpenRead' ? [p2] : []));
  expect(opened).toContain(pages('index', 'sqlite_autoindex_templates_1'));
  expect(opened).not.toContain(pages('table', 'templates'));
});

it('a full table scan is detected', () => {
  const plan = planOf(open(), "SELECT id FROM subscriptions WHERE name = 'Ada' ORDER BY name");
  expect(plan.filter((line) => /^SCAN/.test(line) && !isSmall(line))).toEqual([
    'SCAN subscriptions',
  ]);
});

/** Lists in parameters have a hundred or a few hundred entries. */
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

/** A million subscribers with a few emails each; few unknown emails, few open calls. */
function openWithStatistics(): DatabaseSync {
  const database = open();
  const insert = `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)`;
  database.exec('ANALYZE');
  for (const [table, index, numbers] of STATISTICS) {
    database.prepare(insert).run(table, index, numbers);
  }
  // SQLite reads statistics when it loads the schema.
  database.exec('ANALYZE sqlite_schema');
  return database;
}

/**
 * As in sqlite_stat1: rows in the index, then the average number of rows per prefix of its columns.
 */
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
  ['checked_steps', 'checked_steps', '5000000 5 5 2 1'],
  ['address_changes', 'address_changes', '20000 1'],
  ['address_changes', 'address_changes_of', '20000 1'],
  ['address_changes', 'address_changes_in', '20000 1'],
  ['feedback', 'feedback', '4000000 1'],
  ['feedback', 'feedback_received', '4000000 2'],
  ['templates', 'templates', '40 1'],
] as const;
