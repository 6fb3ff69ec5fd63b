/** Checks of the provider and of the sending domain's DNS. */
import type { DnsRecord, Domain } from './ask-provider.ts';
import type { Context } from './context.ts';
import { CannotCheck, type Finding, fault, note, OK } from './finding.ts';

export async function apiKey({ provider }: Context): Promise<Finding> {
  const { kind, status, json } = await provider.key();
  if (kind !== 'rejected') return OK;
  const { message = '' } = (json ?? {}) as { message?: string };
  return fault(
    `Resend rejects RESEND_API_KEY: ${status} ${message}`,
    'Create a key at resend.com/api-keys, then `npx wrangler secret put RESEND_API_KEY`.',
  );
}

export async function domain({ provider }: Context): Promise<readonly Finding[]> {
  const senders = provider.senderDomains();
  const known = await provider.domains();
  return senders.map((name) => domainFinding(name, known));
}

function domainFinding(name: string, known: readonly Domain[]): Finding {
  const own = known.find((one) => one.name === name);
  if (own?.status === 'verified') return OK;
  if (!own) {
    return fault(
      `${name} isn't among your domains at Resend: nothing can be sent from it.`,
      'Add it at resend.com/domains, or correct MAIL_FROM (and senders in content/site.yaml).',
    );
  }
  return fault(
    `Resend hasn't verified ${name}: its status is "${own.status}".`,
    `Set the records that resend.com/domains shows for ${name}, then press Verify there.`,
  );
}

/** The free plan of Resend tells how much is used with every answer. */
export async function quota({ facts, provider }: Context): Promise<Finding> {
  const { kind, headers } = await provider.key();
  if (kind === 'rejected') throw new CannotCheck('Resend rejects the key.', 'See "API key".');
  const used = headers.get('x-resend-daily-quota');
  if (used === null && headers.has('x-resend-monthly-quota')) return OK;
  if (used === null) {
    throw new CannotCheck(
      "Resend doesn't tell this key what is used.",
      'Look at resend.com/settings/usage.',
    );
  }
  const limit = Number(facts.config.vars.MAIL_DAILY_LIMIT || 100);
  if (Number.isNaN(limit))
    throw new CannotCheck("MAIL_DAILY_LIMIT isn't a number.", 'See "settings".');
  if (Number(used) < limit) return OK;
  return note(
    `${used} of ${limit} emails of today's quota are used.`,
    "Nothing is lost: the rest is sent when there's room. If it happens often, choose a larger plan at Resend and raise MAIL_DAILY_LIMIT.",
  );
}

const NEEDED = ['email.delivered', 'email.bounced', 'email.complained', 'email.failed'];

export async function webhook({ facts, provider }: Context): Promise<Finding> {
  const own = await provider.webhook();
  const { PUBLIC_URL } = facts.config.vars;
  if (own === null) {
    return fault(
      `Resend has no webhook for ${PUBLIC_URL}/webhooks/resend.`,
      'Add it at resend.com/webhooks: docs/operating.md, "Set up the webhook".',
    );
  }
  if (own.status !== 'enabled') {
    return fault('The webhook is disabled at Resend.', 'Enable it at resend.com/webhooks.');
  }
  const missing = NEEDED.filter((event) => own.events !== null && !own.events.includes(event));
  if (missing.length === 0) return OK;
  const says = `The webhook doesn't send ${missing.join(', ')}.`;
  return fault(says, 'Choose all events that begin with `email.` at resend.com/webhooks.');
}

type OfDomain = (context: Context, domain: string) => Promise<Finding>;

/** Checks each sender's domain. */
const ofEach =
  (check: OfDomain) =>
  (context: Context): Promise<readonly Finding[]> =>
    Promise.all(context.provider.senderDomains().map((name) => check(context, name)));

export const spf = ofEach(async (context, domain) => {
  const { name, wanted, isSure } = await recordOf(context, domain, 'SPF', 'TXT');
  const found = (await context.dns(name, 'TXT')).filter((text) => /^v=spf1\b/i.test(text));
  const value = wanted?.value ?? 'v=spf1 include:amazonses.com ~all';
  if (found.length > 1) {
    const says = `${name} has ${found.length} SPF records; receivers then ignore all of them.`;
    return fault(says, `Keep one, with ${value}.`);
  }
  const include = /include:\S+/.exec(value)?.[0] ?? value;
  if (found[0]?.includes(include)) return OK;
  const says = found[0]
    ? `${name} has an SPF record without ${include}.`
    : `${name} has no SPF record.`;
  if (!found[0] && !isSure) throw unsure(says);
  return fault(says, `Set a TXT record at ${name}: ${value}`);
});

