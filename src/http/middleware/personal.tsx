/** What the personal pages share: whose language they speak, where they lead, and what they refuse. */
import type { Subscription } from '../../domain/subscription.ts';
import type { AppContext } from '../shared/env.ts';
import { speakAbout, speakTo, speechOf } from '../shared/languages.ts';
import { problem } from '../shared/responses.tsx';

/** Speaks as this subscription wishes. */
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
 * The same from a link for something else, as long as nobody has replaced the links: who does so
 * shuts out whoever holds an old mail, and no other link of that mail shall let them in again.
 */
export const ownPathFromMail = (c: AppContext, subscription: Subscription): string | null =>
  subscription.linkVersion === 0 ? ownPath(c, subscription) : null;

/** Signed by us, for someone we no longer know. */
export const forgotten = (c: AppContext) =>
  problem(c, 410, (trouble) => trouble.forgotten, toStart(c));

/** The person left; only they can come back. `own`: what is stored about them is still theirs. */
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

/** The page that the link belongs to has nothing for them. */
const toStart = (c: AppContext) => ({ href: speechOf(c).to('/') });
