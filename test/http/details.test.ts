import { describe, expect, it } from 'vitest';
import { json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, mailsTo, post, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';

const person = (name: string, target_date = DATE) =>
  join({ email: `${name}@details.example`, target_date }, NOW);

const due = (name: string, message: string) =>
  bindings.DB.prepare(
    `SELECT due_at FROM deliveries WHERE address = ?1 AND message = ?2 AND state = 'scheduled'`,
  )
    .bind(`${name}@details.example`, message)
    .first<number>('due_at');

describe('the details', () => {
  it('changes the name without changing the plan', async () => {
    const own = await person('name');
    const before = await due('name', 'one-year');
    const page = await submit(`${own}/details`, NOW, { name: ' Ada  Lovelace ' });
    expect(page).toContain('Saved.');
    expect(page).toContain('Ada Lovelace, your countdown');
    expect(page).toContain('value="Ada Lovelace"');
    expect(page).not.toContain('Take it back');
    expect(await due('name', 'one-year')).toBe(before);
    await tick('2027-03-20T11:00:00Z');
    expect((await mailsTo('name@details.example')).at(-1)!.text).toContain('Hello Ada Lovelace,');
    expect(await submit(`${own}/details`, NOW, { name: '' })).toContain('<h1>Your countdown');
  });

  it('moves every lesson to a new hour and zone, and can be undone', async () => {
    const own = await person('clock');
    const page = await submit(`${own}/details`, NOW, {
      name: '',
      time_zone: 'Asia/Tokyo',
      send_hour: '21',
      email: '',
    });
    expect(page).toContain('We send lessons at 9:00 PM, Tokyo time.');
    expect(page).toContain('It was <strong>7:00 AM, New York time</strong> before');
    expect(await due('clock', 'one-year')).toBe(Date.parse('2027-03-20T12:00:00Z'));
    await submit(`${own}/undo`, NOW);
    expect(await due('clock', 'one-year')).toBe(Date.parse('2027-03-20T11:00:00Z'));
  });

  it('R4: a later hour on the same day sends an open lesson at its new time, once', async () => {
    const own = await person('today');
    await tick('2027-03-20T11:00:00Z');
    await json(`${own}/details`, '2027-03-20T13:00:00Z', { send_hour: 12 });
    await tick('2027-03-20T16:00:00Z');
    const sent = (await mailsTo('today@details.example')).map(({ subject }) => subject);
    expect(sent.filter((subject) => subject.startsWith('One year'))).toHaveLength(1);
  });

  it("keeps fields that aren't given", async () => {
    const own = await person('same');
    expect(await json(`${own}/details`, NOW)).toEqual([200, { status: 'same' }]);
    expect(await json(`${own}/details`, NOW, { name: 'Bo' })).toEqual([200, { status: 'saved' }]);
    expect(await json(`${own}/details`, NOW, { send_hour: 7 })).toEqual([200, { status: 'same' }]);
    expect(await text(own, NOW)).toContain('Bo, your countdown');
  });

  it.each([
    ['name', 'www.example.com'],
    ['name', '<b>'],
    ['email', 'ada'],
    ['email', 'ada@example.com, bob@example.com'],
    ['time_zone', 'Mars/Base'],
    ['send_hour', '24'],
  ])('%s: %s is rejected next to its field, and kept', async (field, value) => {
    const own = await person(`bad-${field}-${value.length}`);
    const before = await dump();
    const response = await post(`${own}/details`, NOW, { [field]: value });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(`href="#${field}"`);
    expect(html.split(`id="${field}"`)).toHaveLength(2);
    expect(html).toContain(`value="${value.replace('<b>', '&lt;b&gt;')}"`);
    expect(await json(`${own}/details`, NOW, { [field]: value })).toEqual([
      422,
      { errors: [expect.objectContaining({ field })] },
    ]);
    expect(await dump()).toBe(before);
  });
});

it('every id on the page is unique', async () => {
  const html = await text(await person('ids'), NOW);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
