import type { Token } from 'marked';
import { tokensOf } from './markdown.ts';
import type { Mistake } from './tags.ts';

/**
 * What Markdown would show as it stands: marks without their other half, footnotes, tags of other
 * tools, and placeholders. At most one mistake a line.
 */
export function checkText(markdown: string): Mistake[] {
  const prose = withoutCode(markdown);
  const mistakes = [
    ...PHRASES.flatMap(([pattern, message]) =>
      [...prose.matchAll(pattern)].map(({ 0: words, index }) => ({
        index,
        message: `\`${words}\` ${message}`,
      })),
    ),
    ...tokensOf(markdown).flatMap(({ token, index }) => tokenMistakes(token, index)),
  ];
  const lineOf = (index: number) => markdown.slice(0, index).split('\n').length;
  const seen = new Set<number>();
  return mistakes.filter(({ index }) => {
    const line = lineOf(index);
    return seen.has(line) ? false : seen.add(line);
  });
}

const SLOT_CURE = 'is a tag of another tool; write a slot such as {{greeting}}, see the docs';

const PHRASES: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\*\|[^|\n]+\|\*/g, SLOT_CURE],
  [/\{%.*?%\}/g, SLOT_CURE],
  [/<%.*?%>/g, SLOT_CURE],
  [/\$\{\w[\w.]*\}/g, SLOT_CURE],
  [/\[\[\s*\w+\s*\]\]/g, SLOT_CURE],
  [/(?<![\\^_{$])\{\$?[A-Za-z_][\w.]*\}(?!\})/g, SLOT_CURE],
  [/%%?[A-Za-z_][\w.]*[A-Za-z]%%?/g, SLOT_CURE],
  [/\[(?:first|last)?_?name(?:,[^\]]*)?\](?!\()/gi, SLOT_CURE],
  [/^(?:<{7}|={7}|>{7})(?= |$)/gm, 'is left from a conflict in Git; keep one of the two texts'],
  [/\[\^[^\]\s]+\]/g, 'is a footnote, and emails show none; write it into the sentence'],
  [/\b(?:TODO|FIXME|TBD|XXX)\b|\blorem ipsum\b/gi, 'is a placeholder; write the text'],
];

/** Text that is shown as it stands, such as a subject: Markdown and HTML would be, too. */
export function checkPlain(text: string): Mistake[] {
  const entity = /&(?:#\d+|[a-z]+);/i.exec(text)?.[0];
  if (entity)
    return [{ index: 0, message: `\`${entity}\` is shown as it is; write the character` }];
  const token = tokensOf(text).find((one) => MARKUP.has(one.token.type) && !isAutolink(one.token));
  if (!token) return checkText(text);
  const message = `\`${token.token.raw}\` is shown as it is; write plain text here`;
  return [{ index: token.index, message }];
}

const MARKUP = new Set(['strong', 'em', 'del', 'codespan', 'link', 'image', 'html']);
const isAutolink = ({ type, raw }: Token): boolean => type === 'link' && !raw.startsWith('[');

/** HTML and images in Markdown, of which neither is shown. */
export const hiddenProblem = ({ type }: Token): string | undefined => {
  if (type === 'html') return "HTML isn't shown; write it in Markdown";
  return type === 'image' ? "images aren't shown; say it in words" : undefined;
};

/** Slots and code become spaces, so that the rest keeps its place. */
const withoutCode = (markdown: string): string =>
  markdown.replace(
    /^(```|~~~)[\s\S]*?(?:^\1|$(?![\s\S]))|`[^`\n]*`|\{\{\{?[^{}]*\}?\}\}/gm,
    (part) => part.replace(/[^\n]/g, ' '),
  );

function tokenMistakes(token: Token, index: number): Mistake[] {
  if (token.type === 'code' && /^(```|~~~)/.test(token.raw)) {
    const fence = token.raw.slice(0, 3);
    const isClosed = token.raw.trimEnd().slice(3).endsWith(fence);
    return isClosed ? [] : [{ index, message: `the code isn't closed; end it with ${fence}` }];
  }
  if (token.type === 'link' && token.text.trim() === '') {
    return [{ index, message: `the link to ${token.href} has no words; write [words](address)` }];
  }
  // The words of a link, a heading or a list item are tokens of their own.
  if (token.type !== 'text' || ('tokens' in token && token.tokens)) return [];
  return LEFT_OVER.flatMap(([pattern, message]) => {
    const found = pattern.exec(token.raw);
    return found ? [{ index: index + found.index, message }] : [];
  });
}

/** Marks that are still there after Markdown has read them. */
const LEFT_OVER: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\]\(/, "a link isn't closed or has a space in its address; write [words](address)"],
  [/\] \((?=$|https?:|mailto:|\{\{)/, 'a link has a space before its address; remove the space'],
  [/\)\[(?=$|https?:)/, 'a link has its brackets the wrong way round; write [words](address)'],
  [/\]\[[^\]]*\]/, 'the link has no address: no line "[name]: address" belongs to it; add one'],
  [/\*\*/, '`**` is shown as it is: bold text needs it on both sides, without a space inside'],
  [/(?<![\w_])__(?=\p{L})/u, '`__` is shown as it is: bold text needs it on both sides'],
  [/(?<![\w*\\])\*(?=\p{L})/u, '`*` is shown as it is: emphasis needs it on both sides'],
  [/~~/, '`~~` is shown as it is: struck text needs it on both sides'],
  [/`/, 'a backtick is shown as it is: code needs one on both sides'],
];
