import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { strangeCharacter } from './characters.ts';
import type { Report } from './problems.ts';
import { readText } from './read-text.ts';

/** A content file: its YAML, its Markdown, and the lines of both. */
export type Source = {
  /** Relative to the project, as it appears in an error message. */
  readonly file: string;
  /** Undefined if the file could not be read; the report says why. */
  readonly data: unknown;
  readonly body: string;
  /** The line of a value in the YAML, or of its nearest parent. */
  lineOf(path: readonly PropertyKey[]): number;
  /** The line of a character of the body. */
  bodyLine(index: number): number;
};

/** The files of a folder with this ending, sorted by name; none if there is no folder. */
export async function listFiles(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

export async function readYaml(root: string, path: string, report: Report): Promise<Source> {
  const file = relative(root, path);
  const text = await readText(root, path, report);
  return text === undefined ? unreadable(file) : yamlSource(file, text, '', 1, 1, report);
}

/** A Markdown file with YAML between two `---` lines at its top. */
export async function readMarkdown(root: string, path: string, report: Report): Promise<Source> {
  const file = relative(root, path);
  const text = await readText(root, path, report);
  if (text === undefined) return unreadable(file);
  const parts = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m.exec(text);
  if (parts?.index !== 0) {
    const problem = /^---[ \t]*\n/.test(text)
      ? 'the front matter has no end: add a line "---" below its last key'
      : 'no front matter: begin the file with a line "---", YAML, and "---"';
    report.error(file, 1, problem);
    return unreadable(file);
  }
  const bodyStart = text.slice(0, parts[0].length).split('\n').length;
  return yamlSource(file, parts[1] ?? '', text.slice(parts[0].length), 2, bodyStart, report);
}

const unreadable = (file: string): Source => ({
  file,
  data: undefined,
  body: '',
  lineOf: () => 1,
  bodyLine: () => 1,
});

function yamlSource(
  file: string,
  yaml: string,
  body: string,
  yamlStart: number,
  bodyStart: number,
  report: Report,
): Source {
  const lines = new LineCounter();
  const doc = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => lines.linePos(offset).line + yamlStart - 1;
  const [error] = doc.errors;
  if (error) {
    // The parser's further errors follow from the first one.
    report.error(file, at(error.pos[0]), `not valid YAML: ${error.message}`);
    return unreadable(file);
  }
  const source: Source = {
    file,
    data: doc.toJS(),
    body,
    lineOf: (path) => {
      const offset = offsetOf(doc.contents, path);
      return offset === undefined ? 1 : at(offset);
    },
    bodyLine: (index) => body.slice(0, index).split('\n').length + bodyStart - 1,
  };
  checkCharacters(source, report);
  return source;
}

function checkCharacters(source: Source, report: Report): void {
  const { file, data, body } = source;
  for (const { path, value } of stringsIn(data)) {
    const found = strangeCharacter(value);
    if (found) report.error(file, source.lineOf(path), `\`${path.join('.')}\` ${found.message}`);
  }
  const found = strangeCharacter(body);
  if (found) report.error(file, source.bodyLine(found.index), `the text ${found.message}`);
}

type Path = readonly (string | number)[];

/** Every string of parsed YAML, with its path. */
export function stringsIn(data: unknown, path: Path = []): { path: Path; value: string }[] {
  if (typeof data === 'string') return [{ path, value: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    stringsIn(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

function offsetOf(node: unknown, path: readonly PropertyKey[]): number | undefined {
  const [step, ...rest] = path;
  const here = rangeStart(node);
  if (step === undefined) return here;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (!pair) return here;
    return rest.length === 0
      ? rangeStart(pair.key)
      : (offsetOf(pair.value, rest) ?? rangeStart(pair.key));
  }
  if (isSeq(node)) return offsetOf(node.items[Number(step)], rest) ?? here;
  return here;
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0];
}
