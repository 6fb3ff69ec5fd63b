/** Selects the language of a response. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { parseAccept } from 'hono/utils/accept';
import type { CompiledCourse } from '../../course/compiled.ts';
import { knownLocale, lookUp } from '../../domain/locale.ts';
import { type I18n, i18nFor, LANGUAGES } from '../../words/words.ts';
import { type AppContext, isEmbedded } from './context.ts';
import { isPersonal, withinSite } from './paths.ts';

export type PageI18n = I18n & {
  /**
   * A path, with a `locale` parameter if the browser would ask for another language. A personal page
   * is in the person's language.
   */
  readonly to: (path: string) => string;
  /** This page in each language; empty for a personal page. */
  readonly versions: readonly Version[];
  /** It is shown in another site's frame. */
  readonly embedded: boolean;
};

export type Version = {
  readonly language: string;
  readonly path: string;
  /** The canonical URL for search engines. */
  readonly url: string;
};

/** Sets the locale that the person chose; it overrides the request's. */
export function setLocale(c: AppContext, locale: unknown): void {
  const known = knownLocale(locale);
  if (known !== undefined) c.set('locale', known);
}

/** Limits the response to the languages of this course. */
export const setLanguages = (
  c: AppContext,
  { languages }: { languages: readonly string[] },
): void => c.set('languages', languages);

/** The course in the language of this request. */
export function inLanguage(c: AppContext, id: string): CompiledCourse | undefined {
  const { courses } = c.var.services;
  const course = courses.find(id);
  if (!course) return undefined;
  setLanguages(c, course);
  return courses.find(id, i18nOf(c).language);
}

/** The chosen locale, else that of the URL, else the browser's, else the course's. */
export function i18nOf(c: AppContext): PageI18n {
  const among = c.get('languages') ?? c.get('services')?.courses.all[0]?.languages ?? LANGUAGES;
  const usual = preferred(c.req.header('accept-language'), among);
  const chosen = c.get('locale');
  const asked = chosen ?? knownLocale(c.req.query('locale'));
  const isServed = asked !== undefined && lookUp(asked, among) !== undefined;
  // If the chosen language is missing, use that of the person's emails, not the browser's.
  const otherwise = chosen === undefined ? usual : among[0]!;
  const i18n = i18nFor(isServed ? asked : otherwise, among);
  const isUsual = i18nFor(usual, among).language === i18n.language;
  return {
    ...i18n,
    to: (path) => (isUsual || isPersonal(path) ? path : withLocale(path, i18n.locale)),
    embedded: isEmbedded(c),
    versions: isPersonal(c.req.path) || c.req.method !== 'GET' ? [] : versions(c, among),
  };
}

/** The browser's preferred language among those available. */
function preferred(header: string | undefined, among: readonly string[]): string {
  const wishes = header === undefined || header.length > 500 ? [] : parseAccept(header);
  const first = wishes.find(({ type, q }) => q > 0 && lookUp(type, among) !== undefined)?.type;
  return knownLocale(first) ?? among[0]!;
}

function versions(c: AppContext, among: readonly string[]): readonly Version[] {
  const base = c.get('services')?.config.publicUrl;
  if (base === undefined || among.length < 2) return [];
  const { pathname: asked, searchParams } = new URL(c.req.url);
  const pathname = withinSite(asked);
  return among.map((language) => {
    const query = new URLSearchParams(searchParams);
    query.set('locale', language);
    return {
      language,
      path: `${pathname}?${query}`,
      url: withLocale(`${base}${pathname}`, language),
    };
  });
}

/** @example withLocale('/#plan', 'de') // '/?locale=de#plan' */
export function withLocale(path: string, locale: string): string {
  const [before, fragment] = path.split('#') as [string, string?];
  const sign = before.includes('?') ? '&' : '?';
  return `${before}${sign}locale=${locale}${fragment === undefined ? '' : `#${fragment}`}`;
}

/**
 * One value per render, also across an `await` in a component. Hono's `createContext` does the same
 * but adds 6.3 KB gzip to the bundle: `hono/jsx` exports it together with the browser's hooks.
 */
const rendering = new AsyncLocalStorage<PageI18n>();

/** The language, texts and links of the page being rendered; set by `page` in `responses.tsx`. */
export const useI18n = (): PageI18n => rendering.getStore()!;

type I18nProviderProps = { readonly i18n: PageI18n; readonly children?: Child };

/** Renders its children in this language. */
export function I18nProvider({ i18n, children }: I18nProviderProps) {
  const content = <>{children}</>;
  const html = rendering.run(i18n, () => content.toString() as string | Promise<string>);
  return typeof html === 'string' ? raw(html) : html.then((text) => raw(text));
}

type RichProps = {
  readonly text: string;
  /** Link targets or components by name: `Read <more>the lesson</more>.` has the part `more`. */
  readonly parts?: Readonly<Record<string, string | (() => Child)>>;
};

/** A text with markup: `parts` become links or components, `<b>` becomes bold. */
export const Rich = ({ text, parts = {} }: RichProps) => (
  <>
    {text.split(/(<\w+>.*?<\/\w+>)/).map((piece) => {
      const [, name = '', words = ''] = /^<(\w+)>(.*)<\/\w+>$/.exec(piece) ?? [];
      const part = parts[name];
      if (typeof part === 'string') return <a href={part}>{words}</a>;
      return part?.() ?? (name === 'b' ? <strong>{words}</strong> : piece);
    })}
  </>
);
