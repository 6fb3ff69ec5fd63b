import { expect, it } from 'vitest';
import { post, request } from '../support/worker.ts';

const NOW = '2027-01-10T12:00:00Z';

it.each([
  ['en', 'This link is from a test email'],
  ['de', 'Dieser Link ist aus einer Test-E-Mail'],
])('a personal link of a test email leads to a page that says so (%s)', async (locale, title) => {
  for (const path of ['manage', 'manage/lessons/one-week', 'manage/mail/x?outcome=y', 'confirm']) {
    const query = path.includes('?') ? '&' : '?';
    const response = await request(`/test-link/${path}${query}locale=${locale}`, NOW);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).toContain(title);
  }
});

it('unsubscribing from a test email with one click is accepted', async () => {
  const answer = await post('/test-link/unsubscribe', NOW, { 'List-Unsubscribe': 'One-Click' });
  expect(answer.status).toBe(200);
});
