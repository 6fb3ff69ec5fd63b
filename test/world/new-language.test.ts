import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newLanguage } from '../../scripts/cli/new-language.ts';

const project = join(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'milepost-language-'));
const print = vi.spyOn(console, 'log').mockImplementation(() => {});

beforeAll(async () => {
  for (const path of ['src/words', 'emails/messages', 'scripts/cli/new-texts.ts']) {
    cpSync(join(project, path), join(root, path), { recursive: true });
  }
  await newLanguage(['it'], root);
  await newLanguage(['pt-BR'], root);
});
afterAll(() => {
  print.mockRestore();
  rmSync(root, { recursive: true });
});

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test.each(['src/words', 'emails/messages'])(
  'a new language has every file of English: %s',
  (folder) => {
    const files = (language: string) => readdirSync(join(root, folder, language)).sort();
    expect(files('it')).toEqual(files('en'));
  },
);

test('its catalog has its own name, plural rules and type', () => {
  expect(read('src/words/it/all.ts')).toContain('export const it: Words = {');
  expect(read('src/words/it/all.ts')).toContain("name: 'Italiano'");
  const texts = readdirSync(join(root, 'src/words/it')).map((name) => read(`src/words/it/${name}`));
  expect(texts.join('')).toContain("pluralIn('it')");
  expect(texts.join('')).not.toMatch(/pluralIn\('en'\)|^export type/m);
});

test('it is listed, and a course in it can begin', () => {
  expect(read('src/words/catalogs.ts')).toContain("CATALOGUES = { en, de, fr, it, 'pt-BR': ptBR }");
  expect(read('src/words/catalogs.ts')).toContain("import { ptBR } from './pt-BR/all.ts';");
  expect(read('scripts/cli/new-texts.ts')).toMatch(
    /^ {2}it: \{\n {4}target: \{ name: 'date', your: 'your date' \}/m,
  );
});

test.each([['it'], ['fr'], ['images'], ['FR'], ['']])(
  'what exists or is no language is left alone: %s',
  async (tag) => {
    const before = read('src/words/catalogs.ts');
    await expect(newLanguage([tag], root)).rejects.toThrow(/exists already|isn't a language's tag/);
    expect(read('src/words/catalogs.ts')).toBe(before);
  },
);
