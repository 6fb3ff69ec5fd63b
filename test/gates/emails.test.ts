import PostalMime from 'postal-mime';
import { beforeAll, expect, test } from 'vitest';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import { decoded } from '../support/entities.ts';
import type { Email } from './compose-emails.ts';
import { between, everyEmail, faultsOf, LESSONS, linksOf } from './every-email.ts';
import { mimeOf } from './mime.ts';
import { READERS } from './people.ts';

let ours: Email[];
let emails: Email[];
beforeAll(async () => {
  ({ ours, emails } = await everyEmail());
});

const faults = (fault: (email: Email) => unknown, of = emails): string[] => faultsOf(of, fault);
const UNPROVED = ['confirm', 'confirm-address', 'address-changed'];
const preheaderOf = ({ html }: Email) =>
  decoded(/<div style="display:none[^"]*">([^<]*)</.exec(html)?.[1] ?? '');

test.each(READERS.map(({ case: name }) => name))('%s gets every message', (name) => {
  const got = new Set(ours.filter(({ reader }) => reader.case === name).map((one) => one.message));
  expect([...got].sort()).toEqual([...SYSTEM_MESSAGES, ...LESSONS].sort());
});

test('every slot is filled, for every reader', () => {
  const hole = /undefined|\bnull\b|NaN|\[object|\{\{|\}\}|Invalid Date/;
  expect(
    faults(({ subject, html, text }) => hole.exec(`${subject} ${between(html)} ${text}`)),
  ).toEqual([]);
});

test('no email shows an ISO date, UTC or GMT, or an id', () => {
  const raw =
    /\d{4}-\d\d-\d\d|\d\dT\d\d|\bUTC\b|\bGMT\b|\b[a-z]+_[a-z_]+\b|\b[A-Z][a-z]+\/[A-Z][a-z]/;
  expect(
    faults(({ subject, html, text }) => {
      const words = text.replace(/https?:\S+/g, '');
      return raw.exec(`${subject} ${between(html)} ${words}`);
    }),
  ).toEqual([]);
});

test('an independent parser finds plain text first and HTML second, in UTF-8', async () => {
  const found: string[] = [];
  for (const email of emails) {
    const mime = await mimeOf(email);
    const parsed = await PostalMime.parse(mime);
    expect(mime).toMatch(/content-type: multipart\/alternative/i);
    const types = [...mime.matchAll(/^content-type: (text\/\w+); charset=utf-8/gim)].map(
      ([, type]) => type,
    );
    expect(types).toEqual(['text/plain', 'text/html']);
    expect(parsed.subject).toBe(email.subject);
    expect(parsed.to?.map(({ address }) => address)).toEqual(email.to);
    expect(parsed.attachments).toEqual([]);
    if (parsed.text?.trim() !== email.text.trim()) found.push(`${email.name}: text`);
    if (parsed.html?.trim() !== email.html.trim()) found.push(`${email.name}: html`);
  }
  expect(found).toEqual([]);
});

test('an email has at most 60 KB of HTML and 100 KB in all', async () => {
  const bytes = ({ html }: Email) => Buffer.byteLength(html);
  const wire = await Promise.all(emails.map(async (one) => Buffer.byteLength(await mimeOf(one))));
  const largest = ours.toSorted((a, b) => bytes(b) - bytes(a))[0]!;
  console.log(`largest mail: ${largest.name}, ${(bytes(largest) / 1024).toFixed(1)} KB of HTML`);
  expect(faults((email) => bytes(email) > 60 * 1024 && bytes(email))).toEqual([]);
  expect(Math.max(...wire)).toBeLessThan(100 * 1024);
});

test('subjects are short, calm and distinct', () => {
  expect(faults(({ subject }) => subject.length < 20 || subject.length > 60, ours)).toEqual([]);
  expect(faults(({ subject }) => /!!|\b[A-Z]{4,}\b|^(Re|Fwd):/.test(subject))).toEqual([]);
  const whole = ours.filter(({ name }) => name.startsWith('ada/whole/') && name.endsWith('-1'));
  expect(new Set(whole.map(({ subject }) => subject)).size).toBe(whole.length);
});

test("a preheader has 40 to 90 characters and doesn't repeat other text", () => {
  expect(
    faults((email) => {
      const line = preheaderOf(email);
      return (line.length < 40 || line.length > 90 || line === email.subject) && line;
    }),
  ).toEqual([]);
  expect(faults(({ html }) => !/<td[^>]*>\s*<div style="display:none/.test(html))).toEqual([]);
});

test('the title of the HTML is the subject', async () => {
  for (const email of emails) {
    const titles = [...email.html.matchAll(/<title>([^<]*)<\/title>/g)];
    expect(titles, email.name).toHaveLength(1);
  }
});

test('an email has one-click unsubscribe headers and a link in both parts', async () => {
  const targets = new Map<string, string>();
  for (const email of emails) {
    const { headers } = await PostalMime.parse(await mimeOf(email));
    const header = (key: string) => headers.find((one) => one.key === key)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, target] =
      /^<(https:\/\/milepost\.test\/unsubscribe\/[\w.~-]+)>$/.exec(header('list-unsubscribe')) ??
      [];
    expect(target, email.name).toBeDefined();
    expect(linksOf(email), email.name).toContain(target);
    expect(email.text, email.name).toContain(target);
    targets.set(target!, email.name);
  }
});

test('emails come from a person and invite replies', () => {
  expect(faults(({ from }) => !/^\w[\w ]* <[\w.]+@milepost\.test>$/.test(from) && from)).toEqual(
    [],
  );
  expect(faults(({ from, reply_to }) => /no-?reply/i.test(`${from} ${reply_to}`))).toEqual([]);
  expect(faults(({ reply_to }) => reply_to !== 'author@milepost.test')).toEqual([]);
  expect(
    faults(
      ({ html, text }) =>
        ![between(html), text].every((part) => /Reply to this email|Antworte/.test(part)),
    ),
  ).toEqual([]);
});

test('the footer says why, since when, to whom and from whom, and how to change it', () => {
  const signedUp = (email: Email) =>
    new Intl.DateTimeFormat(email.reader.locale, {
      dateStyle: 'long',
      timeZone: email.reader.time_zone,
    }).format(Date.parse('2027-02-20T09:00Z'));
  for (const part of ['html', 'text'] as const) {
    const words = (email: Email) => {
      const plain = part === 'html' ? decoded(between(email.html)) : email.text;
      return plain.replace(/\s+/g, ' ');
    };
    expect(faults((email) => !words(email).includes(email.to[0]!) && `${part}, address`)).toEqual(
      [],
    );
    expect(
      faults(
        (email) => !words(email).includes(signedUp(email)) && `${part}, ${signedUp(email)}`,
        ours.filter(({ message }) => !message.includes('address')),
      ),
    ).toEqual([]);
    expect(
      faults((email) => !words(email).includes('Milepost, 1 Example Road, Exampleton')),
    ).toEqual([]);
  }
  const proved = emails.filter(({ message }) => !UNPROVED.includes(message));
  expect(
    faults((email) => !linksOf(email).some((link) => /\/manage\/[\w.~-]+$/.test(link)), proved),
  ).toEqual([]);
  expect(
    faults(
      (email) => !linksOf(email).some((link) => /\/manage\/[\w.~-]+#move$/.test(link)),
      proved,
    ),
  ).toEqual([]);
});

test('an email to an unconfirmed address contains no personal data and no link to a personal page', () => {
  const unproved = emails.filter(({ message }) => UNPROVED.includes(message));
  expect(
    faults((email) => linksOf(email).some((link) => link.includes('/manage/')), unproved),
  ).toEqual([]);
  const named = unproved.filter(({ reader }) => reader.name !== '');
  expect(faults(({ reader, text }) => text.includes(reader.name), named)).toEqual([]);
});

test('every link is complete, over https and without tracking', () => {
  const allowed = /^(https:\/\/[\w.-]+\.[a-z]+(\/|$))/;
  const watching = /utm_|[?&](mc_|fbclid|gclid|ref=|trk)|click\.|track/i;
  expect(
    faults((email) => linksOf(email).find((link) => !allowed.test(link) || /\s|%7B/i.test(link))),
  ).toEqual([]);
  expect(faults((email) => linksOf(email).find((link) => watching.test(link)))).toEqual([]);
});

test('no link in plain text ends in a character that email programs cut off', () => {
  expect(emails.some(({ text }) => /https:[^\s>]+\w(?=[\s>])/.test(text))).toBe(true);
  expect(faults(({ text }) => /https:[^\s>]*[-_.](?=[\s>]|$)/.exec(text)?.[0])).toEqual([]);
});

test('no email has an image or any other resource to load', () => {
  expect(
    faults(
      ({ html }) =>
        /<(img|picture|video|audio|iframe|svg|link|script|object)\b|url\(|@import|@font-face|\bbackground="|\bsrc=/i.exec(
          html,
        )?.[0],
    ),
  ).toEqual([]);
});
