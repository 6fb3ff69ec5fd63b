/** An address changed by another person: the old one is notified, and can undo the change. */
import { describe, expect, it } from 'vitest';
import { heading, json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const CHANGED = '2027-02-14T13:00:00Z';
const LATER = '2027-02-15T12:00:00Z';
const LAST = '2027-02-21T13:00:00Z';
const DATE = '2028-03-20';

const at = (name: string) => `${name}@restore.example`;
const person = (name: string) => join({ email: at(name), target_date: DATE }, NOW);
const messagesTo = async (name: string) =>
  (await mailsTo(at(name))).map(({ tags }) => tags[0]!.value.split('_')[1]);
const first = (sql: string, ...values: string[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .first();
const run = (sql: string, ...values: string[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();

/** Changes the address from `name` to `name-new`; returns the new link to the page. */
async function move(own: string, name: string, to = `${name}-new`, now = CHANGED): Promise<string> {
  await submit(`${own}/details`, now, { email: at(to) });
  const question = linkIn((await mailsTo(at(to))).at(-1)!, 'confirm-address');
  return /\/manage\/[\w.-]+/.exec(await (await post(question, now)).text())![0];
}

const undoIn = async (name: string) => linkIn((await mailsTo(at(name))).at(-1)!, 'restore-address');

describe('when a new address is confirmed', () => {
  it('the old one is notified once, without the new address or a link to the page', async () => {
    const own = await person('told');
    await move(own, 'told');
    await tick('2027-02-14T13:30:00Z');
    expect(await messagesTo('told')).toEqual(['confirm', 'welcome', 'address-changed']);
    const notice = (await mailsTo(at('told'))).at(-1)!;
    const all = notice.text + notice.html;
    expect(notice.text).toContain('t•••@r•••.example');
    expect(all).not.toContain(at('told-new'));
    expect(all).not.toMatch(/\/(manage|calendar|confirm-address)\//);
    expect(notice.text).toContain('Sunday, February 21, 2027');
  });

  it('a suppressed one is not notified', async () => {
    const own = await person('silent');
    await run("UPDATE subscribers SET suppressed = 'complained' WHERE address = ?1", at('silent'));
    const page = await move(own, 'silent');
    await tick('2027-02-14T13:30:00Z');
    expect(page).toMatch(/manage/);
    expect(await messagesTo('silent')).toEqual(['confirm', 'welcome']);
  });

  it('each earlier address is notified', async () => {
    const second = await move(await person('chain'), 'chain', 'chain-2');
    await move(second, 'chain-2', 'chain-3', '2027-02-14T14:00:00Z');
    expect(await messagesTo('chain')).toEqual(['confirm', 'welcome', 'address-changed']);
    expect(await messagesTo('chain-2')).toEqual(['confirm-address', 'address-changed']);
  });

  it('the new one has no access to the link that undoes it', async () => {
    const next = await move(await person('hidden'), 'hidden');
    const change = (await undoIn('hidden')).split('.')[1]!;
    const notice = (await mailsTo(at('hidden'))).at(-1)!.tags[0]!.value;
    expect(await text(next, CHANGED)).not.toContain(change);
    expect(await text(`${next}/export`, CHANGED)).not.toContain(change);
    expect((await request(`${next}/mail/${notice}`, CHANGED)).status).toBe(404);
  });

  it('requesting a third one does not cancel the notice', async () => {
    const own = await person('quick');
    await run("UPDATE settings SET held = 'test' WHERE id = 1");
    await run('UPDATE settings SET held = NULL WHERE id = 1');
    const next = await move(own, 'quick');
    await run(
      `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, sent_at = NULL
       WHERE address = ?1 AND message = 'address-changed'`,
      at('quick'),
    );
    await submit(`${next}/details`, '2027-02-14T14:00:00Z', { email: at('quick-3') });
    await submit(`${next}/reschedule`, '2027-02-14T14:00:00Z', { target_date: '2028-05-01' });
    expect(
      await first(
        "SELECT state FROM deliveries WHERE address = ?1 AND message = 'address-changed'",
        at('quick'),
      ),
    ).toEqual({ state: 'scheduled' });
  });
});

describe('undoing it', () => {
  it('asks first, then restores the old address and turns off all links created since', async () => {
    const own = await person('back');
    const stolen = await move(own, 'back');
    const undo = await undoIn('back');
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const before = await dump();
      expect((await request(undo, LATER, { method })).status).toBeLessThan(300);
      expect(await dump()).toEqual(before);
    }
    const asked = await text(undo, LATER);
    expect(asked.match(/<button/g)).toHaveLength(1);
    expect(asked).toContain(at('back'));
    const done = await (await post(undo, LATER)).text();
    expect(done).toContain('Your address is back');
    const mine = /\/manage\/[\w.-]+/.exec(done)![0];
    expect(await text(mine, LATER)).toContain('b•••@r•••.example');
    for (const link of [own, stolen]) expect((await request(link, LATER)).status).toBe(410);
    const sent = (await messagesTo('back-new')).length;
    await tick('2027-03-20T12:00:00Z');
    expect((await messagesTo('back')).at(-1)).toBe('one-year');
    expect((await messagesTo('back-new')).length).toBe(sent);
  });

  it('works once, and shows the page once', async () => {
    await move(await person('once'), 'once');
    const undo = await undoIn('once');
    await post(undo, LATER);
    for (const method of ['GET', 'POST']) {
      const again = await request(undo, LATER, { method });
      const html = await again.clone().text();
      expect([again.status, await heading(again)]).toEqual([200, 'That’s done already']);
      expect(html).not.toContain('/manage/');
    }
    expect(await json(undo, LATER)).toEqual([200, { status: 'already' }]);
  });

  it('is possible for seven days', async () => {
    await move(await person('late'), 'late');
    await move(await person('just'), 'just');
    const answer = await post(await undoIn('late'), '2027-02-21T13:00:01Z');
    expect([answer.status, await heading(answer)]).toEqual([410, 'Too late to undo']);
    expect(await json(await undoIn('just'), LAST)).toEqual([200, { status: 'restored' }]);
  });

  it('reverts all later addresses, whose undo links stop working', async () => {
    const second = await move(await person('far'), 'far', 'far-2');
    const third = await move(second, 'far-2', 'far-3', '2027-02-14T14:00:00Z');
    const theirs = await undoIn('far-2');
    await submit(`${third}/details`, '2027-02-14T15:00:00Z', { email: at('far-4') });
    const open = linkIn((await mailsTo(at('far-4'))).at(-1)!, 'confirm-address');
    await post(await undoIn('far'), LATER);
    expect(await json(theirs, LATER)).toEqual([200, { status: 'already' }]);
    expect((await post(open, LATER)).status).toBe(410);
    expect(
      await first('SELECT count(*) AS n FROM subscribers WHERE address = ?1', at('far')),
    ).toEqual({ n: 1 });
  });

  it('works even after the later address was changed back', async () => {
    const second = await move(await person('both'), 'both', 'both-2');
    await move(second, 'both-2', 'both-3', '2027-02-14T14:00:00Z');
    await post(await undoIn('both-2'), '2027-02-14T15:00:00Z');
    expect(await json(await undoIn('both'), LATER)).toEqual([200, { status: 'restored' }]);
  });

  it('says that a sign-up with the old address since then is erased, and erases it', async () => {
    await move(await person('anew'), 'anew');
    const undo = await undoIn('anew');
    expect(await text(undo, CHANGED)).not.toContain('signed up again');
    const form = { email: at('anew'), target_date: '2029-01-01', time_zone: 'UTC' };
    await post('/subscribe', CHANGED, form);
    await post(linkIn((await mailsTo(at('anew'))).at(-1)!, 'confirm'), CHANGED);
    const own = linkIn((await mailsTo(at('anew'))).at(-1)!, 'manage');
    expect(await text(undo, LATER)).toContain('signed up again');
    const done = await (await post(undo, LATER)).text();
    expect(await text(/\/manage\/[\w.-]+/.exec(done)![0], LATER)).toContain('March 20, 2028');
    expect(await heading(await request(own, LATER))).not.toBe('Your countdown');
  });

  it('is not prevented by a sign-up that was never confirmed', async () => {
    await move(await person('block'), 'block');
    const undo = await undoIn('block');
    await post('/subscribe', LATER, { email: at('block'), target_date: DATE, time_zone: 'UTC' });
    expect(await text(undo, LATER)).not.toContain('signed up again');
    expect(await json(undo, LATER)).toEqual([200, { status: 'restored' }]);
  });

  it('keeps complaints and bounces of the old address received meanwhile', async () => {
    await move(await person('spam'), 'spam');
    const undo = await undoIn('spam');
    await run(
      "UPDATE deliveries SET complained_at = ?2 WHERE address = ?1 AND message = 'address-changed'",
      at('spam'),
      String(Date.parse(CHANGED)),
    );
    await post(undo, LATER);
    expect(
      await first('SELECT suppressed FROM subscribers WHERE address = ?1', at('spam')),
    ).toEqual({ suppressed: 'complained' });
  });

  it('lifts a suppression caused by the new address', async () => {
    await move(await person('bounce'), 'bounce');
    await run("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1", at('bounce-new'));
    await run(
      `UPDATE subscriptions SET suppressed = 1 WHERE subscriber_id =
       (SELECT id FROM subscribers WHERE address = ?1)`,
      at('bounce-new'),
    );
    await post(await undoIn('bounce'), LATER);
    await tick('2027-03-20T12:00:00Z');
    expect((await messagesTo('bounce')).at(-1)).toBe('one-year');
  });
});

describe('private notes', () => {
  const notes = (own: string, now: string, place: string) =>
    json(`${own}/notes`, now, { place, share: true });
  const restored = async (name: string) => {
    const done = await (await post(await undoIn(name), LATER)).text();
    return /\/manage\/[\w.-]+/.exec(done)![0];
  };

  it('written before the new address was entered stay', async () => {
    const own = await person('notes-before');
    await notes(own, NOW, 'Room 1');
    await move(own, 'notes-before');
    expect(await text(await restored('notes-before'), LATER)).toContain('value="Room 1"');
  });

  it('written since are cleared, and no undo brings them back', async () => {
    const own = await person('notes-since');
    const stolen = await move(own, 'notes-since');
    await notes(stolen, CHANGED, 'Trap 1');
    await notes(stolen, CHANGED, 'Trap 2');
    const back = await restored('notes-since');
    expect(await dump()).not.toContain('Trap');
    expect(await text(back, LATER)).not.toContain('You changed your notes');
  });

  it('written before the new address was confirmed are cleared, too', async () => {
    const own = await person('notes-asked');
    await submit(`${own}/details`, CHANGED, { email: at('notes-asked-new') });
    await notes(own, CHANGED, 'Trap 3');
    await post(linkIn((await mailsTo(at('notes-asked-new'))).at(-1)!, 'confirm-address'), CHANGED);
    await restored('notes-asked');
    expect(await dump()).not.toContain('Trap');
  });

  it('that were deleted since come back with undo', async () => {
    const own = await person('notes-deleted');
    await notes(own, NOW, 'Room 4');
    await notes(await move(own, 'notes-deleted'), CHANGED, '');
    const back = await restored('notes-deleted');
    expect(await text(back, LATER)).not.toContain('value="Room 4"');
    expect(await submit(`${back}/undo`, LATER)).toContain('value="Room 4"');
  });

  it('of earlier rounds and other changes stay when only one is cleared', async () => {
    const own = await person('notes-both');
    await submit(`${own}/reschedule`, NOW, { target_date: '2027-02-20' });
    await run(
      `UPDATE subscriptions SET round = 2, notes = ?2 WHERE subscriber_id =
       (SELECT id FROM subscribers WHERE address = ?1)`,
      at('notes-both'),
      JSON.stringify([{ round: 1, questions: 'Why us?', writtenAt: Date.parse(NOW) }]),
    );
    await notes(await move(own, 'notes-both'), CHANGED, 'Trap 5');
    const back = await restored('notes-both');
    expect(await text(back, LATER)).toContain('Why us?');
    expect(await dump()).not.toContain('Trap');
    expect(await text(back, LATER)).toContain('before. You can undo this until');
  });
});

describe('the unsubscribe link in the email to the old address', () => {
  it('ends nothing while the new one is in use', async () => {
    const next = await move(await person('exit'), 'exit');
    const leave = linkIn((await mailsTo(at('exit'))).at(-1)!, 'unsubscribe');
    const answer = await post(leave, LATER, { 'List-Unsubscribe': 'One-Click' });
    expect(answer.status).toBe(200);
    expect((await request(next, LATER)).status).toBe(200);
  });

  it('ends the course once the old one is restored', async () => {
    await move(await person('exit-back'), 'exit-back');
    const leave = linkIn((await mailsTo(at('exit-back'))).at(-1)!, 'unsubscribe');
    await post(await undoIn('exit-back'), LATER);
    const answer = await post(leave, LATER);
    expect(await heading(answer)).toBe('You’ve left the course');
  });

  it("the unsubscribe link in the confirmation to the new one ends the course after it's confirmed", async () => {
    const next = await move(await person('yes'), 'yes');
    const leave = linkIn((await mailsTo(at('yes-new')))[0]!, 'unsubscribe');
    expect(await heading(await post(leave, LATER))).toBe('You’ve left the course');
    expect((await request(next, LATER)).status).toBe(409);
  });
});

it('an email waiting for the old address while the person leaves is sent after they return', async () => {
  const own = await person('wait');
  await move(own, 'wait');
  await run(
    `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, sent_at = NULL, call_id = NULL
     WHERE address = ?1 AND message = 'address-changed'`,
    at('wait'),
  );
  const before = (await mailsTo(at('wait'))).length;
  await post(linkIn((await mailsTo(at('wait')))[0]!, 'unsubscribe'), CHANGED);
  await tick('2027-02-14T13:05:00Z');
  expect((await mailsTo(at('wait'))).length).toBe(before);
  await post('/subscribe', LATER, { email: at('wait-new'), target_date: DATE, time_zone: 'UTC' });
  await post(linkIn((await mailsTo(at('wait-new'))).at(-1)!, 'confirm'), LATER);
  await tick('2027-02-15T12:05:00Z');
  expect((await messagesTo('wait')).at(-1)).toBe('address-changed');
});

it('erasing deletes the old address at once', async () => {
  const next = await move(await person('gone'), 'gone');
  await post(`${next}/erase`, CHANGED);
  expect(JSON.stringify(await dump())).not.toContain(at('gone'));
  expect((await request(await undoIn('gone'), CHANGED)).status).toBe(410);
});
