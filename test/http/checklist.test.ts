import { describe, expect, it } from 'vitest';
import { recall } from '../../src/domain/checklist.ts';
import { lessonOf } from '../support/course-texts.ts';
import { json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, mailsTo, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';
const SECOND = '2027-12-20T12:00:00Z';

const person = (name: string) =>
  join({ email: `${name}@steps.example`, target_date: '2028-03-20' }, NOW);

const lastTo = async (name: string) => (await mailsTo(`${name}@steps.example`)).at(-1)!;

/** In the plan, below the card with the next step. */
const boxes = (html: string, state: 'true' | 'false') =>
  html.slice(html.indexOf('id="plan"')).match(new RegExp(`aria-pressed="${state}"`, 'g'))?.length ??
  0;

const ALL = lessonOf('one-year').steps.length;

const oneYear = (step: string, done: unknown = true) => ({ lesson: 'one-year', step, done });

describe('a checklist', () => {
  it('is on the page once its lesson is sent, and keeps every check mark', async () => {
    const own = await person('page');
    expect(await text(own, NOW)).not.toContain('class="boxes"');
    await tick(FIRST);
    expect(boxes(await text(own, FIRST), 'false')).toBe(ALL);
    const checked = await submit(`${own}/checklist`, FIRST, {
      lesson: 'one-year',
      step: 'write-up',
      done: 'yes',
    });
    expect([boxes(checked, 'true'), boxes(checked, 'false')]).toEqual([1, ALL - 1]);
    expect(checked).toContain(`1 of ${ALL} done`);
    expect(checked).toMatch(/<details class="boxes" id="one-year-steps" open/);
    const opened = await submit(`${own}/checklist`, FIRST, {
      lesson: 'one-year',
      step: 'write-up',
      done: 'no',
    });
    expect(boxes(opened, 'true')).toBe(0);
  });

  it('scrolls to the list that was used', async () => {
    const own = await person('place');
    await tick(FIRST);
    const page = await submit(`${own}/checklist`, FIRST, {
      lesson: 'one-year',
      step: 'write-up',
      done: 'yes',
    });
    expect(page).toContain('Checked off.');
  });

  it('works as JSON, and can be repeated', async () => {
    const own = await person('json');
    for (const done of [true, 'on', '1', 'yes', true]) {
      expect(await json(`${own}/checklist`, NOW, oneYear('write-up', done))).toEqual([
        200,
        { status: 'checked' },
      ]);
    }
    for (const done of [{ done: false }, { done: 'no' }, { done: '0' }, { done: null }, {}]) {
      const body = { lesson: 'one-year', step: 'write-up', ...done };
      expect(await json(`${own}/checklist`, NOW, body)).toEqual([200, { status: 'unchecked' }]);
    }
    const { results } = await bindings.DB.prepare('SELECT * FROM checked_steps WHERE 1').all();
    expect(results.filter(({ step }) => step === 'write-up')).toHaveLength(1);
  });

  it('rejects unknown steps', async () => {
    const own = await person('which');
    const before = await dump();
    expect((await json(`${own}/checklist`, NOW, oneYear('nope')))[0]).toBe(404);
    expect((await json(`${own}/checklist`, NOW, { lesson: 'nope', step: 'write-up' }))[0]).toBe(
      404,
    );
    expect((await json(`${own}/checklist`, NOW, { lesson: 'one-year', step: '' }))[0]).toBe(422);
    expect((await json(`${own}/checklist`, NOW, {}))[1]).toEqual({
      errors: [
        expect.objectContaining({ field: 'lesson' }),
        expect.objectContaining({ field: 'step' }),
      ],
    });
    expect(await dump()).toBe(before);
  });
});

describe('R14: the next lesson lists', () => {
  it("the last lesson's open steps, in both parts", async () => {
    const own = await person('recall');
    await tick(FIRST);
    for (const step of ['pick-bucket', 'pick-route', 'finish-course', 'enter-competition']) {
      await json(`${own}/checklist`, FIRST, oneYear(step));
    }
    await json(`${own}/checklist`, FIRST, oneYear('pick-route', false));
    await tick(SECOND);
    const { html, text: plain } = await lastTo('recall');
    for (const part of [html, plain.replace(/\s+/g, ' ')]) {
      expect(part).toContain('Still open');
      expect(part).toMatch(
        /You haven(’|&#8217;)t checked off these steps of (“|&#8220;)One year to go/,
      );
    }
    const [, section] = plain.split('Still open');
    const items = section!.split('Further reading')[0]!.match(/^ ?- /gm);
    expect(items).toHaveLength(ALL - 3);
    expect(html.length).toBeLessThan(60 * 1024);
  });

  it('them even after a move, and if the last lesson was read ahead', async () => {
    const own = await person('moved');
    await json(`${own}/read`, NOW, { lesson: 'one-year' });
    await json(`${own}/checklist`, NOW, oneYear('write-up'));
    await json(`${own}/reschedule`, NOW, { target_date: '2028-03-27' });
    await tick('2027-12-27T12:00:00Z');
    expect((await lastTo('moved')).text).toContain('Still open');
  });

  it('no steps if no step, or every step, is checked', async () => {
    const idle = await person('idle');
    const keen = await person('keen');
    await tick(FIRST);
    const html = await text(keen, FIRST);
    for (const [, step] of html.matchAll(/name="step" value="([^"]+)"/g)) {
      await json(`${keen}/checklist`, FIRST, oneYear(step!));
    }
    await json(`${idle}/checklist`, FIRST, oneYear('write-up'));
    await json(`${idle}/checklist`, FIRST, oneYear('write-up', false));
    await tick(SECOND);
    for (const name of ['idle', 'keen']) {
      const { html: mail, text: plain } = await lastTo(name);
      expect(plain).toContain('Three months');
      expect(mail + plain).not.toContain('Still open');
    }
  });

  it('no steps on the last day, which is for rest', async () => {
    const own = await person('rest');
    await tick('2028-03-13T11:00:00Z');
    await json(`${own}/checklist`, '2028-03-14T11:00:00Z', {
      lesson: 'one-week',
      step: (await text(own, '2028-03-14T11:00:00Z')).match(/name="step" value="([^"]+)"/)![1],
      done: true,
    });
    await tick('2028-03-19T11:00:00Z');
    const { subject, text: plain } = await lastTo('rest');
    expect([subject.startsWith('Tomorrow'), plain.includes('Still open')]).toEqual([true, false]);
  });

  it('only those of its own round', async () => {
    const own = await person('round');
    await tick(FIRST);
    await json(`${own}/checklist`, FIRST, oneYear('write-up'));
    await json(`${own}/outcome`, '2028-03-21T12:00:00Z', { outcome: 'not_this_time' });
    await json(`${own}/reschedule`, '2028-03-21T12:00:00Z', { target_date: '2029-06-20' });
    await tick('2028-06-20T11:00:00Z');
    expect(boxes(await text(own, '2028-06-20T12:00:00Z'), 'true')).toBe(0);
    await tick('2029-03-20T11:00:00Z');
    expect((await lastTo('round')).text).not.toContain('Still open');
  });
});

it('a step that the course no longer has is not listed', () => {
  const steps = ['a', 'b', 'c'].map((id) => ({ id, text: id.toUpperCase() }));
  const course = { lessons: [{ id: 'one', title: 'One', offset: '-P1Y', steps }] };
  const open = (...ids: string[]) => ({ lesson: 'one', steps: ids });
  expect(recall(course, open('b', 'gone'))).toEqual({ title: 'One', steps: ['B'] });
  expect(recall(course, open('gone'))).toBeNull();
  expect(recall(course, open('a', 'b', 'c'))).toBeNull();
  expect(recall(course, { lesson: 'other', steps: ['a'] })).toBeNull();
  expect(recall(course, undefined)).toBeNull();
});
