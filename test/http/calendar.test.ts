import { describe, expect, it } from 'vitest';
import { DATE, NOW, person } from '../support/calendar-person.ts';
import type { Entry } from '../support/calendars.ts';
import { bindings, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const days = (entries: Record<string, Entry>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, { starts }]) => [name, starts]));

const PLANNED = {
  'one-year_1_1': '2027-03-20T11:00:00.000Z',
  'three-months_1_1': '2027-12-20T12:00:00.000Z',
  'one-week_1_1': '2028-03-13T11:00:00.000Z',
  'one-day_1_1': '2028-03-19T11:00:00.000Z',
  date_1: '2028-03-20',
};

describe('the feed follows every change', () => {
  it('joining: the lessons at their local hour, and the day', async () => {
    const { shows } = await person('join');
    const entries = await shows();
    expect(days(entries)).toEqual(PLANNED);
    expect(entries['one-week_1_1']).toMatchObject({
      status: 'CONFIRMED',
      minutes: 15,
      allDay: false,
      description: expect.stringContaining('https://milepost.test/lessons/ml-interviews/one-week'),
    });
    expect(entries.date_1).toMatchObject({ summary: 'Interview', minutes: 1440, allDay: true });
  });

  it('a move at once, under the same ids, and its undo', async () => {
    const { shows, act } = await person('move');
    const before = await shows();
    await act('reschedule', { target_date: '2028-06-20', time_zone: 'Asia/Kolkata' });
    const moved = await shows();
    expect(days(moved)).toEqual({
      'one-year_1_1': '2027-06-20T01:30:00.000Z',
      'three-months_1_1': '2028-03-20T01:30:00.000Z',
      'one-week_1_1': '2028-06-13T01:30:00.000Z',
      'one-day_1_1': '2028-06-19T01:30:00.000Z',
      date_1: '2028-06-20',
    });
    await act('undo', {}, '2027-02-14T12:05:00Z');
    const after = await shows('2027-02-14T12:05:00Z');
    expect(days(after)).toEqual(PLANNED);
    for (const name of Object.keys(PLANNED)) {
      expect(moved[name]!.sequence).toBeGreaterThan(before[name]!.sequence);
      expect(after[name]!.sequence).toBeGreaterThan(moved[name]!.sequence);
    }
  });

  it('a sent lesson stays at its time, whatever comes later', async () => {
    const { shows, act } = await person('sent');
    await tick('2027-03-20T11:00:20Z');
    expect(days(await shows('2027-03-20T12:00:00Z'))).toEqual(PLANNED);
    await act('reschedule', { target_date: '2028-03-27' }, '2027-03-20T12:00:00Z');
    const moved = days(await shows('2027-03-20T12:00:00Z'));
    expect(moved['one-year_1_1']).toBe(PLANNED['one-year_1_1']);
    expect(moved['one-week_1_1']).toBe('2028-03-20T11:00:00.000Z');
  });

  it('a pause: lessons it may still end for are tentative, the others are gone until it ends', async () => {
    const { shows, act } = await person('pause');
    await act('pause', { until: '2028-01-10' });
    const paused = await shows();
    expect(Object.keys(paused).sort()).toEqual(['date_1', 'one-day_1_1', 'one-week_1_1']);
    expect(paused['one-week_1_1']!.status).toBe('TENTATIVE');
    expect(paused.date_1!.status).toBe('CONFIRMED');
    await act('pause', { until: '' });
    expect(Object.keys(await shows())).toEqual(['date_1']);
    await act('resume');
    const resumed = await shows();
    expect(days(resumed)).toEqual(PLANNED);
    expect(resumed['one-week_1_1']!.status).toBe('CONFIRMED');
    expect(resumed['one-week_1_1']!.sequence).toBeGreaterThan(paused['one-week_1_1']!.sequence);
  });

  it('a lesson that was read ahead disappears', async () => {
    const { shows, act } = await person('read');
    await act('read', { lesson: 'one-year' });
    const { 'one-year_1_1': _, ...others } = PLANNED;
    expect(days(await shows())).toEqual(others);
  });

  it('no date: an empty but valid calendar', async () => {
    const { shows, act, feed } = await person('no-date');
    await act('reschedule', { target_date: 'none' });
    expect(await shows()).toEqual({});
    const text = await (await request(feed, NOW)).text();
    expect(text).toContain('BEGIN:VTIMEZONE');
    await act('reschedule', { target_date: DATE });
    expect(days(await shows())).toEqual(PLANNED);
  });

  it("round two keeps the first round's entries, and uses new ids", async () => {
    const { shows, act } = await person('round-two');
    await tick('2028-03-19T11:00:00Z');
    const after = '2028-03-21T12:00:00Z';
    await act('outcome', { outcome: 'not_this_time' }, after);
    expect(Object.keys(await shows(after))).toEqual(['one-day_1_1']);
    await act('reschedule', { target_date: '2028-06-20' }, after);
    const second = days(await shows(after));
    expect(second).toMatchObject({
      'one-day_1_1': '2028-03-19T11:00:00.000Z',
      'one-week_2_1': '2028-06-13T11:00:00.000Z',
      'one-day_2_1': '2028-06-19T11:00:00.000Z',
      date_2: '2028-06-20',
    });
  });

  it('leaving and being forgotten empty it, and it stays valid', async () => {
    const { shows, email, feed } = await person('leave');
    await post(linkIn((await mailsTo(email)).at(-1)!, 'unsubscribe'), NOW);
    expect((await request(feed, NOW)).status).toBe(200);
    expect(await shows()).toEqual({});
    await bindings.DB.batch(
      ['subscriptions', 'subscribers'].map((table) =>
        bindings.DB.prepare(
          `DELETE FROM ${table} WHERE ${table === 'subscribers' ? 'address = ?1' : 'subscriber_id = (SELECT id FROM subscribers WHERE address = ?1)'}`,
        ).bind(email),
      ),
    );
    expect((await request(feed, NOW)).status).toBe(200);
    expect(await shows()).toEqual({});
  });

  it('a suppressed address has no lessons in it', async () => {
    const { shows, email } = await person('suppressed');
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
      .bind(email)
      .run();
    expect(Object.keys(await shows())).toEqual(['date_1']);
  });
});

