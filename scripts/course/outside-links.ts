import type { Draft } from './load.ts';
import { tokensOf } from './markdown.ts';
import { isNeutral } from './neutral.ts';
import { stringsIn } from './source.ts';

/** A link to another site, and the places that have it. */
export type OutsideLink = {
  readonly url: string;
  readonly places: readonly { readonly file: string; readonly line: number }[];
};

/** Every link of every course to another site, but those that are noted as dead. */
export function outsideLinks(drafts: readonly Draft[]): OutsideLink[] {
  const found = new Map<string, { file: string; line: number }[]>();
  const add = (url: string, file: string, line: number) => {
    if (!/^https?:\/\//.test(url) || url.includes('{{')) return;
    const page = url.replace(/#.*$/, '');
    found.set(page, [...(found.get(page) ?? []), { file, line }]);
  };
  const dead = new Set<string>();
  for (const draft of drafts) {
    for (const { meta, source } of [...draft.lessons, ...draft.pages]) {
      meta.links.forEach(({ url, status }, index) => {
        if (status === 'dead') dead.add(url.replace(/#.*$/, ''));
        else add(url, source.file, source.lineOf(['links', index, 'url']));
      });
    }
    for (const texts of [draft, ...draft.translations]) {
      for (const entry of [...texts.lessons, ...texts.pages, ...texts.messages]) {
        if (isNeutral(entry)) continue;
        const { file, body, data, lineOf, bodyLine } = entry.source;
        for (const { token, index } of tokensOf(body)) {
          if (token.type === 'link') add(token.href, file, bodyLine(index));
        }
        for (const { path, value } of stringsIn(data)) {
          if (path[0] === 'links') continue;
          for (const { token } of tokensOf(value)) {
            if (token.type === 'link') add(token.href, file, lineOf(path));
          }
        }
      }
    }
  }
  return [...found].filter(([url]) => !dead.has(url)).map(([url, places]) => ({ url, places }));
}
