import { beforeAll, describe, expect, it } from 'vitest';
import { mailLinks, tokens } from '../../src/links/links.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { sentMail } from '../../src/usecases/own-data.ts';
import { ports } from '../support/ledger.ts';
import {
  bindings,
  dump,
  join,
  linkIn,
  type Mail,
  mailsTo,
  post,
  request,
  tick,
} from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-03-25T12:00:00Z';
const email = 'ada@copy.example';
let own: string;
let mails: Mail[];

beforeAll(async () => {
  own = await join({ email, target_date: '2028-03-20' }, NOW);
  await tick('2027-03-20T11:00:00Z');
  mails = await mailsTo(email);
});

const delivery = (mail: Mail): string => mail.tags[0]!.value;
const named = (message: string): Mail => mails.find((mail) => delivery(mail).includes(message))!;

/** The path of the link in an email's footer. */
const copyIn = ({ text }: Mail): string => /\/manage\/[\w.~-]+\/mail\/[\w-]+/.exec(text)![0];

describe('the copy of an email', () => {
  it.each(['welcome', 'one-year'])('%s is what was received, byte for byte', async (id) => {
    const mail = named(id);
    const html = await request(`${own}/mail/${delivery(mail)}`, LATER);
    expect([html.status, html.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=UTF-8',
    ]);
    expect(await html.text()).toBe(mail.html);
    const text = await request(`${own}/mail/${delivery(mail)}?text`, LATER);
    expect(text.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/i);
    expect(await text.text()).toBe(mail.text);
  });

  it('is linked in both parts of every email except the confirmation, and on the page', async () => {
    for (const mail of mails) {
      const path = `/manage/[\\w.~-]+/mail/${delivery(mail)}`;
      const linked = !delivery(mail).includes('confirm');
      for (const part of [mail.html, mail.text]) {
        expect([delivery(mail), new RegExp(path).test(part)]).toEqual([delivery(mail), linked]);
      }
    }
    expect((await request(copyIn(named('one-year')), LATER)).status).toBe(200);
    const page = await (await request(own, LATER)).text();
    const listed = [...page.matchAll(/\/mail\/([\w-]+)"/g)].map(([, id]) => id);
    expect(listed).toEqual(['one-year', 'welcome'].map((id) => delivery(named(id))));
  });

  it('stays the same, whatever changes', async () => {
    await post(`${own}/reschedule`, LATER, { target_date: '2028-09-20', time_zone: 'Asia/Tokyo' });
    await bindings.DB.prepare("UPDATE subscriptions SET name = 'Somebody'").run();
    const mail = named('one-year');
    expect(await (await request(copyIn(mail), LATER)).text()).toBe(mail.html);
    await post(`${own}/undo`, LATER);
  });

  it('has links valid today: a new key changes only their signatures', async () => {
    const secret = bindings.LINK_SECRET!;
    const signed = tokens(['a-newer-secret-of-thirty-two-or-more-characters', secret]);
    const changed = { ...ports(), links: mailLinks(signed) };
    const mail = named('one-year');
    const enrolment = await findEnrolment(changed.db, delivery(mail).split('_')[0]!);
    const again = (await sentMail(changed, enrolment!, delivery(mail)))!;
    expect(again.html).not.toBe(mail.html);
    const bare = (html: string) => html.replace(/\/(manage|unsubscribe)\/[\w.~-]+/g, '/$1/token');
    expect(bare(again.html)).toBe(bare(mail.html));
  });

  it('may have inline styles and nothing else; it is neither cached nor indexed', async () => {
    const path = copyIn(named('one-year'));
    for (const [method, status] of [
      ['GET', 200],
      ['HEAD', 200],
    ] as const) {
      const response = await request(path, LATER, { method });
      expect(response.status).toBe(status);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; frame-ancestors 'none'",
        'cache-control': 'no-store, no-transform',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('changes nothing when opened', async () => {
    const before = await dump();
    const path = copyIn(named('one-year'));
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']) {
      await request(path, LATER, { method });
      await request(`${path}?text`, LATER, { method });
    }
    expect(await dump()).toBe(before);
  });
});

describe('there is no copy', () => {
  const told = async (path: string, now = LATER) => {
    const response = await request(path, now);
    return [response.status, /<h1[^>]*>(.*?)<\/h1>/.exec(await response.text())?.[1]];
  };

  it("of an unsent, an unknown, and another person's email", async () => {
    const other = await join({ email: 'bob@copy.example', target_date: '2028-03-20' }, NOW);
    const [theirs] = await mailsTo('bob@copy.example');
    const subscription = delivery(named('one-year')).split('_')[0];
    const missing = [
      `${subscription}_one-week_1_1`,
      // Its link proves that the reader owns the mailbox.
      delivery(named('confirm')),
      delivery(theirs!),
      'nope',
      '__proto__',
      "'; DROP TABLE deliveries; --",
    ];
    for (const id of missing) {
      expect(await told(`${own}/mail/${encodeURIComponent(id)}`)).toEqual([404, 'Email not found']);
    }
    const ours = delivery((await mailsTo('bob@copy.example')).at(-1)!);
    expect(await told(`${other}/mail/${ours}`)).toEqual([200, expect.any(String)]);
  });

  it('with a forged link, or one for another page', async () => {
    const id = delivery(named('one-year'));
    const leave = linkIn(named('one-year'), 'unsubscribe').replace('unsubscribe', 'manage');
    for (const path of [`/manage/x/mail/${id}`, `${own}x/mail/${id}`, `${leave}/mail/${id}`]) {
      expect(await told(path)).toEqual([404, 'Page not found']);
    }
  });

  it('of a row whose fence was lifted', async () => {
    const person = await join({ email: 'lifted@copy.example', target_date: '2028-03-20' }, NOW);
    const id = delivery((await mailsTo('lifted@copy.example')).at(-1)!);
    await bindings.DB.prepare(
      "UPDATE deliveries SET state = 'skipped', reason = 'never_accepted', first_call_at = NULL WHERE id = ?1",
    )
      .bind(id)
      .run();
    expect(await told(`${person}/mail/${id}`)).toEqual([404, 'Email not found']);
  });

  it('of a waiting confirmation, or of any email once the person is forgotten', async () => {
    const person = await join({ email: 'back@copy.example', target_date: '2028-03-20' }, NOW);
    const mail = (await mailsTo('back@copy.example')).at(-1)!;
    const path = `${person}/mail/${delivery(mail)}`;
    await post(linkIn(mail, 'unsubscribe'), NOW);
    expect((await told(path))[0]).toBe(200);
    const again = { email: 'back@copy.example', target_date: '2028-03-20', time_zone: 'UTC' };
    await post('/subscribe', LATER, again);
    const question = (await mailsTo('back@copy.example')).at(-1)!;
    expect(question.subject).not.toBe(mail.subject);
    expect((await told(`${person}/mail/${delivery(question)}`))[0]).toBe(404);
    await bindings.DB.prepare('DELETE FROM subscriptions WHERE id = ?1')
      .bind(delivery(mail).split('_')[0]!)
      .run();
    expect(await told(path)).toEqual([410, 'Your details have been erased']);
  });
});
