import { expect, test } from 'vitest';
import { arrive, type Person, type Way } from './person.ts';
import { join } from './sign-up.ts';

/** The number of pages of a PDF. */
const pagesOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

const printed = async ({ page }: Person, format: 'A4' | 'Letter'): Promise<number> =>
  pagesOf(
    await page.pdf({ format, margin: { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' } }),
  );

test.each<Way>(['keyboard', 'bare'])(
  '14 · private notes: for the day, on a sheet of one page, and in round two (%s)',
  async (way) => {
    const nora = await arrive('notes', { way, now: '2027-05-10 10:00' });
    const { page } = nora;
    const welcome = await join(nora, { date: '2027-05-18', name: 'Nora' });
    await nora.followIn(welcome, 'See or change your plan');
    await nora.unfold(/Your notes/);
    await nora.fill('Time', 'x'.repeat(101));
    await nora.fill('Names', 'Grace, Alan');
    await nora.press('Save notes');
    await page.getByText('That’s too long. Use 100 characters at most.').first().waitFor();
    expect(await page.getByLabel('Names').inputValue()).toBe('Grace, Alan');
    await nora.picture('mistake');
    await nora.fill('Time', '10:30 AM, New York time');
    await nora.fill('Place or link', 'https://meet.example/a-long-room-name');
    await nora.press('Save notes');
    await page.getByText('Your notes are saved.').waitFor();
    await nora.picture('saved');
    await nora.press('Undo');
    await nora.unfold(/Your notes/);
    expect(await page.getByLabel('Names').inputValue()).toBe('');
    await nora.fill('Time', '10:30 AM, New York time');
    await nora.fill('Names', 'Grace, Alan');
    await nora.check('Show these in my calendar and in the last lesson’s email, too');
    await nora.press('Save notes');
    await nora.unfold(/Your notes/);
    await nora.follow('Print your day sheet');
    await nora.sees('Day sheet');
    await page.getByText('10:30 AM, New York time').waitFor();
    await nora.picture('sheet');
    await page.emulateMedia({ media: 'print' });
    await nora.picture('sheet-printed');
    expect([await printed(nora, 'A4'), await printed(nora, 'Letter')]).toEqual([1, 1]);
    await page.emulateMedia({ media: 'screen' });

    await nora.until('2027-05-17 07:00');
    const last = await nora.mail('one-day');
    expect(last.text).toContain('Names: Grace, Alan');
    await nora.until('2027-05-18 18:30');
    await nora.followIn(last, 'See or change your plan');
    await nora.unfold(/Your notes/);
    await nora.fill('Questions you were asked', 'Why us?');
    await nora.picture('questions');
    await nora.press('Save questions');
    await page.getByText('Your notes are saved.').waitFor();
    await nora.until('2027-05-20 19:00');
    await nora.followIn(await nora.mail('how-did-it-go'), 'Not this time');
    await nora.press('Save this answer');
    nora.counts(null);
    await nora.sees('Nora, when is your interview?');
    const before = page.getByLabel('Questions you were asked last time');
    expect(await before.inputValue()).toBe('Why us?');
    await nora.picture('round-two');
    expect(nora.troubles).toEqual([]);
    await nora.leave();
  },
);

test('the longest notes still print on one page, and a phone and dark mode show them whole', async () => {
  const nora = await arrive('notes-longest', { now: '2027-05-10 10:00' });
  const { page } = nora;
  const welcome = await join(nora, { date: '2027-05-18', name: 'Nora' });
  await nora.followIn(welcome, 'See or change your plan');
  const own = page.url();
  await nora.unfold(/Your notes/);
  await nora.fill('Time', 'W'.repeat(100));
  await nora.fill('Place or link', `https://meet.example/${'m'.repeat(279)}`);
  await nora.fill('Names', 'Name '.repeat(40));
  await nora.fill('Phone if you’re late', '0'.repeat(60));
  await nora.press('Save notes');
  await page.getByText('Your notes are saved.').waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await nora.unfold(/Your notes/);
  await nora.picture('phone-dark');
  await page.goto(`${own.split('?')[0]}/sheet`);
  await nora.picture('sheet-phone-dark');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  expect([await printed(nora, 'A4'), await printed(nora, 'Letter')]).toEqual([1, 1]);
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await nora.picture('sheet-printed');
  await nora.leave();
});
