import type { Settings } from './provider-types.ts';

/** A validated email, as the client sent it. */
export type Draft = {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  reply_to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
};

export type Refusal = { name: string; message: string; status?: number };

const address = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;
const tagText = /^[A-Za-z0-9_-]{1,256}$/;
const format = 'needs to follow the `email@example.com` or `Name <email@example.com>` format.';

/** The bare address of `Name <address>`. */
export const bareAddress = (value: string): string =>
  (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();

/** Validates one email as the provider does; the response names the error. */
export function validate(
  value: unknown,
  settings: Settings,
): { draft: Draft } | { refusal: Refusal } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wrong('validation_error', 'The mail must be an object.');
  }
  const mail = value as Record<string, unknown>;
  for (const field of ['from', 'to', 'subject'] as const) {
    if (mail[field] === undefined || mail[field] === null || mail[field] === '') {
      return wrong('missing_required_field', `Missing \`${field}\` field.`);
    }
  }
  if (!isText(mail.html) && !isText(mail.text)) {
    return wrong('missing_required_field', 'Missing `html` or `text` field.');
  }
  const { from, subject } = mail;
  if (!isText(from) || !isAddress(from)) {
    return wrong('validation_error', `Invalid \`from\` field. The email address ${format}`);
  }
  if (!isText(subject) || hasLineBreak(subject)) {
    return wrong('validation_error', 'The `\\n` is not allowed in the `subject` field.');
  }
  const lists = { to: [], cc: [], bcc: [], reply_to: [] } as Record<string, string[]>;
  for (const field of Object.keys(lists)) {
    const addresses = listOf(mail[field]);
    if (!addresses?.every(isAddress)) {
      return wrong('validation_error', `Invalid \`${field}\` field. The email address ${format}`);
    }
    if (addresses.length > 50) {
      return wrong('validation_error', `The \`${field}\` field has more than 50 addresses.`);
    }
    lists[field] = addresses;
  }
  const { to = [], cc = [], bcc = [], reply_to = [] } = lists;
  if (to.length === 0) return wrong('missing_required_field', 'Missing `to` field.');
  const bad = to.map(bareAddress).find((one) => settings.bad_addresses.includes(one));
  if (bad) return wrong('validation_error', `Invalid \`to\` field. The address ${bad} is refused.`);
  const domain = bareAddress(from).split('@')[1] ?? '';
  if (settings.domains && !settings.domains.includes(domain)) {
    const message = `The ${domain} domain is not verified. Please, add and verify your domain.`;
    return { refusal: { name: 'validation_error', status: 403, message } };
  }
  const headers = headersOf(mail.headers);
  if (!headers) return wrong('validation_error', 'Invalid `headers` field.');
  const tags = tagsOf(mail.tags);
  if (!tags) {
    const message =
      'Tags should only contain ASCII letters, numbers, underscores, or dashes, at most 256.';
    return wrong('validation_error', message);
  }
  const html = isText(mail.html) ? mail.html : null;
  const text = isText(mail.text) ? mail.text : null;
  return { draft: { from, to, cc, bcc, reply_to, subject, html, text, headers, tags } };
}

function wrong(name: string, message: string): { refusal: Refusal } {
  return { refusal: { name, message } };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const hasLineBreak = (value: string) => /[\r\n]/.test(value);

const isAddress = (value: string) =>
  !hasLineBreak(value) && value.length <= 998 && address.test(bareAddress(value));

function listOf(value: unknown): string[] | null {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : null;
}

function headersOf(value: unknown): Record<string, string> | null {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  const fine = entries.every(
    ([name, text]) => /^[!-9;-~]+$/.test(name) && typeof text === 'string' && !hasLineBreak(text),
  );
  return fine ? Object.fromEntries(entries) : null;
}

function tagsOf(value: unknown): Draft['tags'] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const fine = value.every(
    (tag) => tagText.test(tag?.name ?? '') && tagText.test(tag?.value ?? ''),
  );
  return fine ? value.map(({ name, value: text }) => ({ name, value: text })) : null;
}
