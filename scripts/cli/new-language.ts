import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LANGUAGES } from '../../src/words/words.ts';
import { entryOf, variableOf } from '../course/catalogs.ts';
import { isLanguage } from '../course/check-files.ts';
import { bold, dim, green, readFlags, Trouble } from '../world/terminal.ts';
import { root as project } from '../world/wrangler.ts';

const usage = `npx milepost new-language <tag>

Copies the English texts of the interface and the neutral messages for you to translate, and lists
the language, so that it builds and plays from the first text on.
  <tag>   the language's BCP 47 tag, like fr or pt-BR; there are ${LANGUAGES.join(', ')}`;

/** `npx milepost new-language`. @param root the project's folder */
export async function newLanguage(args: string[], root = project): Promise<void> {
  const [tag = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args;
  readFlags({}, usage, rest);
  if (!isLanguage(tag)) {
    throw new Trouble(`"${tag}" isn't a language's tag.`, 'Nothing was written.', usage, 2);
  }
  const folders = [`src/words/${tag}`, `emails/messages/${tag}`];
  const taken = folders.find((folder) => existsSync(join(root, folder)));
  if (taken) throw new Trouble(`${taken}/ exists already.`, 'Nothing was written.', 'Change it.');

  const files = new Map<string, string>();
  for (const [from, change] of [
    ['src/words/en', catalog],
    ['emails/messages/en', (text: string) => text],
  ] as const) {
    for (const name of await readdir(join(root, from))) {
      const text = await readFile(join(root, from, name), 'utf8');
      files.set(`${dirname(from)}/${tag}/${name}`, change(text, tag));
    }
  }
  for (const [path, change] of [
    ['src/words/catalogs.ts', listed],
    ['scripts/cli/new-texts.ts', withStarter],
  ] as const) {
    files.set(path, change(await readFile(join(root, path), 'utf8'), tag));
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  console.log(`${green('✓')} ${bold(nameOf(tag))}: these files are to be translated`);
  for (const path of files.keys()) console.log(dim(`  ${path}`));
  console.log(`
  Begin anywhere: what isn't translated yet is English. Then:
  ${bold('npx tsc')} names a text that's missing or lacks a value, ${bold('npm test')} one that's left in English.
  More: docs/translate.md`);
}

/** A file of `src/words/en/` as the beginning of another language's. */
function catalog(english: string, tag: string): string {
  const name = variableOf(tag);
  const text = english
    .replaceAll("pluralIn('en')", `pluralIn('${tag}')`)
    .replace(/^\/\*\* English: .*\n/m, '')
    .replace('export const en = {', `export const ${name}: Words = {`)
    .replace("name: 'English'", `name: '${nameOf(tag)}'`)
    .replace("dir: 'ltr' as 'ltr' | 'rtl'", `dir: '${directionOf(tag)}'`);
  // The types stay where they are, in English.
  const types = [...text.matchAll(/^export type (\w+) = [\s\S]*?^\};\n\n?/gm)];
  const own = types.reduce((rest, [type]) => rest.replace(type, ''), text);
  const used = types.flatMap(([, type]) => (new RegExp(`\\b${type}\\b`).test(own) ? [type] : []));
  const imports = [
    ...(used.length > 0 ? [`import type { ${used.join(', ')} } from '../en/errors.ts';\n`] : []),
    ...(own.includes(': Words = {') ? ["import type { Words } from '../words.ts';\n"] : []),
  ].join('');
  return imports + withoutIdleImports(own);
}

/** Removes type imports that only the removed types needed. */
const withoutIdleImports = (text: string): string =>
  text.replace(/^import type \{ ([^}]+) \} from '[^']+';\n/gm, (line, names: string) =>
    names.split(', ').some((name) => text.split(name).length > 2) ? line : '',
  );

/** `catalogs.ts` with the new catalog. */
const listed = (text: string, tag: string): string =>
  text
    .replace(
      "import type { Words } from './words.ts';\n",
      (line) => `import { ${variableOf(tag)} } from './${tag}/all.ts';\n${line}`,
    )
    .replace(/(CATALOGUES = \{ [^}]*?) \}/, (_, before) => `${before}, ${entryOf(tag)} }`);

/** `new-texts.ts` with the English texts under the new tag. Only English derives its possessive. */
const withStarter = (text: string, tag: string): string =>
  text.replace(/^ {2}en: (\{\n[\s\S]*?^ {2}\},\n)/m, (whole, texts: string) => {
    const own = texts.replace("{ name: 'date' }", "{ name: 'date', your: 'your date' }");
    return `${whole}  ${variableOf(tag) === tag ? tag : `'${tag}'`}: ${own}`;
  });

/** The language's own name. */
const nameOf = (tag: string): string => {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
};

type WithDirection = { readonly getTextInfo?: () => { readonly direction?: string } };

const directionOf = (tag: string): string =>
  (new Intl.Locale(tag) as WithDirection).getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr';
