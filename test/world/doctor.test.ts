/** `npx milepost doctor` names what is broken, with its cure, and nothing else. */
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHECKS } from '../../scripts/doctor/checks.ts';
import { printable } from '../../scripts/doctor/report.ts';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';
import { found, refused, type SetUp, startSetUp, stored, URL_OF_SITE } from '../support/set-up.ts';

let setUp: SetUp;
beforeEach(async () => {
  setUp = await startSetUp();
});
afterEach(() => setUp.stop());

const nothing = { records: {} };

/** What is broken, the check that has to name it, a part of its cure, and whether it's a fault. */
const BROKEN: readonly [string, (own: SetUp) => void, string, RegExp, ('note' | 'fault')?][] = [
  ['an old Node', (own) => set(own, { nodeVersion: '20.19.0' }), 'Node', /npm install/],
  [
    'another wrangler',
    (own) => set(own, { wrangler: { wanted: '4.155.0', installed: '4.90.0' } }),
    'wrangler',
    /npm ci/,
  ],
  ['a misspelled setting', (own) => own.change({ MAIL_FORM: 'x' }), 'settings', /settings\.md/],
  [
    'a quota in words',
    (own) => own.change({ MAIL_DAILY_LIMIT: 'many' }),
    'settings',
    /wrangler\.toml/,
  ],
  [
    'a sample for an address',
    (own) => own.change({ POSTAL_ADDRESS: '1 Sample Street, Sampletown' }),
    'legal address',
    /postal address/,
  ],
  [
    'no cron in wrangler.toml',
    (own) => own.change({}, { crons: [] }),
    'bindings',
    /git diff wrangler\.toml/,
  ],
  [
    'no database in wrangler.toml',
    (own) => own.change({}, { bindings: ['SIGN_UP_RATE', 'assets'] }),
    'bindings',
    /Deploy/,
  ],
  [
    'a local database from the future',
    (own) => set(own, { localSchema: 999 }),
    'local database',
    /rm -r \.milepost/,
  ],
  [
    'lessons that nobody read for years',
    (own) => set(own, { reviewed: [{ file: 'a.md', day: '2025-01-01' }] }),
    'content age',
    /reviewed/,
    'note',
  ],
  [
    'no backup',
    (own) => set(own, { backups: ['local-2027-03-19T06-00-00Z.sql'] }),
    'backup',
    /milepost backup --remote/,
    'note',
  ],
  [
    'an old backup',
    (own) => set(own, { backups: ['milepost-2027-03-01T06-00-00Z.sql'] }),
    'backup',
    /every week/,
    'note',
  ],
  [
    'no login',
    (own) => says(own, 'accounts', refused(403, 10000, 'Authentication error')),
    'account',
    /wrangler login/,
  ],
  [
    'two accounts',
    (own) => says(own, 'accounts', found([{ id: 'a' }, { id: 'b' }])),
    'account',
    /CLOUDFLARE_ACCOUNT_ID/,
  ],
  [
    'the account of somebody else',
    (own) => own.change({}, { accountId: 'z9' }),
    'account',
    /CLOUDFLARE_ACCOUNT_ID/,
  ],
  [
    'nothing deployed',
    (own) => {
      says(own, 'secrets', refused(404, 10007, 'This Worker does not exist on your account.'));
      says(own, 'database', found([]));
      own.instead = { '': 'hang' };
      own.patience = 50;
    },
    'Worker',
    /npm run deploy/,
  ],
  [
    'a Worker that refuses to run',
    (own) => {
      own.health = {
        status: 503,
        body: { ok: false, problems: ["CPU_BUDGET_MS isn't a number."] },
      };
    },
    'Worker',
    /docs\/settings\.md/,
  ],
  [
    'no LINK_SECRET',
    (own) => {
      says(own, 'secrets', found([{ name: 'RESEND_API_KEY' }]));
      own.health = { status: 503, body: { ok: false, problems: ["LINK_SECRET isn't set: …"] } };
    },
    'secrets',
    /the LINK_SECRET that you kept/,
  ],
  [
    'no RESEND_API_KEY',
    (own) => says(own, 'secrets', found([{ name: 'LINK_SECRET' }])),
    'secrets',
    /secret put RESEND_API_KEY/,
  ],
  [
    'migrations that are missing',
    (own) => says(own, 'query', stored({ schema_version: SCHEMA_VERSION - 1, public_url: null })),
    'database',
    /npm run deploy/,
  ],
  [
    'an old copy of the code',
    (own) => says(own, 'query', stored({ schema_version: 999, public_url: null })),
    'database',
    /git pull/,
  ],
  [
    'a database without tables',
    (own) => says(own, 'query', refused(400, 7500, 'no such table: settings: SQLITE_ERROR')),
    'database',
    /npm run deploy/,
  ],
  [
    'two forks with one name',
    (own) =>
      says(
        own,
        'query',
        stored({ schema_version: SCHEMA_VERSION, public_url: 'https://other.example' }),
      ),
    'owner',
    /database_name.*--moved-from/,
  ],
  [
    'an address that nothing answers',
    (own) => {
      own.instead = { '': 'hang' };
      own.patience = 50;
    },
    'public URL',
    /Workers & Pages/,
  ],
  [
    'another site at the address',
    (own) => {
      own.instead = {
        'GET /health': {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<h1>Parked</h1>',
        },
      };
    },
    'public URL',
    /final address/,
  ],
  [
    'a cron that stopped',
    (own) => {
      own.health = health({
        last_tick_at: '2027-03-20T06:00:00Z',
        problems: ["The cron trigger hasn't run for ten minutes."],
      });
    },
    'cron',
    /npm run deploy/,
  ],
  [
    'a cron that never ran',
    (own) => {
      own.health = health({ last_tick_at: null });
    },
    'cron',
    /15 minutes/,
    'note',
  ],
  [
    'sending that is held',
    (own) => {
      own.health = health({ problems: ['All sending is held: the provider rejects the sender.'] });
    },
    'sending',
    /When something needs you/,
  ],
  [
    'a key that was revoked',
    (own) => {
      own.provider.state.settings.api_keys.invalid.push('re_full');
    },
    'API key',
    /secret put RESEND_API_KEY/,
  ],
  [
    "a domain that isn't verified",
    (own) => {
      Object.assign(own.provider.state.settings, {
        domains: [],
        unverified_domains: ['example.org'],
      });
    },
    'domain',
    /press Verify/,
  ],
  [
    'a sender at another domain',
    (own) => {
      own.provider.state.settings.domains = ['example.com'];
    },
    'domain',
    /resend\.com\/domains/,
  ],
  [
    'a quota that is used up',
    (own) => own.change({ MAIL_DAILY_LIMIT: '1' }),
    'quota',
    /larger plan/,
    'note',
  ],
  [
    'no SPF',
    (own) => drop(own, 'TXT send.example.org'),
    'SPF',
    /TXT record at send\.example\.org: v=spf1/,
  ],
  [
    'two SPF records',
    (own) => own.records['TXT send.example.org']!.push('"v=spf1 -all"'),
    'SPF',
    /Keep one/,
  ],
  [
    'SPF for somebody else',
    (own) => add(own, 'TXT send.example.org', '"v=spf1 include:_spf.google.com ~all"'),
    'SPF',
    /amazonses/,
  ],
  [
    'no DKIM',
    (own) => drop(own, 'TXT resend._domainkey.example.org'),
    'DKIM',
    /resend\.com\/domains/,
  ],
  [
    'the DKIM key of another account',
    (own) => add(own, 'TXT resend._domainkey.example.org', `"p=${'A'.repeat(60)}"`),
    'DKIM',
    /resend\._domainkey\.example\.org/,
  ],
  [
    'no return path',
    (own) => drop(own, 'MX send.example.org'),
    'return path',
    /MX record at send\.example\.org: 10 feedback-smtp\.eu-west-1/,
  ],
  [
    'a return path that leads elsewhere',
    (own) => add(own, 'MX send.example.org', '10 mail.example.net.'),
    'return path',
    /feedback-smtp/,
  ],
  [
    'no DMARC',
    (own) => drop(own, 'TXT _dmarc.example.org'),
    'DMARC',
    /_dmarc\.example\.org: v=DMARC1; p=none/,
  ],
  [
    'two DMARC records',
    (own) => own.records['TXT _dmarc.example.org']!.push('"v=DMARC1; p=reject"'),
    'DMARC',
    /Keep one/,
  ],
  [
    'no webhook at Resend',
    (own) => {
      own.provider.state.settings.webhook = null;
      set(own, { keys: { ...own.facts.keys, RESEND_WEBHOOK_SECRET: own.webhookSecret! } });
    },
    'webhook',
    /Set up the webhook/,
  ],
  [
    'a webhook that is disabled',
    (own) => Object.assign(own.provider.state.settings.webhook!, { enabled: false }),
    'webhook',
    /Enable it/,
  ],
  [
    'a webhook without bounces',
    (own) =>
      Object.assign(own.provider.state.settings.webhook!, {
        events: ['email.delivered', 'email.complained', 'email.failed'],
      }),
    'webhook',
    /all events/,
  ],
  [
    'no webhook secret',
    (own) => {
      own.webhookSecret = null;
    },
    'webhook round trip',
    /secret put RESEND_WEBHOOK_SECRET/,
  ],
  [
    'another webhook secret',
    (own) => {
      own.webhookSecret = 'whsec_b2xkLXNlY3JldC1vZi10aGUtcHJvdmlkZXI=';
    },
    'webhook round trip',
    /whsec_ included/,
  ],
  [
    'a robot check before the webhook',
    (own) => {
      own.instead = { 'POST /webhooks': { status: 403, body: '<title>Just a moment...</title>' } };
    },
    'webhook round trip',
    /robot checks/,
  ],
  [
    'a login before unsubscribing',
    (own) => {
      own.instead = {
        'GET /unsubscribe': {
          status: 302,
          headers: { location: 'https://team.cloudflareaccess.com/login' },
        },
      };
    },
    'unsubscribe',
    /Access/,
  ],
  [
    'a link that unsubscribes when it is opened',
    (own) => {
      own.instead = { 'GET /unsubscribe': { status: 200, body: { status: 'left' } } };
    },
    'unsubscribe',
    /\/unsubscribe\//,
  ],
  [
    'one click that is blocked',
    (own) => {
      own.instead = { 'POST /unsubscribe': { status: 403, body: 'blocked' } };
    },
    'unsubscribe',
    /WAF/,
  ],
  [
    'personal pages in a cache',
    (own) => {
      own.instead = {
        'GET /unsubscribe': {
          headers: { 'cache-control': 'public, max-age=300' },
          body: { errors: [] },
        },
      };
    },
    'unsubscribe',
    /cache rules/,
  ],
];

