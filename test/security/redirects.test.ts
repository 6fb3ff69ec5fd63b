import { beforeEach, expect, it, vi } from 'vitest';
import { attack, UNGUARDED } from './attack.ts';

/** No path redirects or links to another site, however it begins. */

beforeEach(() => {
  for (const say of ['log', 'error'] as const) vi.spyOn(console, say).mockReturnValue();
});

const AWAY = ['//evil.example', '///evil.example/x', '/%5Cevil.example', '/%5C/evil.example'];

const DB = {
  prepare: () => {
    throw new Error('D1_ERROR: Network connection lost.');
  },
};

const TIMES = {
  'on a good day': UNGUARDED,
  'before anything is set': { LINK_SECRET: '' },
  'while the database is away': { ...UNGUARDED, DB },
};

it.each(AWAY)('%s leads to no other site', async (path) => {
  for (const [when, settings] of Object.entries(TIMES)) {
    for (const method of ['GET', 'POST']) {
      const { text, headers } = await attack(`${path}?next=//evil.example`, { method }, settings);
      const led = [...text.matchAll(/\b(?:href|action|src)="([^"]*)"/g)].map(([, url]) => url!);
      const away = [...led, headers.get('location') ?? '/'].filter(
        (url) => new URL(url, 'https://milepost.test').hostname === 'evil.example',
      );
      expect([when, method, away]).toEqual([when, method, []]);
    }
  }
});
