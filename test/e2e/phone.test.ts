import { expect, test } from 'vitest';
import { arrive, type Way } from './person.ts';
import { DAY } from './sign-up.ts';

const SCREEN = { width: 375, height: 667 };

test.each<Way>(['scripts', 'no scripts'])(
  'on a phone, the date is on the first screen, email and button on the second (%s)',
  async (way) => {
    const ada = await arrive('phone', { way, now: '2027-01-10 10:00' });
    const { page } = ada;
    await page.setViewportSize(SCREEN);
    await page.goto('/');
    const bottomOf = async (name: string, role: 'textbox' | 'button' | null) => {
      const target = role === null ? page.getByLabel(DAY) : page.getByRole(role, { name }).first();
      const box = (await target.boundingBox())!;
      return box.y + box.height;
    };
    const isInReach = async () => {
      expect(await bottomOf('date', null)).toBeLessThan(SCREEN.height);
      expect(await bottomOf('Email address', 'textbox')).toBeLessThan(2 * SCREEN.height);
      expect(await bottomOf('Start my countdown', 'button')).toBeLessThan(2 * SCREEN.height);
    };
    await isInReach();
    await ada.date(DAY, '2028-03-20');
    if (way === 'no scripts') await ada.press('Show my plan');
    await page.getByText('435 days to go: 4 lessons, the first on').waitFor();
    await ada.picture('typed');
    await isInReach();
    await ada.unfold(/Show the whole plan/);
    await page.locator('[data-plan] li.day').waitFor();
    expect(ada.troubles).toEqual([]);
    await ada.leave();
  },
);
