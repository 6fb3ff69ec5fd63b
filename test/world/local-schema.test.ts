import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSchema } from '../../scripts/world/local-schema.ts';
import { root } from '../../scripts/world/wrangler.ts';
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';

let health: { status: number; body: string };
const server = createServer((_, response) => response.writeHead(health.status).end(health.body));
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const check = () => checkSchema(url, join(root, '.milepost/world'));

describe('a local database', () => {
  it('of this schema passes, whatever else its health is', async () => {
    health = { status: 503, body: JSON.stringify({ ok: false, schema_version: SCHEMA_VERSION }) };
    await expect(check()).resolves.toBeUndefined();
  });

  it.each([
    ['an older schema', JSON.stringify({ ok: false, schema_version: SCHEMA_VERSION - 1 })],
    ['a schema that lacks tables', JSON.stringify({ ok: false, problems: ['no tables'] })],
    ['a schema on which the health check fails', 'Internal Server Error'],
  ])('of %s ends the start with the command that replaces it', async (_, body) => {
    health = { status: 503, body };
    await expect(check()).rejects.toMatchObject({
      message: 'The local database is from another version of Milepost.',
      fix: expect.stringContaining('rm -r .milepost/world && npm start'),
      exitCode: 1,
    });
  });
});
