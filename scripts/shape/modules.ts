import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The Worker's source files without the compiled courses. */
export const SOURCES: readonly string[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('course/compiled/'))
  .map((file) => join('src', file));

/** A folder or file directly in `src`, without its extension. */
export const moduleOf = (file: string): string =>
  relative('src', file)
    .split('/')[0]!
    .replace(/\.tsx?$/, '');

/** What a file imports or re-exports, types included. */
export const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^\s*(?:import|export)\b[^'"]*?from '([^']+)'/gm)].map(
    ([, from]) => from!,
  );

/** The module that a relative import leads to. */
export const moduleBehind = (file: string, from: string): string =>
  moduleOf(resolve(dirname(file), from).replace(`${process.cwd()}/`, ''));
