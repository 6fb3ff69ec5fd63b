import { expect, test } from 'vitest';
import { arrive } from './person.ts';
import { DAY } from './sign-up.ts';

test.each([
  ['Asia/Calcutta', 'Calcutta'],
  ['Europe/Kiev', 'Kiev'],
  ['Pacific/Kiritimati', 'Kiritimati'],
  ['America/Buenos_Aires', 'Buenos Aires'],
])("in %s, the plan and the email use the browser's zone", async (zone, words) => {
  const ravi = await arrive('zone', { zone, now: '2027-01-10 10:00' });
  const { page } = ravi;
  await page.goto('/');
  await ravi.date(DAY, '2028-03-20');
  await page.locator('[data-plan]').getByText(`${words} time`).waitFor();
  expect(await page.getByLabel('Your time zone').inputValue()).toBe(zone);
  await ravi.fill('Email address', ravi.address);
  await ravi.press('Start my countdown');
  await ravi.sees('Check your inbox');
  expect((await ravi.mail('confirm')).text).toMatch(new RegExp(`time\\s+zone\\s+is\\s+${words}`));
  expect(ravi.troubles).toEqual([]);
  await ravi.leave();
});

test("without a browser zone, the network's zone stays", async () => {
  const lost = await arrive('zone', { now: '2027-01-10 10:00' });
  const { page } = lost;
  await page.addInitScript(`
    const known = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...known.call(this), timeZone: 'Etc/Unknown' };
    };
  `);
  await page.goto('/');
  const guess = await page.getByLabel('Your time zone').inputValue();
  expect(guess).not.toMatch(/Unknown|UTC/);
  await lost.date(DAY, '2028-03-20');
  await lost.choose('Your time zone', 'Berlin');
  await page.locator('[data-plan]').getByText('Berlin time').waitFor();
  expect(lost.troubles).toEqual([]);
  await lost.leave();
});
