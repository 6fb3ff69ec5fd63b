import { caniemail, rawData } from 'caniemail';
import { expect, test } from 'vitest';
import { CLIENTS, FALLBACKS } from './email-clients.ts';
import { everyEmail, oneOfEach } from './every-email.ts';

/**
 * caniemail.com has gaps for Thunderbird, and the library stops at them. Thunderbird uses Firefox's
 * engine, so a gap counts as supported.
 */
for (const { stats } of rawData.data) {
  stats.thunderbird = { macos: { untried: 'y' }, ...stats.thunderbird };
}

const unknown = new Map<string, Set<string>>();
test('a feature that an email client lacks has a documented fallback', async () => {
  const { emails } = await everyEmail();
  for (const { html } of oneOfEach(emails, ['ada', 'extreme', 'german'])) {
    const { issues } = caniemail({ clients: [...CLIENTS], html });
    for (const [client, features] of issues.errors) {
      for (const { title } of features) {
        unknown.set(title, (unknown.get(title) ?? new Set()).add(client));
      }
    }
  }
  expect([...unknown.keys()].filter((title) => !(title in FALLBACKS))).toEqual([]);
});

test('every documented fallback is needed', () => {
  expect(Object.keys(FALLBACKS).filter((title) => !unknown.has(title))).toEqual([]);
});

test('the gate knows a feature that Outlook lacks', () => {
  const { issues } = caniemail({
    clients: ['outlook.windows'],
    html: '<p style="display:flex">a</p>',
  });
  const titles = [...issues.errors.values(), ...issues.warnings.values()]
    .flat()
    .map(({ title }) => title);
  expect(titles.join()).toMatch(/flex|display/);
});
