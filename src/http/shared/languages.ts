/** In which language an answer speaks. */
import { parseAccept } from 'hono/utils/accept';
import type { CompiledCourse } from '../../course/compiled.ts';
import { knownLocale, lookUp } from '../../domain/languages.ts';
import { LANGUAGES, type Speech, speechFor } from '../../words/words.ts';
import type { AppContext } from './env.ts';
import { isPersonal, withinSite } from './paths.ts';

export type Spoken = Speech & {
  /** A public page's path, with the language where the browser itself would ask for another. */
  readonly to: (path: string) => string;
  /** Where this page is in each language; none where it is somebody's own. */
  readonly versions: readonly Version[];
};

export type Version = {
  readonly language: string;
  readonly path: string;
  /** As search engines know it. */
  readonly url: string;
};

/** Speaks this locale from here on, whatever the request says: the person has chosen it. */
export function speakTo(c: AppContext, locale: unknown): void {
  const known = knownLocale(locale);
  if (known !== undefined) c.set('locale', known);
}

/** Speaks about this course, in one of its languages. */
export const speakAbout = (c: AppContext, { languages }: { languages: readonly string[] }): void =>
  c.set('languages', languages);

/** A course, as whoever asks would like to read it. */
export function inLanguage(c: AppContext, id: string): CompiledCourse | undefined {
  const { courses } = c.var.services;
  const course = courses.find(id);
  if (!course) return undefined;
  speakAbout(c, course);
  return courses.find(id, speechOf(c).language);
}

/** The chosen locale, else that of the address, else what the browser asks for, else the course's. */
export function speechOf(c: AppContext): Spoken {
  const among = c.get('languages') ?? c.get('services')?.courses.all[0]?.languages ?? LANGUAGES;
  const usual = preferred(c.req.header('accept-language'), among);
  const chosen = c.get('locale');
  const asked = chosen ?? knownLocale(c.req.query('locale'));
  const isServed = asked !== undefined && lookUp(asked, among) !== undefined;
  // Whose own language is not there reads pages in the language of their mails.
  const otherwise = chosen === undefined ? usual : among[0]!;
  const speech = speechFor(isServed ? asked : otherwise, among);
  const isUsual = speechFor(usual, among).language === speech.language;
  return {
    ...speech,
    to: (path) => (isUsual ? path : withLocale(path, speech.locale)),
    versions: isPersonal(c.req.path) || c.req.method !== 'GET' ? [] : versions(c, among),
  };
}

/** The first of the browser's languages that is there. */
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
