/**
 * The guard of the personal links, as middleware. A route names what it needs, and finds it in
 * `c.var`; without the guard its type has no person there.
 */
import { createMiddleware } from 'hono/factory';
import type { CompiledCourse } from '../course/compiled.ts';
import type { Input } from '../domain/sign-up.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Purpose } from '../links/tokens.ts';
import { findChange, type KnownChange } from '../usecases/confirm-address.ts';
import type { Enrolment } from '../usecases/ports.ts';
import { type Shown, shownAs } from '../usecases/show.ts';
import { problem } from './answers.tsx';
import { readBody } from './body.ts';
import type { AppContext, AppEnv } from './env.ts';
import {
  departed,
  forgotten,
  ownPathFromMail,
  replaced,
  speakLike,
  toStart,
  unconfirmed,
} from './personal.tsx';

type With<Variables> = AppEnv & { Variables: Variables };

type Link = { readonly purpose: Purpose; readonly subscription: string; readonly version: number };

type Linked = { link: Link };
type Changing = Linked & { known: KnownChange };
type Found = Linked & { found: Enrolment | null; course: CompiledCourse | undefined };
type Owned = Linked & { enrolment: Enrolment };
export type Admitted = Owned & { course: CompiledCourse };

/** The link's token as it was signed, for this purpose only. */
export const requireLink = (purpose: Purpose) =>
  createMiddleware<With<Linked>>(async (c, next) => {
    const { tokens, now } = c.var.services;
    const token = c.req.param('token') ?? c.req.param('file')?.slice(0, -'.ics'.length) ?? '';
    const link = tokens.read(purpose, token, now);
    // A forged or damaged link looks like any page that does not exist.
    if (!link.ok) return link.reason === 'invalid' ? c.notFound() : expired(c, purpose);
    const { subscription, version } = link;
    c.set('link', { purpose, subscription, version });
    return next();
  });

const expired = (c: AppContext, purpose: Purpose) =>
  problem(
    c,
    410,
    (trouble) => (purpose === 'address' ? trouble.addressExpired : trouble.expired),
    toStart(c),
  );

/** What was posted, for actions that may do without. It is read before the person: uploads are slow. */
export const readInput = createMiddleware<With<{ input: Input }>>(async (c, next) => {
  if (c.req.header('content-type') === undefined) {
    c.set('input', {});
    return next();
  }
  const body = await readBody(c);
  if (!body.ok) return body.answer;
  c.set('input', body.input);
  return next();
});

type Status = 'left' | 'pending';

/** The person of the link and their course; from here on the answer is in their language. */
export const requirePerson = (...refused: readonly Status[]) =>
  createMiddleware<With<Admitted>>(async (c, next) => {
    const enrolment = await findEnrolment(c);
    if (!enrolment) return forgotten(c);
    const course = courseOf(c, enrolment);
    if (!course) return forgotten(c);
    speakLike(c, enrolment.subscription);
    const refusal = refuse(c, enrolment, refused);
    if (refusal) return refusal;
    c.set('enrolment', enrolment);
    c.set('course', course);
    return next();
  });

/** The same for what is stored about the person: theirs even when the course is gone. */
export const requireRecords = (...refused: readonly Status[]) =>
  createMiddleware<With<Owned>>(async (c, next) => {
    const enrolment = await findEnrolment(c);
    if (!enrolment) return forgotten(c);
    const refusal = refuse(c, enrolment, refused);
    if (refusal) return refusal;
    c.set('enrolment', enrolment);
    return next();
  });

/** The change of address of the link. */
export const requireChange = createMiddleware<With<Changing>>(async (c, next) => {
  const known = await findChange(c.var.services.ports, c.var.link.subscription);
  if (!known) return forgotten(c);
  speakLike(c, known.enrolment.subscription);
  c.set('known', known);
  return next();
});

/** For routes that refuse no signed link: null for an erased person, and for a replaced link. */
export const findPerson = createMiddleware<With<Found>>(async (c, next) => {
  const enrolment = await findEnrolment(c);
  if (enrolment) speakLike(c, enrolment.subscription);
  c.set('found', enrolment && isReplaced(c.var.link, enrolment) ? null : enrolment);
  c.set('course', enrolment ? courseOf(c, enrolment) : undefined);
  return next();
});

/** What the person's pages show, planned as of now. */
export const shownTo = (c: AppContext<Admitted>): Shown =>
  shownAs(c.var.enrolment, c.var.course, c.var.services.now);

const findEnrolment = (c: AppContext<Linked>): Promise<Enrolment | null> =>
  c.var.services.ports.subscriptions.find(c.var.link.subscription);

const courseOf = (c: AppContext, { subscription: { course, locale } }: Enrolment) =>
  c.var.services.courses.find(course, locale);

function refuse(c: AppContext<Linked>, enrolment: Enrolment, refused: readonly Status[]) {
  if (isReplaced(c.var.link, enrolment)) return replaced(c);
  const status = refused.find((one) => one === enrolment.subscription.status);
  return status === 'left'
    ? departed(c, ownPathOf(c, enrolment.subscription))
    : status && unconfirmed(c);
}

/** The person has put newer links in its place. Links that lead to no page of theirs have no version. */
const isReplaced = ({ purpose, version }: Link, { subscription }: Enrolment): boolean =>
  (purpose === 'manage' || purpose === 'calendar') && version !== subscription.linkVersion;

const ownPathOf = (c: AppContext<Linked>, subscription: Subscription): string | null =>
  c.var.link.purpose === 'manage'
    ? `/manage/${c.req.param('token')}`
    : ownPathFromMail(c, subscription);
