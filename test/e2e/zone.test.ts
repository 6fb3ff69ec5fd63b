import { expect, test } from 'vitest';
import { arrive } from './person.ts';
import { DAY } from './sign-up.ts';

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata', 'Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv', 'Kyiv'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh', 'Ho Chi Minh'],
  ['Pacific/Kiritimati', 'Pacific/Kiritimati', 'Kiritimati'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires', 'Buenos Aires'],
])("in %s, the plan and the email use the browser's zone", async (zone, name, words) => {
  const ravi = await arrive('zone', { zone, now: '2027-01-10 10:00' });
  const { page } = ravi;
  await page.goto('/');
  await ravi.date(DAY, '2028-03-20');
  await page.locator('[data-plan]').getByText(`${words} time`).waitFor();
  expect(await page.getByLabel('Your time zone').inputValue()).toBe(name);
  await ravi.fill('Email address', ravi.address);
  await ravi.press('Start my countdown');
  await ravi.sees('Check your inbox');
  expect((await ravi.mail('confirm')).text).toMatch(new RegExp(`time\\s+zone:\\s+${words}`));
  expect(ravi.troubles).toEqual([]);
  await ravi.leave();
});

test.each(['Etc/Unknown', 'UTC', 'Etc/GMT'])(
  "if the browser's zone is %s, the network's zone stays, and the form asks",
  async (zone) => {
    const lost = await arrive('zone', { now: '2027-01-10 10:00' });
    const { page } = lost;
    await page.addInitScript(`
    const known = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...known.call(this), timeZone: '${zone}' };
    };
  `);
    await page.goto('/');
    const guess = await page.getByLabel('Your time zone').inputValue();
    expect(guess).not.toMatch(/Unknown|UTC|GMT/);
    await page.getByText('Your browser doesn’t say where you are').waitFor();
    await lost.date(DAY, '2028-03-20');
    await lost.choose('Your time zone', 'Berlin');
    await page.locator('[data-plan]').getByText('Berlin time').waitFor();
    expect(lost.troubles).toEqual([]);
    await lost.leave();
  },
);

test.each([
  ['kyiv', 'Europe/Kyiv'],
  ['india', 'Asia/Kolkata'],
  ['UTC+5:45', 'Asia/Kathmandu'],
  ['são paulo', 'America/Sao_Paulo'],
])('the zone is found by "%s"', async (typed, zone) => {
  const lost = await arrive('zone', { now: '2027-01-10 10:00' });
  const { page } = lost;
  await page.goto('/');
  await lost.date(DAY, '2028-03-20');
  await lost.unfold(/Search time zones/);
  await page.getByRole('searchbox').fill(typed);
  expect(await page.getByLabel('Your time zone').inputValue()).toBe(zone);
  const place = zone.split('/')[1]!.replace('_', ' ');
  await page.locator('[data-plan]').getByText(`${place} time`).waitFor();
  await page.getByRole('searchbox').fill('');
  expect(await page.getByLabel('Your time zone').inputValue()).toBe(zone);
  expect(await page.getByLabel('Your time zone').locator('option').count()).toBeGreaterThan(400);
  expect(lost.troubles).toEqual([]);
  await lost.leave();
});
