import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from '../../domain/parse/sign-up.ts';
import type { Trouble } from '../../words/en/errors.ts';
import { faultInWords } from '../../words/faults.ts';
import type { Words } from '../../words/words.ts';
import type { AppContext } from './env.ts';
import { Speaking } from './i18n.tsx';
import { speechOf } from './languages.ts';
import { wantsJson } from './negotiate.ts';
import { Notice, type Way } from './notice.tsx';
import { coursePath, isPersonal, lessonPath } from './paths.ts';

/** A full page. */
export function page(c: AppContext, content: Child, status: ContentfulStatusCode = 200) {
  return c.html(
    <>
      {raw('<!doctype html>')}
      {spoken(c, content)}
    </>,
    status,
  );
}

/** A page or fragment in the language of the request. */
export function spoken(c: AppContext, content: Child) {
  const speech = speechOf(c);
  c.header('Content-Language', speech.language);
  if (!isPersonal(c.req.path)) c.header('Vary', 'Accept, Accept-Language');
  return <Speaking speech={speech}>{content}</Speaking>;
}

type Ways = {
  /** The link to the next step, if it is not the default for this URL. */
  readonly href?: string;
  /** Further links, less prominent. */
  readonly more?: (words: Words) => readonly Way[];
};

/** An error as a page with the next step, or as JSON. */
export function problem(
  c: AppContext,
  status: ContentfulStatusCode,
  about: (trouble: Words['trouble']) => Trouble,
  { href, more }: Ways = {},
) {
  const speech = speechOf(c);
  const { title, text, way } = about(speech.words.trouble);
  if (wantsJson(c)) {
    c.header('Content-Language', speech.language);
    return c.json({ errors: [{ field: null, message: text }] }, status);
  }
  const usual = wayOn(c);
  const next = { href: href ?? usual.href, label: way ?? usual.label };
  const others = more?.(speech.words) ?? [];
  return page(c, <Notice title={title} text={text} next={next} more={others} />, status);
}

/** The default next step for this URL. */
export function wayOn(c: AppContext): Way {
  const { to, words } = speechOf(c);
  const own = /^\/manage\/[^/]+(?=\/)/.exec(c.req.path)?.[0];
  const { toPage, toStart } = words.frame;
  return own ? { href: own, label: toPage } : { href: to('/'), label: toStart };
}

export const noSuchCourse = (c: AppContext) =>
  problem(c, 404, ({ noSuchCourse: gone }) => gone, { href: speechOf(c).to('/') });

/** A lesson or page that the course does not have. */
export const noSuchPart = (c: AppContext, course: string, what: 'lesson' | 'page') =>
  problem(
    c,
    404,
    ({ noLessonThere, noPageThere }) => {
      return what === 'lesson' ? noLessonThere : noPageThere;
    },
    { href: speechOf(c).to(coursePath(course)) },
  );

/** The error of each field, as JSON. */
export function fieldProblems(c: AppContext, errors: readonly FieldError[]) {
  const base = c.var.services.config.publicUrl;
  const speech = speechOf(c);
  const told = errors.map((error) => {
    const message = faultInWords(speech.words, error);
    if (!error.lesson) return { field: error.field, message };
    const read = speech.words.form.readAt(`${base}${speech.to(lessonPath(...error.lesson))}`);
    return { field: error.field, message: `${message} ${read}` };
  });
  c.header('Content-Language', speech.language);
  return c.json({ errors: told }, 422);
}