test('nothing is said about a healthy set-up: one line is printed', async () => {
  const results = await setUp.examine();
  expect(results).toEqual([]);
  expect(plain(printable(results, CHECKS.length))).toEqual([`✓ ${CHECKS.length} checks, no fault`]);
});

test('checks that miss the same answer are printed together', async () => {
  setUp.change({ MAIL_FROM: '' });
  set(setUp, { backups: [] });
  const lines = plain(printable(await setUp.examine(), CHECKS.length));
  expect(lines).toContain(
    "? domain, SPF, DKIM, return path, DMARC  couldn't check: MAIL_FROM isn't a sender.",
  );
  expect(lines.at(-1)).toBe(`✗ ${CHECKS.length} checks: 1 fault, 1 note, 5 couldn't be checked`);
});

const plain = (lines: readonly string[]): string[] => lines.map(stripVTControlCharacters);

test.each(BROKEN)('%s', async (what, breaks, check, cure, is = 'fault') => {
  if (what === 'a quota that is used up') await sendOne(setUp);
  breaks(setUp);
  const named = (await setUp.examine()).filter((one) => one.is !== 'unknown');
  expect(named).toEqual([
    { check, is, says: expect.stringMatching(/\S/), cure: expect.stringMatching(cure) },
  ]);
});

