import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../src/domain/course.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { judge } from '../support/in-process/judge.ts';
import { type Lives, live } from '../support/in-process/lives.ts';
import type { Mail } from '../support/in-process/provider.ts';
import { messageIn } from '../support/in-process/world.ts';

const PEOPLE = 50;
const YEARS = 3;
const SEED = 1;

let lives: Lives;
beforeAll(async () => {
  lives = await live({ people: PEOPLE, years: YEARS, seed: SEED });
}, 60_000);

it('random acts of 50 people through three years break no rule', () => {
  const again = `npm run lives -- --people ${PEOPLE} --years ${YEARS} --seed ${SEED}`;
  expect(lives.violations, again).toEqual([]);
  expect(lives.acts.size).toBeGreaterThan(15);
  expect(lives.world.provider.mails.length).toBeGreaterThan(1500);
});

it('the same seed gives the same lives', async () => {
  const log = async () => {
    const { world } = await live({ people: 5, years: 1, seed: 3 });
    return world.mails().map(({ at, delivery, subject }) => `${at} ${delivery} ${subject}`);
  };
  const once = await log();
  expect(once.length).toBeGreaterThan(20);
  expect(await log()).toEqual(once);
});

describe('a log that was tampered with is found out', () => {
  const course = (id: string): Course => lives.world.ports.courses.find(id)!;
  const judged = (mails: readonly Mail[]): Set<string> => {
    const { stories, world } = lives;
    return new Set(judge({ mails, stories, course, until: world.now }).map(({ rule }) => rule));
  };
  /** The log with each mail of this message replaced by what `change` makes of it. */
  const changed = (message: string, change: (mail: Mail) => Mail[]): Set<string> =>
    judged(
      lives.world
        .mails()
        .flatMap((mail) => (messageIn(mail.delivery) === message ? change(mail) : [mail])),
    );

  it('as it is, it passes', () => {
    expect(judged(lives.world.mails())).toEqual(new Set());
  });
  it.each(['one-year', 'three-months', 'one-week', 'one-day'])('without its %s lessons', (id) => {
    expect(changed(id, () => [])).toContain('lost');
  });
  it('with a mail twice', () => {
    expect(changed('one-week', (mail) => [mail, mail])).toContain('doubled');
  });
  it('with a lesson under another occasion', () => {
    const again = (mail: Mail) => ({ ...mail, delivery: mail.delivery.replace(/\d+$/, '99') });
    expect(changed('one-year', (mail) => [mail, again(mail)])).toContain('repeated');
  });
  it.each([
    ['an hour early', -HOUR],
    ['a day late', DAY],
  ])('with one-day lessons %s', (_, by) => {
    expect(changed('one-day', (mail) => [{ ...mail, at: mail.at + by }])).toContain(
      'outside its window',
    );
  });
  it('with two lessons on one day', () => {
    const other = (mail: Mail) => ({
      ...mail,
      delivery: mail.delivery.replace('three-months', 'catch-up'),
      at: mail.at + 60_000,
    });
    expect(changed('three-months', (mail) => [mail, other(mail)])).toContain('two on one day');
  });
  it('with a mail after somebody left', () => {
    const [story] = [...lives.stories.values()].filter(({ entries }) =>
      entries.some(({ act }) => act === 'leaves'),
    );
    const { at, mails: before } = story!.entries.find(({ act }) => act === 'leaves')!;
    const delivery = `${story!.id}_one-week_1_77`;
    const late: Mail = { ...lives.world.mails()[0]!, to: story!.address, delivery, at: at + 1 };
    const mails = [...lives.world.mails(), { ...late, n: before + 1 }];
    expect(judged(mails)).toContain('unwanted');
  });
  it('with a mail of nobody', () => {
    expect(changed('welcome', (mail) => [{ ...mail, to: 'eve@example.com' }])).toContain('stray');
  });
});
