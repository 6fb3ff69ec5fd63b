/**
 * The guard of the personal links, as middleware. A route names what it needs, and finds it in
 * `c.var`; without the guard its type has no person there.
 */
import { createMiddleware } from 'hono/factory';
import type { CompiledCourse } from '../../course/compiled.ts';
import type { Input } from '../../domain/parse/sign-up.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Purpose } from '../../links/tokens.ts';
import type { Enrolment } from '../../usecases/ports.ts';
import { findChange, type KnownChange } from '../../usecases/sign-up/confirm-address.ts';
import type { AppContext, AppEnv } from '../shared/env.ts';
import { problem } from '../shared/responses.tsx';
import { readBody } from './body.ts';
import {
  departed,
  forgotten,
  ownPathFromMail,
  replaced,
  speakLike,
  unconfirmed,
} from './personal.tsx';

type Link = { readonly purpose: Purpose; readonly subscription: string; readonly version: number };

type Guarded<P> = { Variables: { link: Link; person: P } };

/** Loads what the link gives access to, or answers that it gives none. */
type Load<P> = (c: AppContext, link: Link) => Promise<P | Response>;

/** Reads the link for this purpose only, then loads `c.var.person`. */
export const guard = <P extends object | null>(purpose: Purpose, load: Load<P>) =>
  createMiddleware<AppEnv & Guarded<P>>(async (c, next) => {
    const { tokens, now } = c.var.services;
    const token = c.req.param('token') ?? c.req.param('file')?.slice(0, -'.ics'.length) ?? '';
    const read = tokens.read(purpose, token, now);
    // A forged or damaged link looks like any page that does not exist.
    if (!read.ok) return read.reason === 'invalid' ? c.notFound() : expired(c, purpose);
    const link = { purpose, ...read };
    const person = await load(c, link);
    if (person instanceof Response) return person;
    c.set('link', link);
    c.set('person', person);
    return next();
  });

const expired = (c: AppContext, purpose: Purpose) =>
  problem(c, 410, (trouble) => (purpose === 'address' ? trouble.addressExpired : trouble.expired));

type Status = 'left' | 'pending';

export type Person = { readonly enrolment: Enrolment; readonly course: CompiledCourse };

/** The person of the link and their course; from here on the answer is in their language. */
export const person =
  (...refused: readonly Status[]): Load<Person> =>
  async (c, link) => {
    const enrolment = await find(c, link);
    const course = enrolment && courseOf(c, enrolment);
    if (!course) return forgotten(c);
    speakLike(c, enrolment.subscription);
    return (await refuse(c, link, enrolment, refused)) ?? { enrolment, course };
  };

/**
 * The same with what was posted, for actions that may do without. The body comes first: it can be
 * slow, and what was loaded before it would be out of date.
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
  c.req.header('content-type') === undefined
    ? ({ ok: true, input: {} as Input } as const)
    : readBody(c);

/** What is stored about the person: theirs even when the course is gone. */
export const records =
  (...refused: readonly Status[]): Load<Enrolment> =>
  async (c, link) => {
    const enrolment = await find(c, link);
    if (!enrolment) return forgotten(c);
    return (await refuse(c, link, enrolment, refused)) ?? enrolment;
  };

/** A change of address, and the person who asked for it. */
export const addressChange: Load<KnownChange> = async (c, { subscription }) => {
  const known = await findChange(c.var.services.ports, subscription);
  if (!known) return forgotten(c);
  speakLike(c, known.enrolment.subscription);
  return known;
};

/** For routes that refuse no signed link: without `enrolment` the person is erased, or the link replaced. */
export const personIfAny: Load<{
  readonly enrolment: Enrolment | null;
  readonly course: CompiledCourse | undefined;
}> = async (c, link) => {
  const enrolment = await find(c, link);
  if (enrolment === null) return { enrolment, course: undefined };
  speakLike(c, enrolment.subscription);
  const course = courseOf(c, enrolment);
  return { enrolment: isReplaced(link, enrolment) ? null : enrolment, course };
};

/** For a route that acts on the link's id alone, also when the person cannot be read. */
export const linkOnly: Load<null> = async () => null;

const find = (c: AppContext, { subscription }: Link): Promise<Enrolment | null> =>
  c.var.services.ports.subscriptions.find(subscription);

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

/** The person has put newer links in its place. Links to other pages than theirs have no version. */
const isReplaced = ({ purpose, version }: Link, { subscription }: Enrolment): boolean =>
  (purpose === 'manage' || purpose === 'calendar') && version !== subscription.linkVersion;

const ownPathOf = (c: AppContext, { purpose }: Link, subscription: Subscription): string | null =>
  purpose === 'manage' ? `/manage/${c.req.param('token')}` : ownPathFromMail(c, subscription);
