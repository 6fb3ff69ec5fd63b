import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldError } from '../../domain/parse/sign-up.ts';
import type { ErrorText } from '../../words/en/errors.ts';
import { fieldErrorText, type Words } from '../../words/words.ts';
import { type AppContext, wantsJson } from './context.ts';
import { I18nProvider, i18nOf, useI18n } from './language.tsx';
import { Layout } from './layout.tsx';
import { coursePath, isPersonal, lessonPath } from './paths.ts';

/** A full page. */
export function page(c: AppContext, content: Child, status: ContentfulStatusCode = 200) {
  const html = `<!doctype html>${localized(c, content)}`;
  if (showsAddress(html)) c.header('Cache-Control', NO_TRANSFORM);
  return c.html(html, status);
}

/**
 * Cloudflare replaces email addresses by text that needs a script, which our policy blocks. The
 * header prevents that, but also compression: it is for pages with addresses only.
 */
export const NO_TRANSFORM = 'no-transform';

/** In a link, or in text: not in an attribute. Looks only around each `@`, which few pages have. */
function showsAddress(html: string): boolean {
  for (let at = html.indexOf('@'); at >= 0; at = html.indexOf('@', at + 1)) {
    if (!/[\w.%+-]@[\w-]/.test(html.slice(Math.max(0, at - 1), at + 2))) continue;
    if (html.lastIndexOf('>', at) > html.lastIndexOf('<', at)) return true;
  }
  return html.includes('href="mailto:');
}

/** A page or fragment in the language of the request. */
export function localized(c: AppContext, content: Child) {
  const i18n = i18nOf(c);
  c.header('Content-Language', i18n.language);
  if (!isPersonal(c.req.path)) c.header('Vary', 'Accept, Accept-Language');
  return <I18nProvider i18n={i18n}>{content}</I18nProvider>;
}

type NextSteps = {
  /** The link to the next step, if it is not the default for this URL. */
  readonly href?: string;
  /** Further links, less prominent. */
  readonly more?: (words: Words) => readonly NextStep[];
};

/** An error as a page with the next step, or as JSON. */
export function problem(
  c: AppContext,
  status: ContentfulStatusCode,
  about: (errors: Words['errors']) => ErrorText,
  { href, more }: NextSteps = {},
) {
  const i18n = i18nOf(c);
  const { title, text, way } = about(i18n.words.errors);
  if (wantsJson(c)) {
    c.header('Content-Language', i18n.language);
    return c.json({ errors: [{ field: null, message: text }] }, status);
  }
  const usual = nextStep(c);
  const next = { href: href ?? usual.href, label: way ?? usual.label };
  const others = more?.(i18n.words) ?? [];
  return page(c, <Message title={title} text={text} next={next} more={others} />, status);
}

/** The default next step for this URL. */
export function nextStep(c: AppContext): NextStep {
  const { to, words } = i18nOf(c);
  const own = /^\/manage\/[^/]+(?=\/)/.exec(c.req.path)?.[0];
  const { toPage, toStart } = words.layout;
  return own ? { href: own, label: toPage } : { href: to('/'), label: toStart };
}

export const noSuchCourse = (c: AppContext) =>
  problem(c, 404, ({ noSuchCourse: gone }) => gone, { href: i18nOf(c).to('/') });

/** A lesson or page that the course does not have. */
export const noSuchPart = (c: AppContext, course: string, what: 'lesson' | 'page') =>
  problem(
    c,
    404,
    ({ noLessonThere, noPageThere }) => {
      return what === 'lesson' ? noLessonThere : noPageThere;
    },
    { href: i18nOf(c).to(coursePath(course)) },
  );

/** A form keeps a mistyped address by itself. */
const inJson = ({ code }: FieldError): string =>
  code === 'typo' ? ' In JSON, add "keep_email" with the same address.' : '';

/** The error of each field, as JSON. */
export function fieldProblems(c: AppContext, errors: readonly FieldError[]) {
  const base = c.var.services.config.publicUrl;
  const i18n = i18nOf(c);
  const told = errors.map((error) => {
    const message = fieldErrorText(i18n.words, error) + inJson(error);
    if (!error.lesson) return { field: error.field, message };
    const read = i18n.words.form.readAt(`${base}${i18n.to(lessonPath(...error.lesson))}`);
    return { field: error.field, message: `${message} ${read}` };
  });
  c.header('Content-Language', i18n.language);
  return c.json({ errors: told }, 422);
}

export type Problem =
  | 'too_early'
  | 'too_late'
  | 'no_such_lesson'
  | 'no_such_step'
  | 'not_sent'
  | 'no_date'
  | 'too_soon'
  | 'unreachable'
  | 'too_many';

type Answer = {
  readonly status: ContentfulStatusCode;
  /** The section of their page that helps. */
  readonly place: string;
};

export const PROBLEMS: Readonly<Record<Problem, Answer>> = {
  too_early: { status: 409, place: '' },
  too_late: { status: 409, place: '#move' },
  no_such_lesson: { status: 404, place: '' },
  no_such_step: { status: 404, place: '' },
  not_sent: { status: 409, place: '' },
  no_date: { status: 409, place: '#move' },
  too_soon: { status: 429, place: '' },
  unreachable: { status: 409, place: '#details' },
  too_many: { status: 429, place: '' },
};

export const isProblem = (done: string): done is Problem => Object.hasOwn(PROBLEMS, done);

/** A link to a next step. */
export type NextStep = { readonly href: string; readonly label: string };

/** A submitted form, to be submitted again. */
export type Resubmission = {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
};

type MessageProps = {
  readonly title: string;
  readonly text: string;
  readonly next: NextStep;
  /** Further links, less prominent. */
  readonly more?: readonly NextStep[];
  readonly again?: Resubmission | null;
};

/** A short message with the next step. */
export const Message = ({ title, text, next, more = [], again = null }: MessageProps) => (
  <MessagePage title={title} lead={text}>
    {again && <Resubmit {...again} />}
    <Button href={next.href} quiet={again !== null}>
      {next.label}
    </Button>
    {more.length > 0 && (
      <ul>
        {more.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    )}
  </MessagePage>
);

type MessagePageProps = {
  readonly title: string;
  /** The heading of the page; defaults to the title. */
  readonly heading?: string;
  readonly lead: Child;
  readonly description?: string;
  /** The content has lists and headings, and needs the styles of prose. */
  readonly prose?: boolean;
  /** Content below the notice. */
  readonly below?: Child;
  readonly children?: Child;
};

/** A page with a single message. */
export const MessagePage = (props: MessagePageProps) => (
  <Layout title={props.title} description={props.description}>
    <article class={`notice${props.prose ? ' prose' : ''}`}>
      <h1>{props.heading ?? props.title}</h1>
      <p class="lead">{props.lead}</p>
      {props.children}
    </article>
    {props.below}
  </Layout>
);

type ButtonProps = {
  readonly href: string;
  readonly quiet?: boolean;
  readonly children?: Child;
};

/** The next step as a link. */
export const Button = ({ href, quiet = false, children }: ButtonProps) => (
  <p>
    <a class={quiet ? 'button quiet' : 'button'} href={href}>
      {children}
    </a>
  </p>
);

/** The only button on a confirmation page: email scanners follow links but do not submit forms. */
export const OneButton = ({ children }: { readonly children?: Child }) => (
  <form method="post">
    <button type="submit">{children}</button>
  </form>
);

/** Resubmits a form; its values are kept in hidden fields. */
const Resubmit = ({ action, fields }: Resubmission) => (
  <form method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit">{useI18n().words.errors.failed.sendAgain}</button>
  </form>
);
