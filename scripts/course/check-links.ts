import type { Draft } from './load.ts';
import { tokensOf } from './markdown.ts';
import type { Report } from './problems.ts';
import type { Source } from './source.ts';

/** Checks for working links to dead pages and for links to pages of this site that do not exist. */
export function checkLinks(draft: Draft, report: Report): void {
  const dead = deadLinks(draft);
  const inside =
    draft.complete &&
    new Set([
      ...draft.lessons.map(({ meta }) => `/lessons/${draft.course?.meta.id}/${meta.id}`),
      ...draft.pages.map(({ meta }) => `/pages/${draft.course?.meta.id}/${meta.id}`),
    ]);
  const check = (text: string, source: Source, line: (index: number) => number) => {
    for (const { token, index } of tokensOf(text)) {
      // A footnote, too, is a link to the parser.
      if (token.type !== 'link' || token.raw.startsWith('[^')) continue;
      const problem = linkProblem(token.href, dead, inside);
      if (problem) report.error(source.file, line(index), problem);
    }
  };
  for (const { source } of [...draft.lessons, ...draft.pages, ...draft.messages]) {
    check(source.body, source, source.bodyLine);
  }
  for (const { meta, source } of draft.lessons) {
    check(meta.task, source, () => source.lineOf(['task']));
    meta.checklist.forEach((step, index) => {
      check(step.text, source, () => source.lineOf(['checklist', index, 'text']));
    });
  }
  for (const { meta, source } of [...draft.lessons, ...draft.pages]) {
    meta.links.forEach(({ url, status }, index) => {
      const where = dead.get(plainUrl(url));
      if (status === 'dead' || !where) return;
      const line = source.lineOf(['links', index, 'status']);
      report.error(
        source.file,
        line,
        `${url} is ${status} here and dead in ${where}; decide on one`,
      );
    });
  }
}

function linkProblem(
  href: string,
  dead: ReadonlyMap<string, string>,
  inside: ReadonlySet<string> | false,
): string | undefined {
  const where = dead.get(plainUrl(href));
  if (where) return `links to ${href}, which is dead according to ${where}; name it without a link`;
  if (/^mailto:(?!(\S+@\S+\.\S+|\{\{\s*reply_to\s*\}\})$)/.test(href)) {
    return `links to ${href}, which is no address; write mailto:name@example.org`;
  }
  if (/^https:\/\/(localhost|127\.|\[::1\])/.test(href)) {
    return `links to ${href}, which only works on your computer; use its public address`;
  }
  if (/^\{\{\s*\w+_url\s*\}\}(#[a-z-]+)?$/.test(href) || /^(https|mailto):/.test(href)) {
    return undefined;
  }
  const path = /^\{\{\s*base_url\s*\}\}(\/[^#?]*)/.exec(href)?.[1];
  if (path === undefined) return `links to ${href}; begin with https:// or {{base_url}}/`;
  if (!inside || inside.has(path) || !/^\/(lessons|pages)\//.test(path)) return undefined;
  return `links to ${path}, which doesn't exist; there are ${[...inside].join(', ')}`;
}

function deadLinks({ lessons, pages }: Draft): Map<string, string> {
  const dead = new Map<string, string>();
  for (const { meta, source } of [...lessons, ...pages]) {
    meta.links.forEach(({ url, status }, index) => {
      if (status !== 'dead') return;
      dead.set(plainUrl(url), `${source.file}:${source.lineOf(['links', index])}`);
    });
  }
  return dead;
}

/** Normalizes the scheme, `www.` and the trailing slash. */
function plainUrl(url: string): string {
  return url
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '')
    .toLowerCase();
}