test('each check has a set-up that it alone names', () => {
  const named = new Set(BROKEN.map(([, , check]) => check));
  expect(CHECKS.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

describe('a send-only key', () => {
  beforeEach(() => {
    setUp.provider.state.settings.api_keys.restricted.push('re_full');
  });

  test('is no fault: what it can\'t read is "couldn\'t check"', async () => {
    const results = await setUp.examine();
    expect(results.map(({ check, is }) => [check, is])).toEqual([
      ['domain', 'unknown'],
      ['webhook', 'unknown'],
      ['webhook round trip', 'unknown'],
    ]);
  });

  test('the usual DNS records are looked for, and a missing one may have another name', async () => {
    setUp.records = nothing.records;
    const results = await setUp.examine();
    const is = Object.fromEntries(results.map((one) => [one.check, one.is]));
    expect(is).toMatchObject({
      SPF: 'unknown',
      DKIM: 'unknown',
      'return path': 'unknown',
      DMARC: 'fault',
    });
  });

  test('with the webhook secret, the round trip is made', async () => {
    set(setUp, {
      keys: { RESEND_API_KEY: 're_full', RESEND_WEBHOOK_SECRET: setUp.webhookSecret! },
    });
    const results = await setUp.examine();
    expect(results.map(({ check }) => check)).toEqual(['domain', 'webhook']);
  });
});

test('a plan without a daily quota is fine, and silence about it is "couldn\'t check"', async () => {
  Object.assign(setUp.provider.state.settings, { daily_quota: null });
  const [only, ...more] = await setUp.examine();
  expect([only, more]).toMatchObject([{ check: 'quota', is: 'unknown' }, []]);
});

test('without any key on this machine, its checks are "couldn\'t check"', async () => {
  set(setUp, { keys: {} });
  const results = await setUp.examine();
  expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['unknown']));
  expect(results.map(({ check }) => check)).toContain('API key');
});

describe("an answer that doesn't come is never taken for another", () => {
  test.each([
    ['accounts', ['account', 'Worker', 'secrets', 'database', 'owner']],
    ['secrets', ['Worker', 'secrets']],
    ['database', ['database', 'owner']],
    ['query', ['database', 'owner']],
  ])('%s fails', async (path, unknown) => {
    says(setUp, path, refused(500, 10013, 'internal error'));
    const results = await setUp.examine();
    expect(results.map(({ check, is }) => [check, is])).toEqual(
      unknown.map((one) => [one, 'unknown']),
    );
    expect(results[0]!.says).toContain('10013');
  });

  test('Resend answers 500', async () => {
    setUp.change({ RESEND_BASE_URL: URL_OF_SITE });
    setUp.instead = { 'GET /domains': { status: 500, body: { message: 'internal' } } };
    const results = await setUp.examine();
    expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['unknown']));
  });
});

