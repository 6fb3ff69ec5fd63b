import type { CompiledCourse } from '../../src/course/compiled.ts';
import { LANGUAGES } from '../../src/words/words.ts';

/** The module that the Worker imports as `#catalogs`: the interface in its courses' languages. */
export function catalogsOf(courses: readonly Pick<CompiledCourse, 'languages'>[]): string {
  const used = LANGUAGES.filter((tag) => courses.some(({ languages }) => languages.includes(tag)));
  const imports = used.map(
    (tag) => `import { ${variableOf(tag)} } from '../../words/${tag}/all.ts';\n`,
  );
  return `${imports.join('')}\nexport const CATALOGUES = { ${used.map(entryOf).join(', ')} };\n`;
}

/** The name of a language's catalog in code. @example variableOf('pt-BR') // 'ptBR' */
export const variableOf = (tag: string): string => tag.replaceAll('-', '');

/** @example entryOf('pt-BR') // "'pt-BR': ptBR" */
export const entryOf = (tag: string): string =>
  variableOf(tag) === tag ? tag : `'${tag}': ${variableOf(tag)}`;
