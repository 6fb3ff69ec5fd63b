/** What the personal pages share: whom a link speaks for, and what is said when it is nobody. */
import type { Subscription } from '../domain/subscription.ts';
import type { TokenReading } from '../links/tokens.ts';
import type { Enrolment } from '../usecases/ports.ts';
import { type Shown, show } from '../usecases/show.ts';
import { problem } from './answers.tsx';
import type { AppContext } from './env.ts';
import { speakAbout, speakTo, speechOf } from './languages.ts';

type Purpose = 'confirm' | 'manage' | 'unsubscribe' | 'address';

/** The link's token as it was signed, for this purpose only. */
export const readLink = (c: AppContext, purpose: Purpose): TokenReading =>
  c.var.services.tokens.read(purpose, c.req.param('token') ?? '', c.var.services.now);

/** A forged or damaged link looks like any page that does not exist. */
export const refuseLink = (c: AppContext, { reason }: { reason: 'invalid' | 'expired' }) =>
  reason === 'invalid' ? c.notFound() : expired(c);

const expired = (c: AppContext) => problem(c, 410, (trouble) => trouble.expired, toStart(c));

/** What this person's pages show, and from here on in their language; null when they are gone. */
export async function shownTo(c: AppContext, subscription: string): Promise<Shown | null> {
  const { ports, now } = c.var.services;
  const shown = await show(ports, subscription, now);
  if (shown) speakLike(c, shown.enrolment.subscription);
  return shown;
}

/** Speaks as this subscription wishes. */
export function speakLike(c: AppContext, { course, locale }: Subscription): void {
  const about = c.var.services.courses.find(course);
  if (about) speakAbout(c, about);
  speakTo(c, locale);
}

/** The link's own time is over: the person, or a change of address, has put newer ones in its place. */
export const isReplaced = (
  { version }: { readonly version: number },
  { subscription }: Enrolment,
): boolean => version !== subscription.linkVersion;

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
