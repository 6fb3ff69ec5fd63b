import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, moduleBehind, moduleOf, SOURCES } from '../../scripts/shape/modules.ts';

/**
 * Imports run one way: `index -> services -> http -> usecases -> storage, mail, links, course ->
 * domain`. Only use-cases and `services.ts` import the storage; the four below import only the
 * domain.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  index: ['services', 'http', 'usecases', 'domain'],
  services: ['usecases', 'storage', 'mail', 'links', 'course', 'domain'],
  http: ['services', 'usecases', 'links', 'course', 'words', 'domain'],
  usecases: ['storage', 'mail', 'links', 'course', 'words', 'domain'],
  storage: ['domain'],
  mail: ['domain'],
  links: ['domain'],
  course: ['domain'],
  words: ['domain'],
  domain: [],
};

/** The packages that a module may import; modules not listed import no package. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  http: /^hono(\/|$)|^node:async_hooks$|^d3-(scale|shape)$/,
  links: /^node:crypto$/,
  mail: /^node:crypto$/,
  // Its own files, as package.json says.
  words: /^#catalogs$/,
};

describe('imports run one way', () => {
  it.each(SOURCES)('from %s', (file) => {
    const room = moduleOf(file);
    for (const from of importsOf(file)) {
      if (!from.startsWith('.')) {
        expect(from).toMatch(PACKAGES[room] ?? /^$/);
        continue;
      }
      const other = moduleBehind(file, from);
      if (other !== room)
        expect([room, MAY_IMPORT[room]]).toEqual([room, expect.arrayContaining([other])]);
    }
  });
});

it.each(['src', 'scripts', 'emails', 'bench'])('nothing in %s/ imports a test', (folder) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));
  expect(files.length).toBeGreaterThan(0);
  const importing = files.filter((file) => {
    const imported = readFileSync(file, 'utf8').matchAll(/(?:\bfrom |\bimport\()'(\.[^']+)'/g);
    return [...imported].some(([, from]) => join(file, '..', from!).startsWith('test/'));
  });
  expect(importing).toEqual([]);
});

it('only services.ts reads the clock', () => {
  const reading = SOURCES.filter((file) =>
    /Date\.now\b|new Date\(\)/.test(readFileSync(file, 'utf8')),
  );
  expect(reading.sort()).toEqual(['src/services.ts']);
});

it('the domain has no await and no environment', () => {
  for (const file of SOURCES.filter((one) => moduleOf(one) === 'domain')) {
    expect(readFileSync(file, 'utf8')).not.toMatch(
      /\bawait\b|\bprocess\b|\bfetch\(|Math\.random|crypto\./,
    );
  }
});

it('no file is over 250 lines, and half of them are at most 130', () => {
  const lengths = SOURCES.map((file) => readFileSync(file, 'utf8').split('\n').length - 1).sort(
    (a, b) => a - b,
  );
  expect(lengths.at(-1)).toBeLessThanOrEqual(250);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(130);
});
