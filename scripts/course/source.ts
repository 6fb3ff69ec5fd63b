import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Report } from './problems.ts';

/** A content file: its YAML, its Markdown, and the lines of both. */
export type Source = {
  /** Relative to the project, as it appears in an error message. */
  readonly file: string;
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
  const text = await readFile(path, 'utf8');
  return yamlSource(relative(root, path), text, '', 1, 1, report);
}

/** A Markdown file with YAML between two `---` lines at its top. */
export async function readMarkdown(root: string, path: string, report: Report): Promise<Source> {
  const file = relative(root, path);
  const text = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  const parts = /^---\n([\s\S]*?)^---[ \t]*(?:\n|$)/m.exec(text);
  if (parts?.index !== 0) {
    report.error(file, 1, 'no front matter: begin the file with a line "---", YAML, and "---"');
    return yamlSource(file, '', text, 1, 1, report);
  }
  const bodyStart = text.slice(0, parts[0].length).split('\n').length;
  return yamlSource(file, parts[1] ?? '', text.slice(parts[0].length), 2, bodyStart, report);
}

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
  for (const { pos, message } of doc.errors) {
    report.error(file, at(pos[0]), `not valid YAML: ${message}`);
  }
  return {
    file,
    data: doc.errors.length > 0 ? undefined : doc.toJS(),
    body,
    lineOf: (path) => {
      const offset = offsetOf(doc.contents, path);
      return offset === undefined ? 1 : at(offset);
    },
    bodyLine: (index) => body.slice(0, index).split('\n').length + bodyStart - 1,
  };
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
