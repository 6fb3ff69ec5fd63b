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
  await newLanguage(['eo'], root);
  await newLanguage(['la-VA'], root);
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
    expect(files('eo')).toEqual(files('en'));
  },
);

test('its catalog has its own name, plural rules and type', () => {
  expect(read('src/words/eo/all.ts')).toContain('export const eo: Words = {');
  expect(read('src/words/eo/all.ts')).toContain("name: 'Esperanto'");
  const texts = readdirSync(join(root, 'src/words/eo')).map((name) => read(`src/words/eo/${name}`));
  expect(texts.join('')).toContain("pluralIn('eo')");
  expect(texts.join('')).not.toMatch(/pluralIn\('en'\)|^export type/m);
});

test('it is listed, and a course in it can begin', () => {
  expect(read('src/words/catalogs.ts')).toMatch(/CATALOGUES = \{ en, .*, eo, 'la-VA': laVA \}/);
  expect(read('src/words/catalogs.ts')).toContain("import { laVA } from './la-VA/all.ts';");
  expect(read('scripts/cli/new-texts.ts')).toMatch(
    /^ {2}eo: \{\n {4}target: \{ name: 'date', your: 'your date' \}/m,
  );
});

test.each([['eo'], ['fr'], ['images'], ['FR'], ['']])(
  'what exists or is no language is left alone: %s',
  async (tag) => {
    const before = read('src/words/catalogs.ts');
    await expect(newLanguage([tag], root)).rejects.toThrow(/exists already|isn't a language's tag/);
    expect(read('src/words/catalogs.ts')).toBe(before);
  },
);
