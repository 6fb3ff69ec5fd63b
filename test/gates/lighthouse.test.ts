import lighthouse from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from '../../scripts/world/browser.ts';
import { freePort } from '../../scripts/world/http-listen.ts';
import { publicStates } from './page-states.ts';

const url = inject('url');

/**
 * Minimum points out of 100. The performance score depends on this machine, so it's only printed,
 * and not measured in CI.
 */
const AT_LEAST = { accessibility: 100, 'best-practices': 100, seo: 95 } as const;

/** A form in another site's frame isn't for search engines. */
const { seo, ...EMBEDDED } = AT_LEAST;

const pages = publicStates('en-GB').filter(
  ({ name, status }) => status === 200 && name !== 'home-with-a-plan',
);

let browser: Browser;
let port: number;
beforeAll(async () => {
  port = await freePort();
  browser = await launchBrowser([`--remote-debugging-port=${port}`]);
});
afterAll(() => browser?.close());

test.each(pages)('Lighthouse on $name', async ({ name, path }) => {
  const atLeast = name.startsWith('embed') ? EMBEDDED : AT_LEAST;
  const run = await lighthouse(new URL(path, url).href, {
    port,
    logLevel: 'error',
    // The pages are small and load nothing late, so waiting for idle would only measure the
    // machine.
    pauseAfterFcpMs: 0,
    pauseAfterLoadMs: 0,
    networkQuietThresholdMs: 100,
    cpuQuietThresholdMs: 0,
    disableFullPageScreenshot: true,
    skipAudits: ['bf-cache'],
    onlyCategories: [...(process.env.CI ? [] : ['performance']), ...Object.keys(atLeast)],
  });
  const { categories, audits } = run!.lhr;
  const points = (id: string): number => Math.round(100 * (categories[id]?.score ?? 0));
  const lost = Object.entries(atLeast).flatMap(([id, least]) =>
    points(id) >= least
      ? []
      : categories[id]!.auditRefs.filter(
          (ref) => ref.weight > 0 && audits[ref.id]?.score !== null && audits[ref.id]!.score! < 1,
        ).map((ref) => `${id}: ${audits[ref.id]!.title}`),
  );
  // On a busy machine a page may be painted before Lighthouse observes it.
  if (categories.performance?.score != null) {
    console.log(`${name}: performance ${points('performance')} of 100`);
  }
  expect(lost).toEqual([]);
});
