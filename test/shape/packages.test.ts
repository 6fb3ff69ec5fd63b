import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tablesOf } from '../support/schema.ts';

/** Third-party packages: as few as possible, at exact versions. */

const read = (file: string): string => readFileSync(file, 'utf8');
const { dependencies, devDependencies, allowScripts } = JSON.parse(read('package.json'));
const { lockfileVersion, packages } = JSON.parse(read('package-lock.json')) as {
  lockfileVersion: number;
  packages: Record<string, Locked>;
};

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
};

const others = Object.entries(packages).filter(([path]) => path !== '');

describe('the lockfile', () => {
  it('has a strong checksum for every downloaded package', () => {
    expect(lockfileVersion).toBe(3);
    expect(others.length).toBeGreaterThan(200);
    const unchecked = others.filter(
      ([, { integrity, inBundle }]) => !inBundle && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
    );
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it('downloads only from the registry', () => {
    const elsewhere = others.filter(
      ([, { resolved, link }]) =>
        link || (resolved && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  it('lists every package that runs code when it is installed', () => {
    const running = others
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.split('node_modules/').at(-1)!)
      .filter((name) => !allowScripts[name]);
    expect(running.filter((name) => name !== 'fsevents')).toEqual([]);
  });

  it('matches package.json, where every version is exact', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const wanted = String(version).replace(/^npm:.*@/, '');
      expect([name, wanted]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, wanted]);
    }
  });
});

it('SECURITY.md gives a reason for each runtime package, and the sources import no other', () => {
  const table = read('SECURITY.md').split('## Dependencies')[1]!.split('\n## ')[0]!;
  const named = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(dependencies));
  const used = new Set(
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => [...read(`src/${file}`).matchAll(/from '([^.'][^']*)'/g)])
      .map(([, from]) => from!.split('/')[0]!)
      // Node's own modules, and names that package.json maps to files of ours.
      .filter((name) => !/^(node:|#)/.test(name)),
  );
  expect([...used].sort()).toEqual(Object.keys(dependencies).sort());
});

it('SECURITY.md names every route, and the tests that it names exist', () => {
  const page = read('SECURITY.md');
  const pages = readdirSync('src/http', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  );
  const entries = [
    ...read('src/http/app.ts').matchAll(/app\.route\('(\/[\w-]+)'/g),
    ...pages.flatMap((file) => [
      ...read(`src/http/${file}`).matchAll(/\b(?:site|home|subscribe)\.\w+\('(\/[\w.-]*)/g),
    ]),
  ].map(([, path]) => path!);
  expect(entries.length).toBeGreaterThan(10);
  for (const path of entries) {
    expect([path, page.includes(`\`${path.replace(/(.)\/$/, '$1')}\``)]).toEqual([path, true]);
  }
  for (const [, folder = 'security', test] of page.matchAll(
    /`(?:test\/([\w-]+)\/)?([\w-]+\.test\.ts)`/g,
  )) {
    expect(readdirSync(`test/${folder}`)).toContain(test);
  }
});

it('docs/privacy.md has every table in its map', () => {
  const map = read('docs/privacy.md').split('## The data map')[1]!.split('\n## ')[0]!;
  const tables = tablesOf().map(({ table }) => table);
  expect(tables.filter((table) => !map.includes(`\`${table}\``))).toEqual([]);
});
