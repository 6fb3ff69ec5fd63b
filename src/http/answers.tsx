import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from '../domain/sign-up.ts';
import type { AppContext } from './env.ts';
import { wantsJson } from './negotiate.ts';
import { Notice } from './pages/notice.tsx';
import { lessonPath } from './paths.ts';

/** A whole page. */
export const page = (c: AppContext, content: Child, status: ContentfulStatusCode = 200) =>
  c.html(html`<!doctype html>${content}`, status);

type Way = { readonly href: string; readonly label: string };

/** What went wrong in one sentence, as a page with the next step or as JSON. */
export function problem(
  c: AppContext,
  status: ContentfulStatusCode,
  message: string,
  title = 'That did not work',
  next: Way = { href: '/', label: 'Go to the start page' },
) {
  if (wantsJson(c)) return c.json({ errors: [{ field: null, message }] }, status);
  return page(c, <Notice title={title} text={message} next={next} />, status);
}

/** What is wrong with each field, for programs. */
export function fieldProblems(c: AppContext, errors: readonly FieldError[]) {
  const base = c.var.services.config.publicUrl;
  const told = errors.map(({ field, message, lesson }) => ({
    field,
    message: lesson ? `${message} Read ${base}${lessonPath(...lesson)}` : message,
  }));
  return c.json({ errors: told }, 422);
}
