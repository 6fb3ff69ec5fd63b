import { z } from 'zod';
import { text } from './fields.ts';
import type { Draft, Entry } from './load.ts';
import { toPlain } from './markdown.ts';
import type { Report } from './problems.ts';
import type { LessonMeta, MessageMeta, PageMeta } from './schema.ts';

/** Three words are few enough to stay true, and enough that another text lacks one. */
const coverageRow = z.strictObject({
  id: z.string(),
  statement: text,
  words: z.array(text).min(3, 'has under 3 words').max(5, 'has over 5 words'),
});
export const coverageSchema = z.array(coverageRow);

export type CoverageRow = z.infer<typeof coverageRow>;

/**
 * Checks `covers:` against `content/coverage.yaml`: the texts that cover a row contain all of its
 * words between them, and each of them contains one at least.
 */
export function checkCoverage(drafts: readonly Draft[], report: Report): void {
  const texts = drafts.flatMap(({ lessons, pages, messages }) => [
    ...lessons,
    ...pages,
    ...messages,
  ]);
  const claims = texts.flatMap((entry) => claimsOf(entry));
  const coverage = drafts[0]?.coverage;
  if (coverage && !coverage.rows) return;
  const rows = coverage?.rows ?? [];
  for (const { id, file, line, text } of claims) {
    const row = rows.find((one) => one.id === id);
    if (!row) {
      report.error(file, line, `covers "${id}", which isn't in content/coverage.yaml`);
    } else if (!row.words.some((word) => contains(text, word))) {
      report.error(file, line, `covers "${id}" without one of its words: ${row.words.join(', ')}`);
    }
  }
  // A text that has mistakes may be the one that covers a row.
  const isBroken = (file: string) =>
    report.problems.some((one) => one.file === file && one.level === 'error');
  if (!coverage || drafts.some(({ complete }) => !complete)) return;
  if (claims.some(({ file }) => isBroken(file))) return;
  rows.forEach(({ id, words }, index) => {
    const own = claims.filter((claim) => claim.id === id);
    const say = (key: string, message: string) =>
      report.error(coverage.source.file, coverage.source.lineOf([index, key]), message);
    if (own.length === 0) say('id', `no text covers "${id}"; name it in \`covers\``);
    for (const word of own.length === 0 ? [] : words) {
      if (own.some(({ text }) => contains(text, word))) continue;
      const files = own.map(({ file }) => file).join(', ');
      say('words', `no text that covers "${id}" contains "${word}": ${files}`);
    }
  });
}

type Claim = {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
};

function claimsOf({ meta, source }: Entry<LessonMeta | PageMeta | MessageMeta>): Claim[] {
  const text = spaced([...saidIn(meta), toPlain(source.body)].join(' '));
  return (meta.covers ?? []).map((id, index) => ({
    id,
    file: source.file,
    line: source.lineOf(['covers', index]),
    text,
  }));
}

/** Titles and links name a thing; they don't say anything about it. */
const saidIn = (meta: LessonMeta | PageMeta | MessageMeta): string[] =>
  'task' in meta ? [meta.task, ...meta.checklist.map(({ text }) => text)] : [];

/** A word that begins like this, in any case. */
function contains(text: string, word: string): boolean {
  const start = spaced(word);
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

const spaced = (text: string): string =>
  text.toLowerCase().replaceAll("'", "'").replace(/\s+/g, ' ');
