import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { bindings } from '../support/worker.ts';

const PATHS = ['/', '/privacy', '/confirm/x', '/nope'];

let app: typeof import('../../src/http/app.ts')['app'];

beforeAll(async () => {
  // A Worker that has just started, on a database without migrations.
  await reset();
  vi.resetModules();
  ({ app } = await import('../../src/http/app.ts'));
});

describe('a Worker without tables says so on every page', () => {
  it.each(PATHS)('%s', async (path) => {
    const response = await app.request(path, {}, bindings);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('The database has no tables yet');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('and /health says so', async () => {
    const response = await app.request('/health', {}, bindings);
    expect([response.status, await response.json()]).toEqual([
      503,
      { ok: false, problems: [expect.stringContaining('no tables')] },
    ]);
  });
});

describe('a Worker without its settings names them, not their values', () => {
  const { LINK_SECRET: _, ...unset } = bindings;
  const half = { ...unset, REPLY_TO: ' ' };

  it.each(PATHS)('%s', async (path) => {
    const response = await app.request(path, {}, half);
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(html).toContain('LINK_SECRET isn&#39;t set');
    expect(html).toContain('REPLY_TO isn&#39;t set');
    expect(html).not.toContain(bindings.RESEND_API_KEY!);
  });

  it('and /health says so', async () => {
    const response = await app.request('/health', {}, half);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, problems: { length: 2 } });
  });
});