export const dkim = ofEach(async (context, domain) => {
  const { name, wanted, isSure } = await recordOf(context, domain, 'DKIM', 'TXT');
  const found = (await context.dns(name, 'TXT')).map(withoutSpaces);
  const value = wanted?.type === 'TXT' ? withoutSpaces(wanted.value) : null;
  const cure = `Set the DKIM record that resend.com/domains shows for ${domain}, at ${name}.`;
  const keys = found.filter((text) => /(^|;)p=[\w+/]{20,}/.test(text));
  if (keys.length === 0) {
    const says = `${name} has no DKIM key.`;
    if (!isSure) throw unsure(says);
    return fault(says, cure);
  }
  if (value === null || keys.some((text) => keyIn(text) === keyIn(value))) return OK;
  return fault(`${name} has another DKIM key than Resend signs with.`, cure);
});

const withoutSpaces = (text: string): string => text.replaceAll(/\s/g, '');
const keyIn = (text: string): string | undefined => /(?:^|;)p=([^;]+)/.exec(text)?.[1];

/** Bounces go to the return path. */
export const returnPath = ofEach(async (context, domain) => {
  const { name, wanted, isSure } = await recordOf(context, domain, 'SPF', 'MX');
  const found = await context.dns(name, 'MX');
  const server = wanted?.value.toLowerCase().replace(/\.$/, '');
  const isIts = (record: string) => {
    const [, host = ''] = record.toLowerCase().replace(/\.$/, '').split(/\s+/);
    return server ? host === server : /^feedback-smtp\..*amazonses\.com$/.test(host);
  };
  if (found.some(isIts)) return OK;
  const says = found[0]
    ? `The return path ${name} leads to another mail server.`
    : `The return path ${name} has no MX record, so bounces get lost.`;
  if (!found[0] && !isSure) throw unsure(says);
  const target = server ?? 'feedback-smtp.<region>.amazonses.com';
  return fault(says, `Set an MX record at ${name}: 10 ${target}`);
});

/** The record of the domain, or of one above it: receivers take the nearest. */
export const dmarc = ofEach(async ({ dns }, domain) => {
  const labels = domain.split('.');
  const above = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  for (const name of above) {
    const found = (await dns(`_dmarc.${name}`, 'TXT')).filter((text) => /^v=DMARC1\b/i.test(text));
    if (found.length === 0) continue;
    if (found.length > 1) {
      const says = `_dmarc.${name} has ${found.length} DMARC records; receivers ignore them.`;
      return fault(says, 'Keep one of them.');
    }
    if (/;\s*p=(none|quarantine|reject)\b/i.test(found[0]!)) return OK;
    return fault(
      `The DMARC record of ${name} has no valid policy.`,
      `${DMARC} _dmarc.${name}: v=DMARC1; p=none`,
    );
  }
  return fault(
    `${domain} has no DMARC record. Gmail, Yahoo and Outlook ask for one.`,
    `${DMARC} _dmarc.${domain}: v=DMARC1; p=none`,
  );
});

const DMARC = 'Set a TXT record at';

type Wanted = {
  readonly name: string;
  readonly wanted: DnsRecord | null;
  readonly isSure: boolean;
};

/** Where the provider wants a record; without its word, where it usually is. */
async function recordOf(
  { provider }: Context,
  domain: string,
  record: 'SPF' | 'DKIM',
  type: 'TXT' | 'MX',
): Promise<Wanted> {
  const usual = record === 'SPF' ? `send.${domain}` : `resend._domainkey.${domain}`;
  const records = await provider.records(domain).catch(() => null);
  if (records === null) return { name: usual, wanted: null, isSure: false };
  const wanted = records.find(
    (one) =>
      one.record === record && (one.type === type || (type === 'TXT' && one.type === 'CNAME')),
  );
  return {
    name: wanted ? fullName(wanted.name, domain) : usual,
    wanted: wanted ?? null,
    isSure: true,
  };
}

/** Resend writes `send.news` for `news.example.com`: relative to the registered domain. */
function fullName(name: string, domain: string): string {
  const labels = domain.split('.');
  for (let count = labels.length - 1; count > 0; count -= 1) {
    const [own, above] = [labels.slice(0, count).join('.'), labels.slice(count).join('.')];
    if (name.endsWith(`.${own}`)) return `${name}.${above}`;
  }
  return `${name}.${domain}`;
}

/** Without the provider's word, the record may have another name. */
const unsure = (says: string): CannotCheck =>
  new CannotCheck(
    says,
    "That may be right: resend.com/domains shows the records, but this key can't read them.",
  );
