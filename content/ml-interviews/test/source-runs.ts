/** Runs of eight words of the documents that the course is drawn from, as hashes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LENGTH = 8;
const BYTES = 5;

/**
 * The hashes of every eight words in a row: 40 bits each, so that a chance match is one in ten
 * thousand for the whole course. The documents themselves are not ours to publish.
 */
export function sourceRuns(): ReadonlySet<string> {
  const packed = Buffer.from(
    readFileSync(join(import.meta.dirname, 'source-runs.txt'), 'utf8'),
    'base64',
  );
  const count = packed.length / BYTES;
  return new Set(
    Array.from({ length: count }, (_, n) =>
      packed.subarray(n * BYTES, (n + 1) * BYTES).toString('hex'),
    ),
  );
}

/** Every run of eight words of a text, with its hash. */
export function runsOf(text: string): { readonly words: string; readonly hash: string }[] {
  const words = wordsOf(text);
  return Array.from({ length: Math.max(0, words.length - LENGTH + 1) }, (_, at) => {
    const run = words.slice(at, at + LENGTH).join(' ');
    return { words: run, hash: hashOf(run) };
  });
}

const hashOf = (run: string): string =>
  createHash('sha256').update(run).digest().subarray(0, BYTES).toString('hex');

/** Lower case, without marks: `don't` is one word, `3-6` two. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/['’‘]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];
