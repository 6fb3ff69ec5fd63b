/** What Resend's API tells about the key, the domains and the webhooks. */
import { addressIn } from '../deploy/mail-address.ts';
import { type Answer, once } from './ask.ts';
import type { Facts } from './facts.ts';
import { CannotCheck } from './finding.ts';

export type DnsRecord = {
  /** SPF, DKIM … */
  readonly record: string;
  /** Relative to the registered domain. */
  readonly name: string;
  readonly type: string;
  readonly value: string;
};

export type Domain = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly records?: readonly DnsRecord[];
};

export type Webhook = {
  readonly id: string;
  readonly endpoint: string;
  readonly status: string;
  readonly events: readonly string[] | null;
  readonly signing_secret?: string;
};

export type Provider = {
  /** The domains of all senders. */
  readonly senderDomains: () => readonly string[];
  /** How the provider answers this key. */
  readonly key: () => Promise<{ readonly kind: 'full' | 'send-only' | 'rejected' } & Answer>;
  readonly domains: () => Promise<readonly Domain[]>;
  /** The records that a domain needs; null: not known there. */
  readonly records: (domain: string) => Promise<readonly DnsRecord[] | null>;
  /** The webhook that leads to this site, with its secret. */
  readonly webhook: () => Promise<Webhook | null>;
};

export function provider(
  { config, keys, senders }: Facts,
  ask: (url: string, init?: RequestInit) => Promise<Answer>,
): Provider {
  const base = (config.vars.RESEND_BASE_URL || 'https://api.resend.com').replace(/\/+$/, '');
  const get = (path: string): Promise<Answer> => {
    const apiKey = keys.RESEND_API_KEY?.split(',')[0]?.trim();
    if (!apiKey) {
      throw new CannotCheck(
        "This machine doesn't know RESEND_API_KEY.",
        'To check it, put RESEND_API_KEY into .dev.vars or the environment.',
      );
    }
    const headers = { authorization: `Bearer ${apiKey}`, 'user-agent': 'milepost-doctor' };
    return ask(`${base}${path}`, { headers });
  };
  const key = once(async () => {
    const answer = await get('/domains?limit=100');
    if (answer.status === 200) return { kind: 'full' as const, ...answer };
    const { name = '', message = '' } = (answer.json ?? {}) as { name?: string; message?: string };
    if (name === 'restricted_api_key') return { kind: 'send-only' as const, ...answer };
    if (/api.?key/i.test(`${name} ${message}`)) return { kind: 'rejected' as const, ...answer };
    throw new CannotCheck(
      `Resend answered ${answer.status}${message && `: ${message}`}.`,
      'Try again in a minute.',
    );
  });
  const list = async <T>(path: string): Promise<readonly T[]> => {
    const { kind } = await key();
    if (kind === 'rejected') throw new CannotCheck('Resend rejects the key.', 'See "API key".');
    if (kind === 'send-only') {
      throw new CannotCheck(
        "A send-only key can't read this.",
        'Look at resend.com yourself, or run the doctor with a full-access key in RESEND_API_KEY.',
      );
    }
    const { status, json } = await get(path);
    const { data } = (json ?? {}) as { data?: readonly T[] };
    if (data) return data;
    throw new CannotCheck(`Resend answered ${status}.`, 'Try again in a minute.');
  };
  const domains = once(() => list<Domain>('/domains?limit=100'));
  return {
    senderDomains: () => {
      const all = [config.vars.MAIL_FROM ?? '', ...senders].map((from) => domainOf(from));
      const known = [...new Set(all.filter((domain) => domain !== ''))];
      if (known.length > 0) return known;
      throw new CannotCheck("MAIL_FROM isn't a sender.", 'See "settings".');
    },
    key,
    domains,
    records: async (domain) => {
      const known = (await domains()).find(({ name }) => name === domain);
      if (!known) return null;
      const { json } = await get(`/domains/${known.id}`);
      return (json as Domain | undefined)?.records ?? null;
    },
    webhook: once(async () => {
      const endpoint = `${(config.vars.PUBLIC_URL ?? '').replace(/\/+$/, '')}/webhooks/resend`;
      const all = await list<Webhook>('/webhooks?limit=100');
      const own = all.filter((one) => one.endpoint === endpoint);
      const found = own.find(({ status }) => status === 'enabled') ?? own[0];
      if (!found) return null;
      const { json } = await get(`/webhooks/${found.id}`);
      return { ...found, ...(json as Partial<Webhook> | undefined) };
    }),
  };
}

const domainOf = (from: string): string => addressIn(from)?.split('@').at(-1)?.toLowerCase() ?? '';
