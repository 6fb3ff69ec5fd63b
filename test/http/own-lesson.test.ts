/** A lesson under the personal link, where links in emails lead. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lessonOf } from '../support/course-texts.ts';
import { submit, text } from '../support/own-page.ts';
import { dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const SENT = '2027-03-20T12:00:00Z';
const LESSON = 'lessons/one-year';
const checked = { lesson: 'one-year', step: 'write-up', done: 'yes' };

const person = (name: string, target_date = '2028-03-20') =>
  join({ email: `${name}@own-lesson.example`, target_date }, NOW);

describe('the personal page of a lesson', () => {
  let own: string;
  let html: string;
  beforeAll(async () => {
    own = await person('view');
    await tick(SENT);
    html = await text(`${own}/${LESSON}`, SENT);
  });

  it('has the whole text and a link back, and no invitation to sign up', async () => {
    const open = await text('/lessons/ml-interviews/one-year', SENT);
    const [, task] = /<div class="task">.*?<p>(.+?)<\/p>/s.exec(open)!;
    expect(html).toContain(task);
    expect(open).toContain('href="/c/ml-interviews"');
    expect(html).not.toContain('href="/c/ml-interviews"');
    expect(html).toContain(`<a href="${own}">Go to your page</a>`);
  });

  it('says when it was sent', () => {
    expect(html).toContain('Sent · Saturday, March 20, 2027');
  });

  it('links to the other lessons under the same personal link', () => {
    expect(html).toContain(`href="${own}/lessons/three-months"`);
    expect(html.replace(/<blockquote>.*?<\/blockquote>/gs, '')).not.toContain('href="/lessons/');
  });

  it('keeps the link in words to pass on public', () => {
    const [quote] = /<blockquote>.*?<\/blockquote>/s.exec(html)!;
    expect(quote).toContain('href="/lessons/ml-interviews/one-year"');
    expect(quote).not.toContain(own);
  });

  it('stores a check mark, and stays at the list', async () => {
    const answer = await post(`${own}/checklist?on=lesson`, SENT, checked);
    expect(answer.status).toBe(303);
    const place = answer.headers.get('location')!;
    expect(place).toMatch(new RegExp(`^${own}/${LESSON}\\?saved=checked.*#one-year-steps$`));
    const after = await text(place.split('#')[0]!, SENT);
    expect(after).toContain('Checked off.');
    expect(after).toContain(`1 of ${lessonOf('one-year').steps.length} done`);
    expect(html).toContain(`action="${own}/checklist?on=lesson"`);
  });

  it('is unchanged by GET, HEAD and OPTIONS', async () => {
    const before = await dump();
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      await request(`${own}/${LESSON}?saved=read`, SENT, { method });
    }
    expect(await dump()).toEqual(before);
  });

  it('can be checked off before the lesson is sent', async () => {
    expect(await text(`${own}/lessons/one-week`, SENT)).toContain('0 of ');
  });

  it.each(['nope', 'welcome', '__proto__', 'toString'])('is not found for %s', async (lesson) => {
    const { status } = await request(`${own}/lessons/${lesson}`, SENT);
    expect(status).toBe(404);
  });
});

it('a lesson ahead can be marked as read on its page, which then says so', async () => {
  const own = await person('read');
  const html = await text(`${own}/lessons/one-week`, NOW);
  expect(html).toContain(`action="${own}/read?on=lesson"`);
  const after = await submit(`${own}/read?on=lesson`, NOW, { lesson: 'one-week' });
  expect(after).toMatch(/<h1>One week/);
  expect(after).not.toContain(`action="${own}/read?on=lesson"`);
});

it('without a date the lessons can still be read', async () => {
  const own = await person('dateless', 'none');
  const html = await text(`${own}/${LESSON}`, NOW);
  expect(html).toContain('Waiting for your date');
});

it("the person's page links to it", async () => {
  const own = await person('linked');
  expect(await text(own, NOW)).toContain(`href="${own}/lessons/one-year"`);
});

describe('the text of a lesson says only what is true for its reader now', () => {
  // In the course, this lesson is sent three months before the date.
  const PAGE = 'lessons/three-months';
  const rest = 'From now on, study and apply side by side.';
  const readers = {
    'the days left, as its email does': {
      fields: { target_date: '2027-05-10' },
      says: 'Your interview is in 85 days, on Monday, May 10, 2027. ',
    },
    'the day before': {
      fields: { target_date: '2027-02-15' },
      says: 'Your interview is tomorrow, on Monday, February 15, 2027. ',
    },
    'that the date is a goal': {
      fields: { target_date: '2027-05-10', date_kind: 'goal' },
      says: 'The day you want to be ready by is in 85 days, on Monday, May 10, 2027. ',
    },
    'no distance without a date': { fields: { target_date: 'none' }, says: '' },
    'the days in the language of the text': {
      fields: { target_date: '2027-05-10', locale: 'de' },
      says: 'Dein Vorstellungsgespräch ist in 85 Tagen, am Montag, 10. Mai 2027. ',
      rest: 'Lerne und bewirb dich von jetzt an gleichzeitig.',
    },
  };

  it.each(Object.entries(readers))('%s', async (name, { fields, says, ...own }) => {
    const email = `${name.replaceAll(/[ ,]/g, '')}@own-lesson.example`;
    const html = await text(`${await join({ email, ...fields }, NOW)}/${PAGE}`, NOW);
    expect(html).toContain(`<p>${says}${'rest' in own ? own.rest : rest}</p>`);
  });

  it('no distance to a date that has passed', async () => {
    const own = await person('passed', '2027-05-10');
    expect(await text(`${own}/${PAGE}`, '2027-05-12T12:00:00Z')).toContain(`<p>${rest}</p>`);
  });

  it('what it says of an appointment or of a goal', async () => {
    const sheet = 'Fill in the <a href';
    const appointment = await person('kind-appointment');
    expect(await text(`${appointment}/lessons/one-week`, NOW)).toContain(sheet);
    const goal = await join(
      { email: 'kind-goal@own-lesson.example', target_date: '2028-03-20', date_kind: 'goal' },
      NOW,
    );
    expect(await text(`${goal}/lessons/one-week`, NOW)).not.toContain(sheet);
  });

  it('the general words only on the public page', async () => {
    const open = await text('/lessons/ml-interviews/three-months', NOW);
    expect(open).toContain(`<p>Your interview is in three months. ${rest}</p>`);
  });
});

it('after leaving, the public lesson is shown', async () => {
  const own = await person('left');
  const mail = (await mailsTo('left@own-lesson.example')).at(-1)!;
  await post(linkIn(mail, 'unsubscribe'), NOW);
  const answer = await request(`${own}/${LESSON}`, NOW, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('/lessons/ml-interviews/one-year');
});
