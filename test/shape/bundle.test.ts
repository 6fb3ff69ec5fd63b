import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { adminGzipBytes, embedGzipBytes, engineGzipBytes } from '../../bench/sizes.ts';
import type { Compiled } from '../../src/course/compiled.ts';
import { CATALOGUES } from '../../src/words/words.ts';
import { secretsIn } from '../support/secretlint.ts';

const out = mkdtempSync(join(tmpdir(), 'milepost-bundle-'));
/** The courses in `content/`, which the bundle contains. */
const compiled: Compiled = JSON.parse(readFileSync('src/course/compiled/courses.json', 'utf8'));
let file = '';
let bundle = '';

beforeAll(() => {
  execFileSync('node_modules/.bin/wrangler', ['deploy', '--dry-run', '--outdir', out], {
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' },
    stdio: 'pipe',
  });
  const [script] = readdirSync(out).filter((name) => name.endsWith('.js'));
  file = join(out, script!);
  bundle = readFileSync(file, 'utf8');
}, 120_000);

it('the bundle contains no React', () => {
  expect(bundle).not.toMatch(/node_modules\/(react|react-dom|react-email|@react-email)\//);
  expect(bundle).not.toMatch(/renderToPipeableStream|renderToReadableStream|react\.element/);
});

it('the bundle contains no secret and no local path', () => {
  expect(secretsIn(file)).toEqual([]);
  expect(bundle).not.toContain(process.cwd());
});

it('the form for other sites adds at most 1.5 KB gzip', async () => {
  const added = await embedGzipBytes();
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThanOrEqual(1.5 * 1024);
});

it("the operator's pages and the daily counts add at most 37 KB gzip", async () => {
  const added = await adminGzipBytes();
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThanOrEqual(37 * 1024);
});

it.each(Object.entries(CATALOGUES))(
  "the bundle contains the interface in its courses' languages only: %s",
  (language, { layout }) => {
    const isUsed = compiled.courses.some(({ languages }) => languages.includes(language));
    expect(bundle.includes(layout.skip)).toBe(isUsed);
  },
);

it('the engine, without courses and words, is at most 110 KB gzip', async () => {
  expect(await engineGzipBytes()).toBeLessThanOrEqual(110 * 1024);
});
