import type { Mail } from './provider-types.ts';

const entities: Record<string, string> = { amp: '&', quot: '"', '#39': "'", '#x27': "'" };

/** Every link of both parts that a reader could follow, without duplicates, in order. */
export function linksOf({ html, text }: Pick<Mail, 'html' | 'text'>): string[] {
  const hrefs = [...(html ?? '').matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((found) =>
    (found[1] ?? found[2] ?? '').replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all),
  );
  const bare = (text ?? '').match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  // Punctuation after a link in prose is not part of it.
  const plain = bare.map((link) => link.replace(/[.,;:!?]+$/, ''));
  return [...new Set([...hrefs, ...plain])].filter((link) => /^https?:/.test(link));
}

/**
 * The first link of an email to a personal page, `confirm`, `manage` or `unsubscribe`, and not to a
 * page below it, such as a lesson.
 */
export function linkTo(mail: Pick<Mail, 'html' | 'text'>, page: string): string | undefined {
  return linksOf(mail).find((link) => {
    const [, first, , ...below] = new URL(link).pathname.split('/');
    return first === page && below.length === 0;
  });
}

/** The URL that an email client's own "unsubscribe" button posts to. */
export function unsubscribeTarget({ headers }: Pick<Mail, 'headers'>): string | undefined {
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'list-unsubscribe');
  return /<(https?:[^>]+)>/.exec(entry?.[1] ?? '')?.[1];
}
