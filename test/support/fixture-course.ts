/** The courses that the engine's tests run on, so that they don't depend on `content/`. */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compile } from '../../scripts/course/compile.ts';
import { printable } from '../../scripts/course/problems.ts';
import { writeIfChanged } from '../../scripts/course/write.ts';
import type { Compiled } from '../../src/course/compiled.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the compiled course of `examples/marathon`; its text would be sent to every file. */
    marathon: string;
  }
}

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'test/fixtures');

/** The compiled course of `test/fixtures/engine`. */
export const FIXTURE = join(ROOT, 'src/course/compiled/fixture/courses.json');

const MARATHON = join(ROOT, 'src/course/compiled/fixture/marathon.json');

/**
 * For a Vitest configuration: imports the fixture in place of `content/`, which a fork replaces, and
 * every language of the interface.
 */
export const ON_FIXTURE = {
  alias: [
    { find: /^\.\/compiled\/courses\.json$/, replacement: FIXTURE },
    { find: '#catalogs', replacement: join(ROOT, 'src/words/catalogs.ts') },
  ],
};

/** Vitest's global set-up: compiles `test/fixtures/engine` to `FIXTURE`, and the example. */
export async function setup(project: TestProject): Promise<void> {
  await writeIfChanged(FIXTURE, JSON.stringify(await compiledFrom(join(FIXTURES, 'engine'))));
  await writeIfChanged(
    MARATHON,
    JSON.stringify(await compiledFrom(join(ROOT, 'examples/marathon'))),
  );
  project.provide('marathon', MARATHON);
}

/** Compiles the course in a folder that contains `content/`; throws with the problems if it has any. */
export async function compiledFrom(folder: string): Promise<Compiled> {
  const { compiled, problems } = await compile(folder, join(ROOT, 'emails'), '2026-11-27');
  if (!compiled || problems.length > 0) throw new Error(printable(problems).join('\n'));
  return compiled;
}
