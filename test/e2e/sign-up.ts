import { expect } from 'vitest';
import type { Mail } from '../../scripts/world/provider-types.ts';
import type { Person } from './person.ts';

export const DAY = /^The day of your/;

type Wish = { date: string | null; hour?: string; zone?: string; name?: string };

/**
 * Signs up on the course page and confirms; returns the welcome, or the lesson that includes it.
 */
export async function join(person: Person, wish: Wish, first = 'welcome'): Promise<Mail> {
  await signUp(person, wish);
  return confirm(person, await person.mail('confirm'), first);
}

/** Fills in the form, checks the plan before entering an address, and submits. */
export async function signUp(person: Person, wish: Wish): Promise<void> {
  const { page, way } = person;
  const { date, hour = '7:00 AM', zone = 'New York', name = 'Ada' } = wish;
  const live = way === 'scripts' || way === 'keyboard';
  await page.goto('/');
  await person.sees('Machine Learning Interviews');
  if (date) await person.date(DAY, date);
  else await person.check('I don’t have a date yet');
  if (live) expect(await page.getByLabel('Your time zone').inputValue()).toBe(person.zone);
  if (!live || zone !== 'New York') await person.choose('Your time zone', zone);
  await person.choose('Lessons arrive at', hour);
  if (!live) {
    await person.press('Show my plan');
    if (date) await person.unfold(/Show the whole plan/);
  }
  await seesPlan(person, date, hour);
  await person.fill('Email address', person.address);
  await person.fill('What should we call you?', name);
  await person.picture('sign-up');
  await person.press('Start my countdown');
  await person.sees('Check your inbox');
  await page.getByText(`We’ve emailed ${person.address}.`).waitFor();
  expect(page.url()).not.toContain('@');
  person.counts(date);
}

async function seesPlan({ page }: Person, date: string | null, hour: string): Promise<void> {
  const plan = page.locator('[data-plan]');
  if (date === null) return plan.getByText('we’ll ask when your interview is').waitFor();
  await plan.locator('li.day').waitFor();
  await plan.getByText(`We send lessons at ${hour}`).waitFor();
  expect(await page.getByLabel(DAY).inputValue()).toBe(date);
}

/** Follows the link in the email and presses the button. */
export async function confirm(person: Person, mail: Mail, first = 'welcome'): Promise<Mail> {
  await person.followIn(mail, 'Confirm my email');
  await person.sees('Start your countdown?');
  expect(await person.page.getByRole('button').count()).toBe(1);
  await person.press('Yes, send me the course');
  await person.sees('You’re in');
  return person.mail(first);
}
