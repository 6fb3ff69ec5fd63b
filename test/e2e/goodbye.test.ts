import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/world/browser.ts';
import { linkTo } from '../../scripts/world/mail-links.ts';
import { createVisitor, type Visitor } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.each([
  ['with-scripts', true],
  ['without-scripts', false],
])('%s', (journey, javaScript) => {
  test('sign up, confirm, read the plan, move the date, leave', async () => {
    const visitor = await createVisitor(browser, journey, { javaScript });
    const own = await signUp(visitor, inDays(500), javaScript);
    await move(visitor, own, inDays(540));
    await leave(visitor);
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });

  test('a mistake in the form keeps what was typed', async () => {
    const visitor = await createVisitor(browser, `${journey}-mistake`, { javaScript });
    const { page } = visitor;
    await page.goto('/');
    await page.getByLabel('Email address').fill('ada@nowhere');
    await page.getByLabel('What may we call you?').fill('Ada "<b>" $&');
    await page.getByLabel(/^The day of your/).fill(inDays(-1));
    await page.getByRole('button', { name: 'Start my countdown' }).click();
    await page.getByRole('alert').waitFor();
    await visitor.picture('form');
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@nowhere');
    expect(await page.getByLabel('What may we call you?').inputValue()).toBe('Ada "<b>" $&');
    expect(await page.getByLabel(/^The day of your/).inputValue()).toBe(inDays(-1));
    await visitor.leave();
  });
});

/** Signs up and confirms; gives the address of the person's own page. */
async function signUp(visitor: Visitor, date: string, javaScript: boolean): Promise<string> {
  const { page, address } = visitor;
  await page.goto('/');
  await page.getByLabel(/^The day of your/).fill(date);
  // Without scripts the plan is one button away; with them it is live and the button is gone.
  const show = page.getByRole('button', { name: 'Show my plan' });
  if (javaScript) expect(await show.count()).toBe(0);
  else await show.click();
  await page.locator('[data-plan] li').nth(3).waitFor();
  expect(await page.getByLabel(/^The day of your/).inputValue()).toBe(date);
  if (javaScript) {
    expect(await page.getByLabel('Your time zone').inputValue()).toBe('America/New_York');
  }
  await page.getByLabel('Your time zone').selectOption('America/New_York');
  await page.getByLabel('Lessons arrive at').selectOption('7');
  if (javaScript) await page.locator('[data-plan]').getByText('7:00 AM').first().waitFor();
  await page.getByLabel('Email address').fill(address);
  await page.getByLabel('What may we call you?').fill('Ada');
  await visitor.picture('1-sign-up');
  await page.getByRole('button', { name: 'Start my countdown' }).click();
  await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();
  expect(page.url()).not.toContain(address);
  await visitor.picture('2-check-your-inbox');

  const link = linkTo(await visitor.nextMail(), 'confirm') ?? '';
  await page.goto(link);
  await visitor.picture('3-confirm');
  await page.getByRole('button', { name: 'Yes, send me the course' }).click();
  await page.getByRole('heading', { name: 'You are in' }).waitFor();
  await visitor.picture('4-confirmed');
  const own = linkTo(await visitor.nextMail(), 'manage') ?? '';
  await page.getByRole('link', { name: 'Go to your own page' }).click();
  expect(page.url()).toBe(own);
  return own;
}

async function move({ page, picture, tick }: Visitor, own: string, date: string): Promise<void> {
  await page.goto(own);
  const plan = page.locator('section.plan');
  const before = await plan.textContent();
  await picture('5-own-page');
  await page.getByLabel(/^The day of your/).fill(date);
  await page.getByRole('button', { name: 'Show what changes' }).click();
  await page.getByRole('heading', { name: /^Move it to/ }).waitFor();
  await picture('6-what-would-change');
  await page.getByRole('button', { name: 'Move the date' }).click();
  await page.locator('.saved').waitFor();
  expect(await plan.textContent()).not.toBe(before);
  expect(await page.getByLabel(/^The day of your/).inputValue()).toBe(date);
  await picture('7-moved');
  const told = await tick(Date.now() + 11 * 60_000);
  expect(told.map(({ tags }) => tags[0]?.value)).toEqual([expect.stringContaining('_date-moved_')]);
}

async function leave({ page, picture, tick }: Visitor): Promise<void> {
  await page.getByRole('link', { name: 'Leave the course' }).click();
  await picture('8-leave');
  await page.getByRole('button').first().click();
  await page.getByRole('heading', { name: 'You have left the course' }).waitFor();
  await picture('9-left');
  expect(await tick(Date.now() + 400 * 86_400_000)).toEqual([]);
}
