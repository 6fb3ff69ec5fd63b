/** Measures how simple the source is to carry on: `npm run shape`. */
import { readFileSync } from 'node:fs';
import { filesRun } from './shape/coverage.ts';
import { columnHomes, messageHomes } from './shape/homes.ts';
import { betweenFolders, circlesOf, importsInHttp } from './shape/imports.ts';
import { SOURCES } from './shape/modules.ts';
import { readFlags, runMain, Trouble } from './world/terminal.ts';

/**
 * Of each measure the value to aim for, and the value held: `npm run check` fails if it grows.
 * Lower it when a change reaches less.
 */
const LIMITS = {
  files: { aim: 165, held: 234 },
  longest: { aim: 250, held: 250 },
  arrows: { aim: 45, held: 33 },
  circles: { aim: 0, held: 0 },
  lesson: { aim: 18, held: 44 },
  'sign-up': { aim: 28, held: 55 },
  column: { aim: 4, held: 3 },
  message: { aim: 5, held: 8 },
};

type Name = keyof typeof LIMITS;
type Measure = { readonly says: string; readonly value: number; readonly list: readonly string[] };

const NAMES = Object.keys(LIMITS) as Name[];

const usage = `npm run shape -- [--list] [--held] [${NAMES.map((name) => `--${name} ${LIMITS[name].aim}`).join('] [')}]

Counts how many files and imports a change has to deal with, and prints each measure with the value
held and the value to aim for.
Exit code 1: a measure is over its aim, or with --held, over the value held.
  --list    also prints what was counted
  --held    accepts what is over its aim but hasn't grown`;

await runMain(async () => {
  const text = { type: 'string' } as const;
  const aims = Object.fromEntries(NAMES.map((name) => [name, text]));
  const flags: Record<string, string | boolean | undefined> = readFlags(
    { ...aims, list: { type: 'boolean' }, held: { type: 'boolean' } },
    usage,
  );
  const limits = NAMES.map((name) => ({ name, ...LIMITS[name], aim: aimOf(name, flags[name]) }));
  const measures = await measured();
  console.log(`${''.padEnd(52)}now   held    aim`);
  for (const { name, aim, held } of limits) {
    const { says, value, list } = measures[name];
    const figures = [value, held, aim].map((figure) => String(figure).padStart(7)).join('');
    const over = value > (flags.held ? held : aim);
    console.log(`${says.padEnd(48)}${figures}${over ? '  over' : ''}`);
    if (flags.list) for (const line of list) console.log(`    ${line}`);
    if (over) process.exitCode = 1;
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

function aimOf(name: Name, given: string | boolean | undefined): number {
  if (given === undefined) return LIMITS[name].aim;
  if (typeof given === 'string' && /^\d+$/.test(given)) return Number(given);
  throw new Trouble(`--${name} ${given} isn't a count.`, '', usage, 2);
}
