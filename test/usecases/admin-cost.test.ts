/** What the admin pages read, however many people are subscribed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readAddress } from '../../src/domain/address.ts';
import { emailStates } from '../../src/usecases/operator/email-states.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { runs } from '../../src/usecases/operator/runs.ts';
import { stats } from '../../src/usecases/operator/stats.ts';
import { why } from '../../src/usecases/operator/why.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, spending } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');
const DAY = 86_400_000;
/** The night's jobs of so many people take a few minutes. */
const MINUTES = 12;
const PEOPLE = 10_000;

/** Two years of daily counts, 53 weeks ahead, every zone, and 20,000 events and hashes. */
const HISTORY = `
  WITH RECURSIVE d(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 730),
    m(measure) AS (VALUES ('sent'), ('delivered'), ('bounced'), ('complained'), ('unknown'),
      ('failed'), ('waited 1'), ('waited 2'), ('waited 3'), ('waited 4'), ('waited 5')),
    t(message) AS (VALUES ('one-year'), ('three-months'), ('one-week'), ('one-day'))
  INSERT OR IGNORE INTO daily (measure, day, course, message, n)
  SELECT measure, date('2026-04-01', '+' || i || ' days'), 'ml-interviews',
    CASE WHEN measure LIKE 'waited%' THEN '' ELSE message END, 3
  FROM d CROSS JOIN m CROSS JOIN t`;
const EVENTS = `
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  INSERT INTO feedback (event_id, kind, received_at) SELECT 'e' || i, 'delivered', i FROM n`;
const HASHES = `
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  INSERT INTO suppressions (address_hash, reason) SELECT 'h' || i, 'bounced' FROM n`;

beforeAll(async () => {
  await addDue('ahead', PEOPLE, NOW + 30 * DAY);
  for (let minute = 0; minute < MINUTES; minute++)
    await spending((ports) => tick(ports, () => NOW + minute * 60_000));
  for (const sql of [HISTORY, EVENTS, HASHES]) await bindings.DB.prepare(sql).run();
});

const address = readAddress('ahead7@example.com');

/** The use-cases of each page. */
const PAGES: Readonly<Record<string, (ports: Ports) => Promise<unknown>>> = {
  overview: (ports) => Promise.all([stats({ ...ports, quota: 100 }, NOW), health(ports, NOW)]),
  emails: (ports) => emailStates(ports),
  person: (ports) => (address.ok ? why(ports, address.value, NOW, true) : Promise.reject()),
  runs: ({ db }) => runs(db),
};

describe(`with ${PEOPLE} people and two years of counts`, () => {
  it('the daily job has counted all of them', async () => {
    const { figures } = await stats({ ...(await metered()), quota: 100 }, NOW);
    const planned = figures.find(({ id }) => id === 'planned')!;
    expect(planned.rows.reduce((all, [, ...numbers]) => all + numbers[0]!, 0)).toBe(PEOPLE);
  });

  it.each(Object.keys(PAGES))('%s reads at most 3,000 rows', async (page) => {
    const { read } = await spending(async (ports) => {
      await PAGES[page]!(ports);
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(3_000);
  });
});

async function metered(): Promise<Ports> {
  let own: Ports | undefined;
  await spending(async (ports) => {
    own = ports;
  });
  return own!;
}