test("records of a subdomain stand where Resend's words for the parent say", async () => {
  setUp.change({ MAIL_FROM: 'Course <course@news.example.org>' });
  setUp.provider.state.settings.domains = ['news.example.org'];
  setUp.records = Object.fromEntries(
    Object.entries(setUp.records).map(([name, data]) => [
      name.includes('_dmarc') ? name : name.replace('example.org', 'news.example.org'),
      data,
    ]),
  );
  expect(await setUp.examine()).toEqual([]);
});

test('the sender of a single course is checked, too', async () => {
  set(setUp, { senders: ['Other <other@example.net>'] });
  const results = await setUp.examine();
  expect(results.map(({ check }) => check)).toEqual(
    ['domain', 'SPF', 'DKIM', 'return path', 'DMARC'].filter((name) =>
      results.some(({ check }) => check === name),
    ),
  );
  expect(results.find(({ check }) => check === 'domain')!.says).toContain('example.net');
});

function set(own: SetUp, more: Partial<SetUp['facts']>): void {
  own.facts = { ...own.facts, ...more };
}

const says = (own: SetUp, path: string, answer: SetUp['cloudflare'][string]): void => {
  own.cloudflare[path] = answer;
};

const add = (own: SetUp, name: string, data: string): void => {
  own.records[name] = [data];
};

const drop = (own: SetUp, name: string): void => {
  delete own.records[name];
};

const health = (report: object): SetUp['health'] => ({
  status: 503,
  body: { ok: false, last_tick_at: '2027-03-20T07:59:02Z', problems: [], ...report },
});

async function sendOne({ facts }: SetUp): Promise<void> {
  await fetch(`${facts.config.vars.RESEND_BASE_URL}/emails`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer re_full',
      'user-agent': 'test',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      from: facts.config.vars.MAIL_FROM,
      to: 'ada@example.com',
      subject: 'x',
      text: 'x',
    }),
  });
}
