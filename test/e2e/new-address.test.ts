import { expect, test } from 'vitest';
import { arrive } from './person.ts';
import { join } from './sign-up.ts';

test('9 · change of address: confirmed at the new one, then all emails go there', async () => {
  const ines = await arrive('new-address', { now: '2027-11-01 10:00' });
  const { page } = ines;
  const typo = `ines-typo@e2e.example`;
  const better = `ines-new@e2e.example`;
  const welcome = await join(ines, { date: '2028-03-20', name: 'Ines' });

  await ines.followIn(welcome, 'See or change your plan');
  await ines.sees('Ines, your countdown');
  await ines.unfold(/Your details/);
  await ines.fill(/^New email address/, typo);
  await ines.press('Save details');
  await page.getByText('We’ve emailed the new address').waitFor();
  const wrong = await ines.mail('confirm-address', typo);
  await ines.until('2027-11-01 11:00');
  await ines.unfold(/Your details/);
  await ines.fill(/^New email address/, better);
  await ines.press('Save details');
  const asked = await ines.mail('confirm-address', better);
  expect(await page.locator('body').innerText()).not.toContain(ines.address);
  await ines.picture('asked');

  await ines.followIn(wrong, 'Use this address');
  await ines.sees('This link no longer works');
  await ines.followIn(asked, 'Use this address');
  await ines.sees('Use this address from now on?');
  await ines.picture('confirm');
  await ines.press('Yes, use this address');
  await ines.sees('Your new address is in use');
  await ines.follow('Go to your page');
  await ines.sees('Ines, your countdown');
  await ines.unfold(/Your details/);
  await page.getByText('i•••@e•••.example').waitFor();

  await ines.quiet('2027-12-20 12:00');
  await ines.quiet('2028-03-13 12:00');
  await ines.until('2028-03-25 12:00');
  expect(await ines.received()).toEqual([
    '2027-11-01 10:00 catch-up',
    '2027-11-01 10:00 confirm',
    '2027-11-01 10:00 welcome',
    '2027-11-01 11:00 address-changed',
  ]);
  expect(await ines.received(typo)).toEqual(['2027-11-01 10:00 confirm-address']);
  expect(await ines.received(better)).toEqual([
    '2027-11-01 11:00 confirm-address#2',
    '2027-12-20 07:00 three-months',
    '2028-03-13 07:00 one-week',
    '2028-03-19 07:00 one-day',
    '2028-03-22 07:00 how-did-it-go',
  ]);
  expect(ines.troubles).toEqual([]);
  await ines.leave();
});

test.each(['scripts', 'bare'] as const)(
  '9b · an address changed by another person is restored (%s)',
  async (way) => {
    const olga = await arrive(`new-address-back-${way}`, { way, now: '2027-11-01 10:00' });
    const stranger = `stranger-${way}@e2e.example`;
    const welcome = await join(olga, { date: '2028-03-20', name: 'Olga' });
    await olga.followIn(welcome, 'See or change your plan');
    await olga.unfold(/Your details/);
    await olga.fill(/^New email address/, stranger);
    await olga.press('Save details');
    await olga.followIn(await olga.mail('confirm-address', stranger), 'Use this address');
    await olga.press('Yes, use this address');
    await olga.sees('Your new address is in use');

    await olga.until('2027-11-03 09:00');
    await olga.followIn(await olga.mail('address-changed'), 'Undo this change');
    await olga.sees('Undo the new address?');
    await olga.picture('asked');
    await olga.press('Undo the new address');
    await olga.sees('Your address is back');
    await olga.follow('Go to your page');
    await olga.sees('Olga, your countdown');
    await olga.followIn(welcome, 'See or change your plan');
    await olga.sees('This link was replaced');
    expect(olga.troubles).toEqual([]);
    await olga.leave();
  },
);
