/** A healthy set-up for the doctor, with stand-ins for its site, its DNS and its provider. */
import type { IncomingMessage } from 'node:http';
import type { Answer, Api } from '../../scripts/cloudflare/api.ts';
import { CHECKS, examine } from '../../scripts/doctor/checks.ts';
import { openContext } from '../../scripts/doctor/context.ts';
import type { Facts } from '../../scripts/doctor/facts.ts';
import { listen } from '../../scripts/world/http-listen.ts';
import { startProvider } from '../../scripts/world/provider-server.ts';
import { readWebhook } from '../../src/mail/events.ts';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';

export const NOW = Date.parse('2027-03-20T08:00:00Z');
export const URL_OF_SITE = 'https://course.example.org';
const DKIM = `p=${'MIGfMA0GCSqGSIb3'.repeat(4)}`;

export type SetUp = Awaited<ReturnType<typeof startSetUp>>;

type Reply = { status?: number; headers?: Record<string, string>; body?: unknown };

/** Everything may be changed before `examine`. */
export async function startSetUp() {
  const {
    provider,
    url: providerUrl,
    stop,
  } = await startProvider({
    rate_limit: null,
    daily_quota: 100,
    domains: ['example.org'],
  });
  const secret = 'whsec_dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=';
  provider.state.settings.webhook = { url: `${URL_OF_SITE}/webhooks/resend`, secret };

  const setUp = {
    provider,
    facts: {
      now: NOW,
      nodeVersion: '24.21.0',
      wrangler: { wanted: '4.155.0', installed: '4.155.0' },
      config: {
        env: null,
        workersDev: true,
        routes: [],
        name: 'milepost',
        databaseName: 'milepost',
        vars: {
          PUBLIC_URL: URL_OF_SITE,
          MAIL_FROM: 'Course <course@example.org>',
          REPLY_TO: 'help@example.org',
          POSTAL_ADDRESS: '1 Main Street, 12345 Springfield',
          RESEND_BASE_URL: providerUrl,
        },
        requiredSecrets: [],
        hasLimits: false,
        accountId: null,
        bindings: ['DB', 'SIGN_UP_RATE', 'assets'],
        crons: ['* * * * *'],
      },
      keys: { RESEND_API_KEY: 're_full' },
      senders: [],
      reviewed: [{ file: 'content/course/lessons/1.md', day: '2026-11-22' }],
      localSchema: SCHEMA_VERSION,
      backups: ['milepost-2027-03-18T06-00-00Z.sql'],
    } as Facts,
    /** What Cloudflare's API answers, by the end of the path. */
    cloudflare: {
      accounts: found([{ id: 'a1' }]),
      secrets: found([{ name: 'RESEND_API_KEY' }, { name: 'LINK_SECRET' }]),
      database: found([{ uuid: 'd1', name: 'milepost' }]),
      query: stored({ schema_version: SCHEMA_VERSION, public_url: URL_OF_SITE }),
    } as Record<string, Answer<unknown>>,
    /** Real parts in place of the stand-ins: a client of an API, and the address of a Worker. */
    real: {} as { connect?: () => Promise<Api>; site?: string },
    health: {
      status: 200,
      body: { ok: true, last_tick_at: '2027-03-20T07:59:02Z', problems: [] },
    } as Reply,
    /** The Worker's secret for events; null: none. */
    webhookSecret: secret as string | null,
    /** Answers in place of the site's own, by method and the beginning of the path. */
    instead: {} as Record<string, Reply | 'hang'>,
    records: {
      'TXT send.example.org': ['"v=spf1 include:amazonses.com ~all"'],
      'MX send.example.org': ['10 feedback-smtp.eu-west-1.amazonses.com.'],
      'TXT resend._domainkey.example.org': [`"${DKIM.slice(0, 30)}" "${DKIM.slice(30)}"`],
      'TXT _dmarc.example.org': ['"v=DMARC1; p=none;"'],
    } as Record<string, string[]>,
    patience: 5_000,
    change: (vars: Record<string, string>, more: Partial<Facts['config']> = {}) => {
      const { config } = setUp.facts;
      setUp.facts = {
        ...setUp.facts,
        config: { ...config, ...more, vars: { ...config.vars, ...vars } },
      };
    },
    examine: (checks = CHECKS) => {
      const { facts, patience, real } = setUp;
      const answer = async (path: string) =>
        setUp.cloudflare[path.replace(/\?.*/, '').split('/').at(-1)!]!;
      const connect = async () => ({ get: answer, post: answer }) as Api;
      const context = openContext(facts, {
        patience,
        resolver: `http://localhost:${dns.port}/dns-query`,
        connect: real.connect ?? connect,
        fetch: (url, init) =>
          fetch(url.replace(URL_OF_SITE, real.site ?? `http://localhost:${site.port}`), init),
      });
      return examine(context, checks);
    },
    stop: async () => {
      await Promise.all([site.stop(), dns.stop(), stop()]);
    },
  };

  const site = await listen(0, async (request, response) => {
    const asked = `${request.method} ${request.url}`;
    const known = Object.entries(setUp.instead).find(([start]) => asked.startsWith(start))?.[1];
    if (known === 'hang') return;
    const { status = 404, headers = {}, body } = known ?? (await own(request, setUp));
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

  const dns = await listen(0, (request, response) => {
    const query = new URL(request.url!, 'http://dns').searchParams;
    const [name, type] = [query.get('name')!, query.get('type')!];
    const data = setUp.records[`${type} ${name}`] ?? [];
    const number = type === 'MX' ? 15 : 16;
    const Answer = data.map((one) => ({ name, type: number, TTL: 300, data: one }));
    response.end(JSON.stringify(data.length > 0 ? { Status: 0, Answer } : { Status: 3 }));
  });
  return setUp;
}

export const found = <T>(result: T): Answer<T> => ({ ok: true, result });

export const stored = (row: object) => found([{ results: [row] }]);

export const refused = (
  status: number | null,
  code: number | null,
  said: string,
): Answer<never> => ({
  ok: false,
  status,
  code,
  said,
});

/** As the Worker's routes answer. */
async function own(
  request: IncomingMessage,
  { health, webhookSecret }: { health: Reply; webhookSecret: string | null },
): Promise<Reply> {
  const { method, url = '', headers } = request;
  if (url === '/health') return health;
  if (url === '/webhooks/resend' && method === 'POST') {
    if (webhookSecret === null) {
      return { status: 503, body: { error: 'RESEND_WEBHOOK_SECRET is not set.' } };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const header = (name: string) => (headers[name] as string | undefined) ?? null;
    const event = {
      id: header('svix-id'),
      timestamp: header('svix-timestamp'),
      signatures: header('svix-signature'),
      body: Buffer.concat(chunks),
    };
    const reading = readWebhook(event, [webhookSecret], NOW);
    if (!reading.ok) return { status: 401, body: { error: reading.reason } };
    return { status: 200, body: { status: reading.event === null ? 'ignored' : 'taken' } };
  }
  return { status: 404, body: { errors: [{ field: null, message: 'There is no page here.' }] } };
}
