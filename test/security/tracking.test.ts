import { beforeAll, describe, expect, it } from 'vitest';
import { json } from '../support/own-page.ts';
import { bindings, join, type Mail, mailsTo, post, request, tick } from '../support/worker.ts';
import { attack, NOW, type Victim, victim } from './attack.ts';
import { PATTERNS, pathOf } from './routes.ts';
import { tracesOf } from './traces.ts';

/** No tracking: no pixels, rewritten links, third-party resources or cookies. */

const OWN = bindings.PUBLIC_URL!;
const DAYS = ['2027-03-20', '2027-12-20', '2028-03-13', '2028-03-19', '2028-03-22', '2028-04-05'];
let mails: Mail[];
let person: Victim;

beforeAll(async () => {
  const email = 'life@tracking.example';
  const manage = await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  for (const day of DAYS) await tick(`${day}T12:00:00Z`);
  await json(`${manage}/outcome`, '2028-04-06T12:00:00Z', { outcome: 'not_this_time' });
  await tick('2028-04-06T12:01:00Z');
  await post('/subscribe', '2028-04-07T12:00:00Z', {
    ...{ email, target_date: '2029-03-20', time_zone: 'UTC' },
  });
  mails = await mailsTo(email);
  person = await victim('tracked');
});

type Found = { readonly tag: string; readonly name: string; readonly url: string };

/** Every URL in the markup, and those that load a resource. */
async function urlsIn(html: string): Promise<Found[]> {
  const found: Found[] = [];
  const rewriter = new HTMLRewriter().on('*', {
    element({ tagName, attributes }) {
      for (const [name, url] of attributes as Iterable<[string, string]>) {
        if (/^(href|src|srcset|background|poster|data|action)$/.test(name)) {
          found.push({ tag: tagName, name, url });
        }
      }
    },
  });
  await rewriter.transform(new Response(html)).text();
  return found;
}

const isOurs = (url: string): boolean => /^\/(?!\/)/.test(url) || url.startsWith(`${OWN}/`);

const isFetched = ({ tag, name }: Found): boolean => tag !== 'a' && name !== 'action';

describe('an email', () => {
  it('of each kind was checked', () => {
    expect(mails.length).toBeGreaterThanOrEqual(7);
  });

  it("loads nothing when it's opened", async () => {
    for (const { subject, html } of mails) {
      expect([subject, (await urlsIn(html)).filter(isFetched)]).toEqual([subject, []]);
      expect(html).not.toMatch(/<img|url\(\s*["']?(?!data:)|@import|<link/i);
    }
  });

  it('links to our pages and to sources, and passes the sources no data', async () => {
    for (const { html, to, tags } of mails) {
      const known = { email: to[0]!, id: tags[0]!.value.split('_')[0]! };
      for (const { url } of await urlsIn(html)) {
        const away = /^https?:/.test(url) && !url.startsWith(`${OWN}/`);
        if (!away) expect(url).toMatch(/^(https:\/\/milepost\.test\/|mailto:|#)/);
        else
          expect([url, tracesOf(known, url), /[?&](utm|ref|fbclid)/.test(url)]).toEqual([
            url,
            [],
            false,
          ]);
      }
    }
  });

  it('asks the provider for no tracking', async () => {
    for (const mail of mails) {
      expect(JSON.stringify(mail.headers)).not.toMatch(/track|pixel|open/i);
      expect(mail.tags.map(({ name }) => name)).toEqual(['delivery']);
    }
  });
});

it('no page loads third-party resources or sets a cookie', async () => {
  let read = 0;
  for (const pattern of PATTERNS) {
    const answer = await attack(pathOf(pattern, person.at(pattern)));
    expect(answer.headers.get('set-cookie')).toBeNull();
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const urls = (await urlsIn(answer.text)).filter(
      (one) => isFetched(one) || one.name === 'action',
    );
    expect([pattern, urls.filter(({ url }) => !isOurs(url))]).toEqual([pattern, []]);
    read++;
  }
  expect(read).toBeGreaterThan(15);
});

it('opening an email or a page stores nothing, by a browser or a scanner', async () => {
  const rows = async () =>
    JSON.stringify(
      await bindings.DB.batch(
        ['subscriptions', 'deliveries', 'subscribers', 'tallies'].map((table) =>
          bindings.DB.prepare(`SELECT * FROM ${table}`),
        ),
      ).then((all) => all.map(({ results }) => results)),
    );
  const before = await rows();
  for (const { html } of mails) {
    for (const { url } of await urlsIn(html)) {
      if (url.startsWith(OWN)) await request(url, NOW, { headers: { 'user-agent': 'Scanner' } });
    }
  }
  expect(await rows()).toBe(before);
});
