/** Measures how simple the source is to carry on: `npm run shape`. */
import { readFileSync } from 'node:fs';
import { filesRun } from '../test/shape/measures/coverage.ts';
import { columnHomes, messageHomes } from '../test/shape/measures/homes.ts';
import { betweenFolders, circlesOf, importsInHttp } from '../test/shape/measures/imports.ts';
import { SOURCES } from '../test/support/modules.ts';
import { readFlags, runMain, Trouble } from './world/terminal.ts';

/** The largest value of each measure, by the flag that changes it. */
const LIMITS = {
  files: 165,
  longest: 250,
  arrows: 45,
  circles: 0,
  lesson: 18,
  'sign-up': 28,
  column: 4,
  message: 5,
};

type Name = keyof typeof LIMITS;
type Measure = { readonly says: string; readonly value: number; readonly list: readonly string[] };

const NAMES = Object.keys(LIMITS) as Name[];

const usage = `npm run shape -- [--list] [${NAMES.map((name) => `--${name} ${LIMITS[name]}`).join('] [')}]

Counts how many files and imports a change has to deal with, and prints each measure with its limit.
Exit code 1: a measure is over its limit.
  --list    also prints what was counted`;

await runMain(async () => {
  const text = { type: 'string' } as const;
  const limits = Object.fromEntries(NAMES.map((name) => [name, text]));
  const flags: Record<string, string | boolean | undefined> = readFlags(
    { ...limits, list: { type: 'boolean' } },
    usage,
  );
  const allowed = NAMES.map((name) => [name, limitOf(name, flags[name])] as const);
  const measures = await measured();
  console.log(`${''.padEnd(52)}now  limit`);
  for (const [name, limit] of allowed) {
    const { says, value, list } = measures[name];
    const figures = `${String(value).padStart(7)}${String(limit).padStart(7)}`;
    console.log(`${says.padEnd(48)}${figures}${value > limit ? '  over' : ''}`);
    if (flags.list) for (const line of list) console.log(`    ${line}`);
    if (value > limit) process.exitCode = 1;
  }
});

async function measured(): Promise<Record<Name, Measure>> {
  const imports = importsInHttp();
  const folders = betweenFolders(imports);
  const circles = [...circlesOf(imports), ...circlesOf(folders)].map((one) => one.join(', '));
  const [longest] = SOURCES.map((file) => ({ file, lines: linesOf(file) })).sort(
    (a, b) => b.lines - a.lines,
  );
  const { lesson, signUp } = await filesRun();
  const column = columnHomes();
  const message = messageHomes();
  return {
    files: counted('files in src', SOURCES),
    longest: { says: 'lines of the longest', value: longest!.lines, list: [longest!.file] },
    arrows: counted(
      'imports between folders of src/http',
      folders.map((one) => one.join(' -> ')),
    ),
    circles: counted('circles of imports in src/http', circles),
    lesson: counted("files that a lesson's sending runs through", lesson),
    'sign-up': counted('files that a sign-up runs through below HTTP', signUp),
    column: counted(`files of a subscription column (${column.of})`, column.files),
    message: counted(`files of a system message (${message.of})`, message.files),
  };
}

function counted(says: string, list: readonly string[]): Measure {
  return { says, value: list.length, list };
}

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

function limitOf(name: Name, given: string | boolean | undefined): number {
  if (given === undefined) return LIMITS[name];
  if (typeof given === 'string' && /^\d+$/.test(given)) return Number(given);
  throw new Trouble(`--${name} ${given} isn't a count.`, '', usage, 2);
}
