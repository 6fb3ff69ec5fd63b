/** The commands that README and docs show exist, with the options that they show. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(join(ROOT, 'docs')).flatMap((file) =>
    /\.md$/.test(file) ? [`docs/${file}`] : [],
  ),
];

/** In blocks and between backticks: `npm start`, `npm run x -- --flag`, `npx milepost x --flag`. */
const COMMAND = /\b(?:npm (start|test|run [\w-]+)|npx milepost ([a-z][\w-]*))([^`\n#|&]*)/g;

const shown = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```sh\n[\s\S]*?```|`[^`\n]+`/g)].flatMap(
    ([code]) =>
      [...code.matchAll(COMMAND)].map(([, npm, verb, rest = '']) => ({
        name: npm ? `npm ${npm}` : `milepost ${verb}`,
        flags: [...rest.matchAll(/(?<=\s)--([a-z][\w-]*)/g)].map(([flag]) => flag),
      })),
  ),
);

const flagsOf = Map.groupBy(
  shown.flatMap(({ name, flags }) => flags.map((flag) => ({ name, flag }))),
  ({ name }) => name,
);

test('every npm script that is shown exists', () => {
  const npm = shown.flatMap(({ name }) => (name.startsWith('npm ') ? [name.slice(4)] : []));
  expect(npm.length).toBeGreaterThan(20);
  const missing = npm.map((name) => name.replace('run ', '')).filter((name) => !scripts[name]);
  expect(missing).toEqual([]);
});

test('every verb of milepost that is shown exists', async () => {
  const { stdout } = await node('scripts/milepost.ts', '--help');
  const known = [...stdout.matchAll(/^ {2}([a-z][\w-]*) {2}/gm)].map(([, verb]) => verb);
  expect(known.length).toBeGreaterThan(5);
  const verbs = shown.flatMap(({ name }) => (name.startsWith('milepost') ? [name.slice(9)] : []));
  expect([...new Set(verbs)].filter((verb) => !known.includes(verb))).toEqual([]);
});

test.each([...flagsOf.keys()].sort())(
  'the options shown for `%s` are in its help',
  async (name) => {
    const [kind, ...words] = name.split(' ');
    const verb = words.at(-1)!;
    const file = kind === 'npm' ? /(?:scripts|bench|test)\/\S+\.ts/.exec(scripts[verb]!)?.[0] : '';
    const { stdout } = await (file
      ? node(file, '--help')
      : node('scripts/milepost.ts', verb, '--help'));
    for (const { flag } of flagsOf.get(name)!) expect(stdout).toContain(flag);
  },
);

const node = (...args: string[]) =>
  promisify(execFile)(join(ROOT, 'node_modules/.bin/node'), args, { cwd: ROOT });
