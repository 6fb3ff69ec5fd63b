import { expect, it } from 'vitest';
import { at, LATER, NOW, OWN, open, person, submit, testDeadEnds } from '../support/dead-ends.ts';
import { bindings, post, request, tick } from '../support/worker.ts';

/** Requests on a person's page that can't succeed, and states that hold something up. */

const FIRST = '2027-03-20T11:00:00Z';
const lesson = { lesson: 'one-year' };

testDeadEnds({
  'sending a lesson again to a suppressed address': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
        .bind(at(name))
        .run();
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 409,
    heading: 'We can’t email your address',
    next: OWN,
  },
  'sending a lesson again twice in a day': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await post(`${path}/resend`, FIRST, lesson);
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 429,
    heading: 'We’ve just sent it again',
    next: OWN,
  },
  'sending an unsent lesson again': {
    at: async (name) => submit(`${await person(name)}/resend`, lesson),
    status: 409,
    heading: 'Not sent yet',
    next: OWN,
  },
  'sending a lesson again without a date': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await post(`${path}/reschedule`, FIRST, { target_date: 'none' });
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 409,
    heading: 'You need a date first',
    next: 'When is your interview?',
  },
  'an unknown step': {
    at: async (name) =>
      submit(`${await person(name)}/checklist`, { lesson: 'one-year', step: 'fly' }),
    status: 404,
    heading: 'Step not found',
    next: OWN,
  },
  'an unknown lesson': {
    at: async (name) => submit(`${await person(name)}/read`, { lesson: 'ten-years' }),
    status: 404,
    heading: 'Lesson not found',
    next: OWN,
  },
  'an undo when there is nothing to undo': {
    at: async (name) => submit(`${await person(name)}/undo`),
    status: 409,
    heading: 'Nothing to undo',
    next: OWN,
  },
  'an answer before the date': {
    at: async (name) => submit(`${await person(name)}/outcome`, { outcome: 'offer' }),
    status: 409,
    heading: 'It’s too early for that',
    next: OWN,
  },
  'an email that was never sent': {
    at: async (name) => open(`${await person(name)}/mail/never`),
    status: 404,
    heading: 'Email not found',
    next: OWN,
  },
  'too many address changes': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/details`, NOW, { email: at(`${name}-1`) });
      return submit(`${path}/details`, { email: at(`${name}-2`) });
    },
    status: 429,
    heading: 'Too many new addresses',
    next: OWN,
  },
  'an action opened as a page': {
    at: async (name) => open(`${await person(name)}/pause`),
    status: 405,
    heading: 'This isn’t a page',
    next: OWN,
  },
  'a form that is too big': {
    at: async (name) => submit(`${await person(name)}/details`, { name: 'x'.repeat(20_000) }),
    status: 413,
    heading: 'Too much text',
    next: OWN,
  },
  'a form with an unsupported content type': {
    at: async (name) => ({
      ...open(`${await person(name)}/details`),
      init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'name=Ada' },
    }),
    status: 415,
    heading: 'That didn’t work',
    next: OWN,
  },
});

/** States that hold something up: what the page says, and the form or link that helps. */
const STATES: Record<
  string,
  [act: (own: string) => Promise<unknown>, now: string, says: string, step: string]
> = {
  'a pause': [(own) => post(`${own}/pause`, NOW), LATER, 'Your lessons are paused', '/resume'],
  'a pause until a day': [
    (own) => post(`${own}/pause`, NOW, { until: '2027-03-01' }),
    LATER,
    'We’ll hold them until Monday, March 1, 2027.',
    '/resume',
  ],
  'no date': [
    (own) => post(`${own}/reschedule`, NOW, { target_date: 'none' }),
    LATER,
    'We’ll ask you for it on Sunday, March 14, 2027',
    '#move',
  ],
  'the day itself': [async () => {}, '2028-03-20T12:00:00Z', 'Good luck today', '#move'],
  'the evening of the day': [async () => {}, '2028-03-20T22:00:00Z', 'How did it go?', '/outcome'],
  'a countdown that is off': [
    (own) => post(`${own}/off`, LATER),
    LATER,
    'erase your details on',
    '/undo',
  ],
  'a date that has passed': [async () => {}, '2028-03-23T12:00:00Z', 'How did it go?', '/outcome'],
  'an offer': [
    (own) => post(`${own}/outcome`, '2028-03-23T12:00:00Z', { outcome: 'offer' }),
    '2028-03-24T12:00:00Z',
    'If there’s another date some day, set it below',
    '#move',
  ],
  suppression: [
    (own) =>
      bindings.DB.prepare(
        `UPDATE subscribers SET suppressed = 'bounced' WHERE id =
           (SELECT subscriber_id FROM subscriptions WHERE id = ?1)`,
      )
        .bind(own.split('.')[1]!)
        .run(),
    LATER,
    'so we’ve stopped sending',
    '#details',
  ],
};

it.each(Object.entries(STATES))(
  'their page in %s says so, and has the next step',
  async (state, [act, now, says, step]) => {
    const path = await person(`state-${state.replace(/\W+/g, '-')}`);
    await act(path);
    const answer = await request(path, now);
    const html = await answer.text();
    expect([answer.status, html.replace(/\s+/g, ' ')]).toEqual([
      200,
      expect.stringContaining(says),
    ]);
    expect(html).toContain(
      step.startsWith('#') ? `id="${step.slice(1)}"` : `action="${path}${step}"`,
    );
  },
);
