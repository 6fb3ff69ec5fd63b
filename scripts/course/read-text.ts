import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Report } from './problems.ts';

/**
 * Reads a UTF-8 file, with `\n` as its line ends. Any other encoding is reported once; the text is
 * then undefined.
 */
export async function readText(
  root: string,
  path: string,
  report: Report,
): Promise<string | undefined> {
  // Synchronously: for small files, the promises take longer than reading.
  const bytes = readFileSync(path);
  const problem = encodingProblem(bytes);
  if (problem) {
    report.error(relative(root, path), problem.line, problem.message);
    return undefined;
  }
  return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
}

function encodingProblem(bytes: Buffer): { line: number; message: string } | undefined {
  const first = (message: string) => ({ line: 1, message });
  if (isUtf16(bytes)) return first('is UTF-16; save the file as UTF-8');
  const line = firstBrokenLine(bytes);
  if (line !== undefined) {
    return { line, message: "isn't UTF-8 from this line on; save the file as UTF-8" };
  }
  const text = bytes.toString();
  if (text.startsWith('\uFEFF')) {
    return first('begins with a byte-order mark; save the file as "UTF-8", not "UTF-8 with BOM"');
  }
  if (/\r(?!\n)/.test(text)) {
    return first('has old Mac line ends (CR); save the file with Unix line ends (LF)');
  }
  return undefined;
}

/** By its mark, or by a zero byte in its first character: YAML and Markdown begin in ASCII. */
const isUtf16 = ([one, two]: Buffer): boolean =>
  (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff) || one === 0 || two === 0;

function firstBrokenLine(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let from = 0;
  for (let line = 1; from <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from);
    const until = end < 0 ? bytes.length : end;
    try {
      decoder.decode(bytes.subarray(from, until));
    } catch {
      return line;
    }
    from = until + 1;
  }
  return undefined;
}
