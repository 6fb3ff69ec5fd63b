import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from '../domain/sign-up.ts';
import type { AppContext } from './env.ts';
import { wantsJson } from './negotiate.ts';
import { Notice, type Way } from './pages/notice.tsx';
import { coursePath, lessonPath } from './paths.ts';

/** A whole page. */
export const page = (c: AppContext, content: Child, status: ContentfulStatusCode = 200) =>
  c.html(html`<!doctype html>${content}`, status);

/** What went wrong in one sentence, as a page with the next step or as JSON. */
export function problem(
  c: AppContext,
  status: ContentfulStatusCode,
  message: string,
  title = 'That did not work',
  next: Way = wayOn(c.req.path),
  more: readonly Way[] = [],
) {
  if (wantsJson(c)) return c.json({ errors: [{ field: null, message }] }, status);
  return page(c, <Notice title={title} text={message} next={next} more={more} />, status);
}

export const START: Way = { href: '/', label: 'Go to the start page' };

/** Where somebody goes on from an address that gave them nothing. */
export function wayOn(path: string): Way {
  const own = /^\/manage\/[^/]+(?=\/)/.exec(path)?.[0];
  return own ? { href: own, label: 'Go to your page' } : START;
}

export const noSuchCourse = (c: AppContext) =>
  problem(
    c,
    404,
    'There is no course at this address. It may have been renamed; the start page leads to all that there are.',
    'No such course',
    START,
  );

/** A lesson or page that the course does not have. */
export const noSuchPart = (c: AppContext, course: string, what: 'lesson' | 'page') =>
  problem(
    c,
    404,
    `This course has no such ${what}. It may have been renamed or taken out; the course lists all that it has.`,
    `No such ${what}`,
    { href: coursePath(course), label: 'Go to the course' },
  );

/** What is wrong with each field, for programs. */
export function fieldProblems(c: AppContext, errors: readonly FieldError[]) {
  const base = c.var.services.config.publicUrl;
  const told = errors.map(({ field, message, lesson }) => ({
    field,
    message: lesson ? `${message} Read ${base}${lessonPath(...lesson)}` : message,
  }));
  return c.json({ errors: told }, 422);
}
