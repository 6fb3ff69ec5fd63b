import {
  at,
  DATE,
  LATER,
  lastLink,
  NOW,
  open,
  person,
  START,
  submit,
  testDeadEnds,
} from '../support/dead-ends.ts';
import { bindings, linkIn, mailsTo, post } from '../support/worker.ts';

/** Expired and invalid links, and addresses that never existed. */
testDeadEnds({
  'an expired confirmation link': {
    at: async (name) => {
      await post('/subscribe', NOW, { email: at(name), target_date: DATE, time_zone: 'UTC' });
      return submit(await lastLink(name, 'confirm'), {}, '2027-03-01T12:00:00Z');
    },
    status: 410,
    heading: 'This link has expired',
    next: START,
  },
  'a forged link': {
    at: () => open('/manage/nobody.knows.this.link'),
    status: 404,
    heading: 'Page not found',
    next: START,
  },
  'an unknown path': {
    at: () => open('/nowhere'),
    status: 404,
    heading: 'Page not found',
    next: START,
  },
  'an unknown course': {
    at: () => open('/c/knitting'),
    status: 404,
    heading: 'Course not found',
    next: START,
  },
  'a lesson of an unknown course': {
    at: () => open('/lessons/knitting/one-day'),
    status: 404,
    heading: 'Course not found',
    next: START,
  },
  'an unknown lesson': {
    at: () => open('/lessons/ml-interviews/ten-years'),
    status: 404,
    heading: 'Lesson not found',
    next: START,
  },
  'an unknown page': {
    at: () => open('/pages/ml-interviews/recipes'),
    status: 404,
    heading: 'Page not found',
    next: START,
  },
  'their page before the confirmation': {
    at: async (name) => {
      const path = await person(name);
      await bindings.DB.prepare("UPDATE subscriptions SET status = 'pending' WHERE id = ?1")
        .bind(path.split('.')[1]!)
        .run();
      return open(path);
    },
    status: 409,
    heading: 'Not confirmed yet',
    next: START,
  },
  'their page after leaving': {
    at: async (name) => {
      const path = await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      return open(path);
    },
    status: 409,
    heading: 'You’ve left the course',
    next: START,
  },
  'an action after leaving': {
    at: async (name) => {
      const path = await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      return submit(`${path}/pause`);
    },
    status: 409,
    heading: 'You’ve left the course',
    next: START,
  },
  'a confirmation after leaving': {
    at: async (name) => {
      await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      const [confirmation] = await mailsTo(at(name));
      return submit(linkIn(confirmation!, 'confirm'));
    },
    status: 409,
    heading: 'You’ve left the course',
    next: START,
  },
  'their page after the erasure': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/erase`, NOW);
      return open(path);
    },
    status: 410,
    heading: 'Your details have been erased',
    next: START,
  },
  'an expired address change': {
    at: async (name) => {
      await post(`${await person(name)}/details`, NOW, { email: at(`${name}-new`) });
      return open(await lastLink(`${name}-new`, 'confirm-address'), '2027-03-01T12:00:00Z');
    },
    status: 410,
    heading: 'This link has expired',
    next: START,
  },
  'a replaced address change': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/details`, NOW, { email: at(`${name}-1`) });
      await post(`${path}/details`, LATER, { email: at(`${name}-2`) });
      return submit(await lastLink(`${name}-1`, 'confirm-address'), {}, LATER);
    },
    status: 410,
    heading: 'This link no longer works',
    next: START,
  },
  'a new address of another subscriber': {
    at: async (name) => {
      await person(`${name}-else`);
      await post(`${await person(name)}/details`, NOW, { email: at(`${name}-else`) });
      return submit(await lastLink(`${name}-else`, 'confirm-address'));
    },
    status: 409,
    heading: 'This address is taken',
    next: START,
  },
  'the sign-up opened as a page': {
    at: () => open('/subscribe'),
    status: 405,
    heading: 'This isn’t a page',
    next: START,
  },
});
