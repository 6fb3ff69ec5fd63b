/**
 * Access control for personal links, as middleware. A route declares what it needs and reads it
 * from `c.var`; without the guard, the route's type has no person.
 */

import { createMiddleware } from 'hono/factory';
import type { CompiledCourse } from '../../course/compiled.ts';
import type { Input } from '../../domain/parse/sign-up.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import type { Purpose } from '../../links/links.ts';
import {
  type FormerAddress,
  findChange,
  findFormer,
  type KnownChange,
} from '../../usecases/manage/confirm-address.ts';
import { load as loadEnrolment } from '../../usecases/show.ts';
import type { AppContext, AppEnv } from '../shared/context.ts';
import { i18nOf, setLanguages, setLocale } from '../shared/language.tsx';
import { problem } from '../shared/responses.tsx';
import { readBody } from './body.ts';

type Link = { readonly purpose: Purpose; readonly subscription: string; readonly version: number };

type Guarded<P> = { Variables: { link: Link; person: P } };

/** Loads what the link gives access to, or returns the response that denies it. */
type Load<P> = (c: AppContext, link: Link) => Promise<P | Response>;

/** Verifies the link for this purpose only, then loads `c.var.person`. */
export const guard = <P extends object | null>(purpose: Purpose, load: Load<P>) =>
  createMiddleware<AppEnv & Guarded<P>>(async (c, next) => {
    const { tokens, now } = c.var.services;
    const token = c.req.param('token') ?? c.req.param('file')?.slice(0, -'.ics'.length) ?? '';
    const read = tokens.read(purpose, token, now);
    // 404, so that a forged link cannot be told from a page that does not exist.
    if (!read.ok) return read.reason === 'invalid' ? c.notFound() : expired(c, purpose);
    const link = { purpose, ...read };
    const person = await load(c, link);
    if (person instanceof Response) return person;
    c.set('link', link);
    c.set('person', person);
    return next();
  });

const expired = (c: AppContext, purpose: Purpose) =>
  problem(c, 410, (errors) => {
    if (purpose === 'restore') return errors.restoreExpired;
    return purpose === 'address' ? errors.addressExpired : errors.expired;
  });

type Status = 'left' | 'pending';

export type Person = { readonly enrolment: Enrolment; readonly course: CompiledCourse };

/** The person of the link and their course; sets the response's language to theirs. */
export const person =
  (...refused: readonly Status[]): Load<Person> =>
  async (c, link) => {
    const enrolment = await find(c, link);
    const course = enrolment && courseOf(c, enrolment);
    if (!course) return forgotten(c);
    setLanguageOf(c, enrolment.subscription);
    return (await refuse(c, link, enrolment, refused)) ?? { enrolment, course };
  };

/**
 * The same with the posted input, for actions where the body is optional. Reads the body first: it
 * can be slow, and a person loaded before it could be out of date.
 */
export const personWithInput =
  (...refused: readonly Status[]): Load<Person & { readonly input: Input }> =>
  async (c, link) => {
    const body = await readOptionalBody(c);
    if (!body.ok) return body.answer;
    const admitted = await person(...refused)(c, link);
    return admitted instanceof Response ? admitted : { ...admitted, input: body.input };
  };

const readOptionalBody = (c: AppContext) =>
  c.req.header('content-type') === undefined || c.req.raw.body === null
    ? ({ ok: true, input: {} as Input } as const)
    : readBody(c);

/** The stored data of the person: available even if the course is no longer offered. */
export const records =
  (...refused: readonly Status[]): Load<Enrolment> =>
  async (c, link) => {
    const enrolment = await find(c, link);
    if (!enrolment) return forgotten(c);
    return (await refuse(c, link, enrolment, refused)) ?? enrolment;
  };

/** An address change and its subscriber. */
export const addressChange: Load<KnownChange> = async (c, { subscription }) => {
  const known = await findChange(c.var.services.ports, subscription);
  if (!known) return forgotten(c);
  setLanguageOf(c, known.enrolment.subscription);
  return known;
};

