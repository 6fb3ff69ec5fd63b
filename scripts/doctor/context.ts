/** What the checks ask of others: each question is asked once, however many checks need it. */
import type { Api } from '../cloudflare/api.ts';
import { type Answer, type Asking, answerOf, once } from './ask.ts';
import { type Cloudflare, cloudflare } from './ask-cloudflare.ts';
import { type Provider, provider } from './ask-provider.ts';
import type { Facts } from './facts.ts';
import { CannotCheck } from './finding.ts';

export type Surroundings = Asking & {
  /** Logs in to Cloudflare's API. */
  readonly connect: () => Promise<Api>;
  /** The address of a resolver for DNS over HTTPS that answers in JSON. */
  readonly resolver: string;
};

export type Context = {
  readonly facts: Facts;
  readonly cloudflare: Cloudflare;
  readonly provider: Provider;
  /** The site's /health. */
  readonly health: () => Promise<Health>;
  /** A path of the site. */
  readonly site: (path: string, init?: RequestInit) => Promise<Answer>;
  /** The records of a name, without quotation marks. */
  readonly dns: (name: string, type: 'TXT' | 'MX') => Promise<readonly string[]>;
};

export type Health = Answer & {
  readonly report: {
    readonly ok: boolean;
    readonly last_tick_at?: string | null;
    readonly schema_version?: number;
    readonly problems?: readonly string[];
  };
};

export function openContext(facts: Facts, { connect, resolver, ...asking }: Surroundings): Context {
  const ask = (url: string, init: RequestInit = {}) => answerOf(url, init, asking);
  const site = (path: string, init?: RequestInit) => ask(`${publicUrlOf(facts)}${path}`, init);
  return {
    facts,
    cloudflare: cloudflare(facts, connect),
    provider: provider(facts, ask),
    site,
    health: once(async () => {
      const answer = await site('/health').catch(() => {
        throw new CannotCheck("The site doesn't answer.", 'See "public URL".');
      });
      const report = answer.json as Health['report'] | undefined;
      if (typeof report === 'object' && report !== null && 'ok' in report) {
        return { ...answer, report };
      }
      throw new CannotCheck("The site doesn't answer like Milepost.", 'See "public URL".');
    }),
    dns: async (name, type) => {
      const query = new URLSearchParams({ name, type });
      const headers = { accept: 'application/dns-json' };
      const { json } = await ask(`${resolver}?${query}`, { headers });
      const { Status, Answer: records = [] } = (json ?? {}) as DnsAnswer;
      if (Status === NO_SUCH_NAME) return [];
      if (Status !== 0) {
        const cure = 'Try again, or choose a resolver with --resolver.';
        throw new CannotCheck(`The resolver didn't answer for ${name}.`, cure);
      }
      return records.filter((one) => one.type === DNS_TYPES[type]).map(({ data }) => plain(data));
    },
  };
}

type DnsAnswer = {
  readonly Status?: number;
  readonly Answer?: readonly { readonly type: number; readonly data: string }[];
};

const NO_SUCH_NAME = 3;
const DNS_TYPES = { MX: 15, TXT: 16 };

/** A long text comes in several quoted pieces. */
const plain = (data: string): string =>
  data.startsWith('"')
    ? [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, piece]) => piece).join('')
    : data;

function publicUrlOf({ config }: Facts): string {
  const url = config.vars.PUBLIC_URL ?? '';
  if (URL.canParse(url)) return url.replace(/\/+$/, '');
  throw new CannotCheck("PUBLIC_URL isn't an address.", 'See "settings".');
}
