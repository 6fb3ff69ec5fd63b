import { expect, test } from 'vitest';
import { arrive, type Way } from './person.ts';
import { DAY } from './sign-up.ts';

test.each<Way>(['scripts', 'no scripts', 'keyboard', 'bare'])(
  'a mistake in the form keeps the input and focuses the error (%s)',
  async (way) => {
    const ada = await arrive('mistake', { way, now: '2027-01-10 10:00' });
    const { page } = ada;
    await page.goto('/');
    await ada.date(DAY, '2027-01-09');
    await ada.choose('Your time zone', 'New York');
    await ada.choose('Lessons arrive at', '9:00 PM');
    await ada.fill('Email address', 'ada@nowhere');
    await ada.fill('What should we call you?', 'Ada "O" $&');
    await ada.press('Start my countdown');
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toMatch(/^Please check/);
    expect(await page.locator(':focus').getAttribute('role')).toBe('alert');
    await ada.picture('form');
    await ada.follow(/The part after the @ isn’t complete/);
    const email = page.getByLabel('Email address');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const about = (await email.getAttribute('aria-describedby'))!.split(' ');
    for (const id of about) expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    expect(await email.getAttribute('autocomplete')).toBe('email');
    expect(await email.getAttribute('inputmode')).toBe('email');
    expect(await page.locator(':focus').getAttribute('name')).toBe('email');
    expect(await email.inputValue()).toBe('ada@nowhere');
    expect(await page.getByLabel('What should we call you?').inputValue()).toBe('Ada "O" $&');
    expect(await page.getByLabel(DAY).inputValue()).toBe('2027-01-09');
    expect(await page.getByLabel('Lessons arrive at').inputValue()).toBe('21');
    expect(await page.getByLabel('Your time zone').inputValue()).toBe('America/New_York');
    await ada.fill('Email address', ada.address);
    await ada.date(DAY, '2028-03-20');
    await ada.press('Start my countdown');
    await ada.sees('Check your inbox');
    expect((await ada.mail('confirm')).text).toContain('Monday, March 20, 2028');
    // The live plan reports the wrong date as well.
    expect(ada.troubles.filter((trouble) => !trouble.includes('422'))).toEqual([]);
    await ada.leave();
  },
);

test.each<Way>(['scripts', 'no scripts', 'keyboard', 'bare'])(
  'a mistyped domain is corrected with one press, and the form is submitted again (%s)',
  async (way) => {
    const ada = await arrive('typo', { way, now: '2027-01-10 10:00' });
    const { page } = ada;
    const [name] = ada.address.split('@');
    await page.goto('/');
    await ada.date(DAY, '2028-03-20');
    await ada.fill('Email address', `${name}@gmial.con`);
    await ada.press('Start my countdown');
    await page.getByRole('alert').waitFor();
    await ada.picture('typo');
    await ada.press(`Use ${name}@gmail.com`);
    await ada.sees('Check your inbox');
    await page.getByText(`We’ve emailed ${name}@gmail.com.`).waitFor();
    await ada.mail('confirm', `${name}@gmail.com`);
    await ada.at('2027-01-10 10:11');
    await ada.press('Send it again');
    await ada.sees('Check your inbox');
    await ada.mail('confirm', `${name}@gmail.com`);
    await ada.press('Correct my details');
    expect(await page.getByLabel('Email address').inputValue()).toBe(`${name}@gmail.com`);
    expect(await page.getByLabel(DAY).inputValue()).toBe('2028-03-20');
    expect(ada.troubles).toEqual([]);
    await ada.leave();
  },
);

test.each<Way>(['scripts', 'no scripts'])(
  'after Back, a date beside "no date yet" wins (%s)',
  async (way) => {
    const ada = await arrive('back', { way, now: '2027-01-10 10:00' });
    const { page } = ada;
    await page.goto('/');
    await ada.date(DAY, '2028-03-20');
    // A browser restores fields without an event for the script.
    await page.evaluate('document.querySelector("[name=no_date]").checked = true');
    await ada.fill('Email address', ada.address);
    await ada.press('Start my countdown');
    await ada.sees('Check your inbox');
    await page.getByText('We’re counting down to Monday, March 20, 2028.').waitFor();
    expect((await ada.mail('confirm')).text).toContain('Monday, March 20, 2028');
    await ada.leave();
  },
);