/** A former address that the person can return to. */
export const formerAddress: Load<FormerAddress> = async (c, { subscription }) => {
  const former = await findFormer(c.var.services.ports, subscription);
  if (!former) return forgotten(c);
  setLanguageOf(c, former.enrolment.subscription);
  return former;
};

/**
 * For routes that reject no signed link: `enrolment` is null if the person is erased or the link
 * replaced.
 */
export const personIfAny: Load<{
  readonly enrolment: Enrolment | null;
  readonly course: CompiledCourse | undefined;
}> = async (c, link) => {
  const enrolment = await find(c, link);
  if (enrolment === null) return { enrolment, course: undefined };
  setLanguageOf(c, enrolment.subscription);
  const course = courseOf(c, enrolment);
  return { enrolment: isReplaced(link, enrolment) ? null : enrolment, course };
};

/** For a route that needs only the link's id, even if the person cannot be loaded. */
export const linkOnly: Load<null> = async () => null;

const find = (c: AppContext, { subscription }: Link): Promise<Enrolment | null> =>
  loadEnrolment(c.var.services.ports, subscription);

const courseOf = (c: AppContext, { subscription: { course, locale } }: Enrolment) =>
  c.var.services.courses.find(course, locale);

async function refuse(
  c: AppContext,
  link: Link,
  enrolment: Enrolment,
  refused: readonly Status[],
): Promise<Response | undefined> {
  if (isReplaced(link, enrolment)) return replaced(c);
  const status = refused.find((one) => one === enrolment.subscription.status);
  if (status === 'pending') return unconfirmed(c);
  return status && departed(c, ownPathOf(c, link, enrolment.subscription));
}

/** The person has replaced their links. Only links to their own pages have a version. */
const isReplaced = ({ purpose, version }: Link, { subscription }: Enrolment): boolean =>
  (purpose === 'manage' || purpose === 'calendar') && version !== subscription.linkVersion;

const ownPathOf = (c: AppContext, { purpose }: Link, subscription: Subscription): string | null =>
  purpose === 'manage' ? `/manage/${c.req.param('token')}` : ownPathFromMail(c, subscription);

/** Uses the language of this subscription for the response. */
export function setLanguageOf(c: AppContext, { course, locale }: Subscription): void {
  const about = c.var.services.courses.find(course);
  if (about) setLanguages(c, about);
  setLocale(c, locale);
}

export const replaced = (c: AppContext) => problem(c, 410, (errors) => errors.replaced, toStart(c));

/** The path of the person's page. */
export const ownPath = (c: AppContext, { id, linkVersion }: Subscription): string => {
  const { links } = c.var.services.ports;
  return links.manage('', links.currentKey, id, linkVersion);
};

/**
 * The person's page for a link of another purpose; null once the person has replaced their links.
 * Replacing them locks out other holders of an old email, and no other link of that email may give
 * them access again. `version`: that of the link, 0 if links of its purpose have none.
 */
export const ownPathFromMail = (
  c: AppContext,
  subscription: Subscription,
  version = 0,
): string | null => (subscription.linkVersion === version ? ownPath(c, subscription) : null);

/** The signature is valid, but the person has been erased. */
export const forgotten = (c: AppContext) =>
  problem(c, 410, (errors) => errors.forgotten, toStart(c));

/** The person has unsubscribed and must sign up again. `own`: they can still get their data. */
export const departed = (c: AppContext, own: string | null = null) =>
  problem(c, 409, (errors) => errors.departed, {
    ...toStart(c),
    more: ({ manage: { data } }) =>
      own === null
        ? []
        : [
            { href: `${own}/export`, label: data.downloadStored },
            { href: `${own}/erase`, label: data.erase },
          ],
  });

export const unconfirmed = (c: AppContext) =>
  problem(c, 409, (errors) => errors.unconfirmed, toStart(c));

/** The link gives access to no page: offer the home page. */
const toStart = (c: AppContext) => ({ href: i18nOf(c).to('/') });
