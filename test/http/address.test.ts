import { describe, expect, it } from 'vitest';
import { composing } from '../support/ledger.ts';
import { heading, json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-14T13:00:00Z';
const DATE = '2028-03-20';

const at = (name: string) => `${name}@address.example`;
const person = (name: string) => join({ email: at(name), target_date: DATE }, NOW);

const subjects = async (name: string) =>
  (await mailsTo(at(name))).map(({ tags }) => tags[0]!.value.split('_')[1]);

/** Requests the address change and returns the link from the email to the new address. */
async function ask(own: string, name: string, now = NOW): Promise<string> {
  await submit(`${own}/details`, now, { email: at(name) });
  return linkIn((await mailsTo(at(name))).at(-1)!, 'confirm-address');
}

const stored = (sql: string, ...values: string[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .first();

describe('a new address', () => {
  it('is confirmed first, then gets all emails; the old one gets one notice and no more', async () => {
    const own = await person('old');
    const page = await submit(`${own}/details`, NOW, { email: ' New@Address.Example ' });
    expect(page).toContain('We’ve emailed the new address');
    expect(page).toContain('o•••@a•••.example');
    const [mail] = await mailsTo('New@address.example');
    expect(mail!.subject).toContain('Confirm your new address');
    expect(mail!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const link = linkIn(mail!, 'confirm-address');
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const before = await dump();
      expect((await request(link, LATER, { method })).status).toBeLessThan(300);
      expect(await dump()).toBe(before);
    }
    const asked = await text(link, LATER);
    expect(asked.match(/<button/g)).toHaveLength(1);
    expect(asked).toContain('New@address.example');
    const changed = await (await post(link, LATER)).text();
    expect(changed).toContain('Your new address is in use');
    expect(await heading(await post(link, LATER))).toBe('That’s done already');
    expect(await heading(await request(link, LATER))).toBe('That’s done already');
    // Links in emails to the old address no longer open the page.
    expect((await request(own, LATER)).status).toBe(410);
    const next = /\/manage\/[\w.-]+/.exec(changed)![0];
    expect(await text(next, LATER)).toContain('N•••@a•••.example');
    await tick('2027-03-20T11:00:00Z');
    const news = (await mailsTo('New@address.example')).map(({ subject }) => subject);
    expect(news.at(-1)).toMatch(/^One year/);
    expect(await subjects('old')).toEqual(['confirm', 'welcome', 'address-changed']);
    expect(
      await stored(
        "SELECT count(*) AS n FROM deliveries WHERE state = 'scheduled' AND address = ?1",
        at('old'),
      ),
    ).toEqual({ n: 0 });
  });

  it('applies with a move made before the confirmation, and one after it', async () => {
    const own = await person('move-old');
    const link = await ask(own, 'move-new');
    await json(`${own}/reschedule`, NOW, { target_date: '2028-04-20' });
    await post(link, LATER);
    await json(`${own}/reschedule`, LATER, { target_date: '2028-05-20' });
    await tick('2027-02-14T13:20:00Z');
    expect(await subjects('move-new')).toEqual(['confirm-address', 'date-moved']);
    expect(await subjects('move-old')).toEqual(['confirm', 'welcome', 'address-changed']);
  });

  it('answers programs in JSON', async () => {
    const own = await person('json-old');
    expect(await json(`${own}/details`, NOW, { email: at('json-new') })).toEqual([
      200,
      { status: 'check_new_inbox' },
    ]);
    const link = linkIn((await mailsTo(at('json-new'))).at(-1)!, 'confirm-address');
    expect(await json(link, NOW)).toEqual([200, { status: 'changed' }]);
    expect(await json(link, NOW)).toEqual([200, { status: 'already' }]);
    const next = await person('json-too');
    expect(await json(`${next}/details`, NOW, { email: at('JSON-TOO') })).toEqual([
      200,
      { status: 'same' },
    ]);
  });

  it('of another subscriber gets the same response, and is rejected on confirmation', async () => {
    await person('taken');
    const own = await person('wishes');
    const free = await json(`${await person('wishes-too')}/details`, NOW, { email: at('free') });
    expect(await json(`${own}/details`, NOW, { email: at('taken') })).toEqual(free);
    const link = linkIn((await mailsTo(at('taken'))).at(-1)!, 'confirm-address');
    expect(await text(link, NOW)).toContain('Use this address from now on?');
    const before = await dump();
    const answer = await post(link, NOW);
    expect([answer.status, await heading(answer)]).toEqual([409, 'This address is taken']);
    expect(await dump()).toBe(before);
    expect(await text(own, NOW)).toContain('w•••@a•••.example');
  });

  it('that must not be emailed gets the same response, and no email', async () => {
    await person('bounces');
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
      .bind(at('bounces'))
      .run();
    const own = await person('hopes');
    expect(await json(`${own}/details`, NOW, { email: at('bounces') })).toEqual([
      200,
      { status: 'check_new_inbox' },
    ]);
    expect(await subjects('bounces')).toEqual(['confirm', 'welcome']);
  });

  it('replaces the previous request', async () => {
    const own = await person('twice');
    const first = await ask(own, 'first');
    const second = await ask(own, 'second', LATER);
    for (const method of ['GET', 'POST']) {
      expect((await request(first, LATER, { method })).status).toBe(410);
    }
    expect(await heading(await post(second, LATER))).toBe('Your new address is in use');
  });

  it('can be confirmed for seven days', async () => {
    const link = await ask(await person('slow'), 'slow-new');
    const answer = await post(link, '2027-02-22T12:00:00Z');
    expect([answer.status, await answer.text()]).toEqual([
      410,
      expect.stringContaining('seven days'),
    ]);
  });

  it('can be requested twice a day; then the page says so', async () => {
    const own = await person('many');
    await ask(own, 'many-1');
    const soon = await post(`${own}/details`, NOW, { email: at('many-2'), name: 'Mo' });
    expect([soon.status, await heading(soon)]).toEqual([429, 'Too many new addresses']);
    expect(await text(own, NOW)).not.toContain('Mo, your');
    await ask(own, 'many-2', '2027-02-14T12:11:00Z');
    const third = await post(`${own}/details`, LATER, { email: at('many-3') });
    expect(third.status).toBe(429);
    expect(await mailsTo(at('many-3'))).toEqual([]);
  });

  it('helps a person whose old address bounced', async () => {
    const own = await person('lost');
    const [welcome] = (await mailsTo(at('lost'))).slice(-1);
    await bindings.DB.batch([
      bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1").bind(
        at('lost'),
      ),
      bindings.DB.prepare(`UPDATE subscriptions SET suppressed = 1 WHERE id = ?1`).bind(
        welcome!.tags[0]!.value.split('_')[0]!,
      ),
      bindings.DB.prepare(
        "UPDATE deliveries SET state = 'cancelled', reason = 'suppressed' WHERE address = ?1 AND state = 'scheduled'",
      ).bind(at('lost')),
    ]);
    const link = await ask(own, 'found');
    await post(link, LATER);
    expect(await text(own, LATER)).not.toContain('we have stopped sending');
    await tick('2027-03-20T11:00:00Z');
    expect(await subjects('found')).toEqual(['confirm-address', 'one-year']);
    await post('/subscribe', LATER, { email: at('lost'), target_date: DATE, time_zone: 'UTC' });
    // A bounced address gets at most one confirmation a week, and no other email.
    expect(await subjects('lost')).toEqual(['confirm', 'welcome', 'confirm']);
  });
});

describe('a stranger who gets the confirmation', () => {
  it('can report it with one click, and no subscription ends', async () => {
    const own = await person('typo');
    const link = await ask(own, 'stranger');
    const [mail] = await mailsTo(at('stranger'));
    const leave = linkIn(mail!, 'unsubscribe');
    expect(mail!.headers['List-Unsubscribe']).toContain(leave);
    expect(mail!.text + mail!.html).not.toMatch(/\/(manage|calendar)\//);
    expect(await text(leave, NOW)).toContain('Wasn’t you?');
    const answer = await post(leave, NOW, { 'List-Unsubscribe': 'One-Click' });
    expect([answer.status, await heading(answer)]).toEqual([200, 'Thanks for telling us']);
    expect((await post(leave, NOW)).status).toBe(200);
    expect((await post(link, NOW)).status).toBe(410);
    expect(await text(own, NOW)).toContain('t•••@a•••.example');
    await json(`${own}/details`, LATER, { email: at('stranger') });
    expect(await mailsTo(at('stranger'))).toHaveLength(1);
  });

  it('is not shown on the page of the old address', async () => {
    const own = await person('thief');
    await ask(own, 'victim');
    const [mail] = await mailsTo(at('victim'));
    const change = linkIn(mail!, 'confirm-address').split('.')[1]!;
    expect((await request(`${own}/mail/${mail!.tags[0]!.value}`, NOW)).status).toBe(404);
    expect(await text(own, NOW)).not.toContain(change);
    expect(await text(`${own}/export`, NOW)).not.toContain(change);
  });
});

it('a lesson composed for the old address is not sent to it', async () => {
  const own = await person('composed');
  const link = await ask(own, 'composed-new');
  await composing('2027-03-20T11:00:00Z', () => post(link, LATER));
  await tick('2027-03-20T11:00:00Z');
  expect(await subjects('composed-new')).toEqual(['confirm-address', 'one-year']);
});

it('an unclear call to the old address is not retried', async () => {
  const own = await person('unclear');
  const link = await ask(own, 'unclear-new');
  await bindings.DB.prepare(
    "UPDATE deliveries SET state = 'sending', first_call_at = ?2, call_id = id, template = 'x', slots = '[]' WHERE address = ?1 AND message = 'one-year'",
  )
    .bind(at('unclear'), Date.parse(NOW))
    .run();
  await bindings.DB.prepare(
    `INSERT INTO calls (id, members, sender, link_key, api_key, attempts, first_call_at, lease_token, next_at)
     SELECT id, json_array(id), '{}', '', '', 1, ?2, 'gone', ?2 FROM deliveries
     WHERE address = ?1 AND message = 'one-year'`,
  )
    .bind(at('unclear'), Date.parse(NOW))
    .run();
  await post(link, LATER);
  await tick(LATER);
  expect(
    await stored(
      "SELECT state, reason FROM deliveries WHERE address = ?1 AND message = 'one-year'",
      at('unclear'),
    ),
  ).toEqual({ state: 'unknown', reason: 'moved' });
});
