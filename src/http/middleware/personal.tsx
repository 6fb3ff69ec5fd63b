/** Shared parts of the personal pages: language, paths and rejections. */
import type { Subscription } from '../../domain/subscription.ts';
import type { AppContext } from '../shared/env.ts';
import { speakAbout, speakTo, speechOf } from '../shared/languages.ts';
import { problem } from '../shared/responses.tsx';

/** Uses the language of this subscription for the response. */
export function speakLike(c: AppContext, { course, locale }: Subscription): void {
  const about = c.var.services.courses.find(course);
  if (about) speakAbout(c, about);
  speakTo(c, locale);
}

export const replaced = (c: AppContext) =>
  problem(c, 410, (trouble) => trouble.replaced, toStart(c));

/** The path of the person's page. */
export const ownPath = (c: AppContext, { id, linkVersion }: Subscription): string => {
  const { links } = c.var.services.ports;
  return links.manage('', links.currentKey, id, linkVersion);
};

/**
 * The person's page for a link of another purpose; null once the person has replaced their links.
 * Replacing them locks out other holders of an old email, and no other link of that email may give
 * them access again.
 */
export const ownPathFromMail = (c: AppContext, subscription: Subscription): string | null =>
  subscription.linkVersion === 0 ? ownPath(c, subscription) : null;

/** The signature is valid, but the person has been erased. */
export const forgotten = (c: AppContext) =>
  problem(c, 410, (trouble) => trouble.forgotten, toStart(c));

/** The person has unsubscribed and must sign up again. `own`: they can still get their data. */
export const departed = (c: AppContext, own: string | null = null) =>
  problem(c, 409, (trouble) => trouble.departed, {
    ...toStart(c),
    more: ({ own: { data } }) =>
      own === null
        ? []
        : [
            { href: `${own}/export`, label: data.downloadStored },
            { href: `${own}/erase`, label: data.erase },
          ],
  });

export const unconfirmed = (c: AppContext) =>
  problem(c, 409, (trouble) => trouble.unconfirmed, toStart(c));

/** The link gives access to no page: offer the home page. */
const toStart = (c: AppContext) => ({ href: speechOf(c).to('/') });
