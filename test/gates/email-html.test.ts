import { expect, test } from 'vitest';
import { everyEmail, oneOfEach } from './every-email.ts';
import { mailFaults } from './html.ts';

test('every email is valid HTML, with headings in order and layout tables only', async () => {
  const { emails } = await everyEmail();
  const faults: string[] = [];
  for (const { name, html } of oneOfEach(emails, ['ada', 'extreme', 'german', 'right-to-left'])) {
    faults.push(...(await mailFaults(html)).map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

test('the gate finds a second title, a skipped heading and a misplaced element', async () => {
  const bad =
    '<!DOCTYPE html><html lang="en"><head><title>a</title><title>b</title></head><body><h1>a</h1><h3>b</h3><table><p>d</p></table></body></html>';
  const found = (await mailFaults(bad)).join();
  expect(found).toContain('element-permitted-occurrences');
  expect(found).toContain('heading-level');
  expect(found).toContain('element-permitted-content');
});
