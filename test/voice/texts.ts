/** The texts that a person reads: courses and messages, the interface, the docs, the commands. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newReport } from '../../scripts/course/problems.ts';
import { readMarkdown, readYaml } from '../../scripts/course/source.ts';
import { literalsOf } from '../support/strings.ts';

export type Kind = 'course' | 'interface' | 'docs' | 'commands';

/** One paragraph, list item, table cell, heading, front-matter value or string of a program. */
export type Text = {
  readonly file: string;
  /** 0 if unknown: compiled strings have no line. */
  readonly line: number;
  readonly kind: Kind;
  readonly language: (typeof VOICED)[number];
  /** A paragraph or a list item with whole sentences, so that it can be measured. */
  readonly isProse: boolean;
  /** The name of a linked work, in its author's words. */
  readonly isTitle: boolean;
  /** Without Markdown, URLs and code; a slot reads as `Ada`. */
  readonly text: string;
};

/** The languages whose texts have rules. */
const VOICED = ['en', 'de', 'fr'] as const;

const ROOT = join(import.meta.dirname, '../..');

/** All but those in `content/`. */
export async function everyText(): Promise<Text[]> {
  const docs = [...filesIn('docs', /\.md$/), ...filesIn('.', /^[A-Z]+\.md$/, false)];
  return [
    ...(await courseTextsIn('examples', ...VOICED.map((one) => `emails/messages/${one}`))),
    ...(await Promise.all(docs.map(docTexts))).flat(),
    ...VOICED.flatMap((language) =>
      filesIn(`src/words/${language}`, /\.ts$/).flatMap((file) => stringTexts(file, 'interface')),
    ),
    ...COMMANDS.flatMap((folder) => filesIn(folder, /\.ts$/))
      .filter((file) => !OF_RESEND.test(file))
      .flatMap((file) => stringTexts(file, 'commands'))
      .filter(({ text }) => SENTENCE.test(text) && !CODE.test(text)),
  ];
}

/** The texts of the courses or messages in these folders. */
export async function courseTextsIn(...folders: readonly string[]): Promise<Text[]> {
  const files = folders
    .flatMap((folder) => filesIn(folder, /\.(md|yaml)$/))
    .filter((file) => !NOT_READ.test(file));
  return (await Promise.all(files.map(courseTexts))).flat();
}

/** Working notes, and lists that only the build reads. */
const NOT_READ = /\/notes\/|coverage\.yaml|ids\.lock/;

/** Folders whose strings reach an operator's or author's terminal or inbox. */
const COMMANDS = ['scripts', 'src/services', 'src/usecases/operator'];

/** The simulated provider answers in Resend's words. */
const OF_RESEND = /\/provider[\w-]*\.ts$/;

/** `milepost new` writes German and French courses, too. */
const GERMAN = /[äöüß]|\b(und|der|die|das|ist|ein|eine)\b/;

const FRENCH = /\b(vous|votre|vos|nous|leçons?|une|jusqu['’]au|c['’]est)(?!\p{L})/iu;

/** The language of a program's string. */
function spokenIn(text: string, file: string): Text['language'] {
  if (FRENCH.test(text)) return 'fr';
  return GERMAN.test(text) ? 'de' : languageOf(file);
}

/** Three words in a row, and none of a program's. */
const SENTENCE = /[A-Za-z’']+,? [a-z’']+,? [a-z’']+/;
const CODE = /[{}]|=>|\b(import|export) \w+ |\b(SELECT|UPDATE|DELETE|INSERT)\b/;

function filesIn(folder: string, name: RegExp, recursive = true): string[] {
  return readdirSync(join(ROOT, folder), { recursive, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => join(folder, file))
    .sort();
}

const languageOf = (file: string): Text['language'] =>
  VOICED.find((language) => file.includes(`/${language}/`)) ?? 'en';

/** Front-matter keys whose values a person reads. */
const SAID =
  /^(title|tagline|description|subject|preheader|task|text|short|label|note|reply|your_target)$/;

async function courseTexts(file: string): Promise<Text[]> {
  const read = file.endsWith('.md') ? readMarkdown : readYaml;
  const source = await read(ROOT, join(ROOT, file), newReport());
  const own = { file, kind: 'course', language: languageOf(file) } as const;
  const values = valuesIn(source.data).map(({ path, value }) => ({
    ...own,
    line: source.lineOf(path),
    isProse: /^(task|text|description|reply)$/.test(String(path.at(-1))),
    isTitle: path.at(-1) === 'label',
    text: plain(value),
  }));
  const blocks = blocksIn(source.body).map(({ index, isProse, text }) => ({
    ...own,
    line: source.bodyLine(index),
    isProse,
    isTitle: false,
    text,
  }));
  return [...values, ...blocks];
}

function valuesIn(
  data: unknown,
  path: PropertyKey[] = [],
): { path: PropertyKey[]; value: string }[] {
  if (typeof data === 'string')
    return SAID.test(String(path.at(-1))) ? [{ path, value: data }] : [];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    valuesIn(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

async function docTexts(file: string): Promise<Text[]> {
  const text = await readFile(join(ROOT, file), 'utf8');
  return blocksIn(text).map(({ index, isProse, text: block }) => ({
    file,
    kind: 'docs',
    language: 'en',
    line: text.slice(0, index).split('\n').length,
    isProse,
    isTitle: false,
    text: block,
  }));
}

function stringTexts(file: string, kind: Kind): Text[] {
  return literalsOf(join(ROOT, file))
    .filter(({ before, text }) => !/(from|import)\s*$/.test(before) && /\p{L}/u.test(text))
    .map(({ text }) => ({
      file,
      kind,
      language: spokenIn(text, file),
      line: 0,
      isProse: !/\n/.test(text),
      isTitle: false,
      text: plain(text),
    }));
}

/** The blocks of a Markdown text with the index of their first character. */
function blocksIn(markdown: string): { index: number; isProse: boolean; text: string }[] {
  const blank = (found: string): string => found.replace(/[^\n]/g, ' ');
  const body = markdown
    .replace(/^```[\s\S]*?^```/gm, blank)
    .replace(/^\{\{[#/>].*$/gm, blank)
    .replace(/^(?=[ \t]*([-*]|\d+\.) |\||#)/gm, '\uE000')
    .replace(/^(#.*)$/gm, '$1\uE000');
  const blocks: { index: number; isProse: boolean; text: string }[] = [];
  // The marks are not in the original: they don't count.
  let index = 0;
  for (const block of body.split(/(?=\uE000)|(?<=\n[ \t]*\n)/)) {
    const raw = block.replaceAll('\uE000', '');
    const isTable = raw.startsWith('|');
    for (const cell of isTable ? raw.split('|') : [raw]) {
      const text = plain(cell);
      const isProse = !isTable && !raw.startsWith('#');
      const lead = cell.length - cell.trimStart().length;
      if (/\p{L}/u.test(text)) blocks.push({ index: index + (isTable ? 0 : lead), isProse, text });
    }
    index += raw.length;
  }
  return blocks;
}

/** Without Markdown, tags, URLs and code. */
const plain = (markdown: string): string =>
  markdown
    .replace(/`[^`]*`/g, 'Ada')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/https?:\S+/g, '')
    .replace(/\{\{[^}]*\}\}/g, 'Ada')
    .replace(/<\/?\w[^>]*>/g, '')
    .replace(/^[ \t]*([-*]|\d+\.|#+|>) /gm, '')
    .replace(/[*[\]_]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