describe('a reminder at seven in the evening before', () => {
  it('each lesson that is ahead, and the day itself, in the person’s zone', async () => {
    const { shows } = await person('reminders');
    const reminders = Object.fromEntries(
      Object.entries(await shows()).map(([name, entry]) => [name, entry.reminders]),
    );
    expect(reminders).toEqual({
      'one-year_1_1': [720],
      'three-months_1_1': [720],
      'one-week_1_1': [720],
      'one-day_1_1': [720],
      date_1: [300],
    });
  });

  it('by the clock on the wall, also when it changes in that night', async () => {
    const { shows, act } = await person('clock-change');
    // In New York the clocks go forward on March 12, 2028, and back on November 5.
    await act('reschedule', { target_date: '2028-03-13' });
    expect((await shows())['one-day_1_1']!.reminders).toEqual([660]);
    await act('reschedule', { target_date: '2028-11-06' });
    expect((await shows())['one-day_1_1']!.reminders).toEqual([780]);
  });

  it('none for what was sent or is paused', async () => {
    const { shows, act } = await person('no-reminder');
    await tick('2027-03-20T11:00:20Z');
    const after = '2027-03-20T12:00:00Z';
    expect((await shows(after))['one-year_1_1']!.reminders).toEqual([]);
    await act('pause', { until: '2028-01-10' }, after);
    const paused = await shows(after);
    expect(paused['one-week_1_1']!.reminders).toEqual([]);
    expect(paused.date_1!.reminders).toEqual([300]);
  });
});

describe('an imported file is updated', () => {
  it('by the next one', async () => {
    const { shows, act, feed } = await person('file');
    const file = `${feed}?download`;
    expect(days(await shows(NOW, file))).toEqual(PLANNED);
    await act('read', { lesson: 'one-year' });
    expect((await shows(NOW, file))['one-year_1_1']!.status).toBe('CANCELLED');
    await act('reschedule', { target_date: 'none' });
    const off = await shows(NOW, file);
    expect(Object.keys(off).sort()).toEqual(Object.keys(PLANNED).sort());
    expect(new Set(Object.values(off).map(({ status }) => status))).toEqual(new Set(['CANCELLED']));
    expect(off.date_1!.starts).toBe(DATE);
    const { headers } = await request(file, NOW);
    expect(headers.get('content-disposition')).toBe('attachment; filename="ml-interviews.ics"');
  });
});

it("a name with all of the format's special characters is harmless", async () => {
  const { shows, email, feed } = await person('name');
  await bindings.DB.prepare(
    'UPDATE subscriptions SET name = ?2 WHERE subscriber_id = (SELECT id FROM subscribers WHERE address = ?1)',
  )
    .bind(email, 'Eve\r\nEND:VCALENDAR;,\\\n"')
    .run();
  expect(days(await shows())).toEqual(PLANNED);
  expect(await (await request(feed, NOW)).text()).not.toContain('Eve');
});
