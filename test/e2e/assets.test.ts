import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { headerFaults } from '../security/verdict.ts';
import { url } from './own-world.ts';

/** Static files don't reach the Worker's code, so `_headers` repeats the security headers. */
const files = readdirSync('src/http/assets').filter((name) => name !== '_headers');

it.each(files)('%s has the full headers for every method', async (file) => {
  for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE']) {
    const response = await fetch(new URL(file, url), { method });
    const { status, headers } = response;
    const faults = headerFaults(`/${file}`, { status, headers }).filter(
      (fault) => fault !== 'allow: null',
    );
    expect([method, status, faults]).toEqual([method, /GET|HEAD/.test(method) ? 200 : 405, []]);
  }
});

it('the _headers file is not served', async () => {
  expect((await fetch(new URL('/_headers', url))).status).toBe(404);
});
