import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** A string literal of a program, without the values in a template. */
export type Literal = {
  /** The 30 characters of code before it. */
  readonly before: string;
  readonly text: string;
};

/** The string literals of a TypeScript or TSX file; text between tags is one too. */
export function literalsOf(file: string): Literal[] {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    loader: file.endsWith('.tsx') ? 'tsx' : 'ts',
    jsx: 'transform',
    jsxFactory: 'JSX',
    charset: 'utf8',
  });
  return literalsIn(code);
}

function literalsIn(code: string): Literal[] {
  const found: Literal[] = [];
  let at = 0;
  const read = (end: string): string => {
    let text = '';
    for (at++; at < code.length && code[at] !== end; at++) {
      if (code[at] === '\\') at++;
      else if (end === '`' && code.startsWith('${', at)) {
        at += 2;
        scan('}');
        continue;
      }
      text += code[at];
    }
    return text;
  };
  const scan = (end?: string): void => {
    for (; at < code.length && code[at] !== end; at++) {
      const mark = code[at]!;
      if (mark === '{') {
        at++;
        scan('}');
      } else if (code.startsWith('//', at)) at = code.indexOf('\n', at);
      else if (code.startsWith('/*', at)) at = code.indexOf('*/', at) + 1;
      else if (mark === '/' && /[(,=] ?$/.test(code.slice(0, at).slice(-2))) read('/');
      else if ('"\'`'.includes(mark)) {
        const before = code.slice(Math.max(0, at - 30), at);
        found.push({ before, text: read(mark) });
      }
    }
  };
  scan();
  return found;
}
