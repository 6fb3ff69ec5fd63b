import { expect, it } from 'vitest';
import { request } from '../support/worker.ts';

const NOW = '2027-03-01T08:00:00Z';

const menuOf = async (path: string): Promise<string> => {
  const page = await (await request(path, NOW)).text();
  return page.slice(page.indexOf('<nav class="side"'));
};

it('the menu lists pages under another only on its branch', async () => {
  const pages = '/pages/ml-interviews';
  expect(await menuOf(`${pages}/habits`)).not.toContain(`${pages}/round-coding`);
  expect(await menuOf(`${pages}/interview`)).toContain(`${pages}/round-coding`);
  expect(await menuOf(`${pages}/round-talk`)).toContain(`${pages}/round-coding`);
});

it('a page under another links back to it', async () => {
  const page = await (await request('/pages/ml-interviews/round-talk', NOW)).text();
  expect(page).toMatch(/<p class="mark-label"><a href="\/pages\/ml-interviews\/interview">/);
});

it('the sign-up page lists only pages that are under no other', async () => {
  const page = await (await request('/', NOW)).text();
  const listed = page.slice(page.indexOf('id="shelf"'));
  expect(listed).toContain('/pages/ml-interviews/interview"');
  expect(listed).not.toContain('/pages/ml-interviews/round-coding"');
});
