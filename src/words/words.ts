/** Every text of the interface and of the email layout, one folder per language. */
import { CATALOGUES } from '#catalogs';
import { lookUp } from '../domain/locale.ts';
import type { FieldError } from '../domain/parse/sign-up.ts';
import type { DateKind } from '../domain/subscription.ts';
import type { en } from './en/all.ts';
import type { FieldErrorTexts } from './en/errors.ts';

export { CATALOGUES };

export type Words = typeof en;

/** In the Worker, only the languages of its courses. */
export const LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

export type Language = keyof typeof CATALOGUES;

/** The language, formats and texts of a page or an email. */
export type I18n = {
  readonly language: string;
  /** For dates and numbers: `de-AT`, where the words are German. */
  readonly locale: string;
  readonly words: Words;
};

/**
 * The texts for this locale, in one of these languages; the first if none matches. Dates are then
 * in that language too, so that a sentence is never in two languages.
 * @example i18nFor('de-AT', ['en', 'de']).language // 'de'
 */
export function i18nFor(locale: string, among: readonly string[] = LANGUAGES): I18n {
  const found = lookUp(locale, among);
  const language = found ?? among[0]!;
  const known = lookUp(language, LANGUAGES) ?? LANGUAGES[0]!;
  return {
    language,
    locale: found === undefined ? language : locale,
    words: CATALOGUES[known as Language],
  };
}

/** What is wrong with a field and how to fix it. */
export function fieldErrorText(
  { fieldErrors }: Words,
  { field, code, known = '' }: FieldError,
): string {
  const of = fieldErrors[field] as Readonly<Record<string, FieldErrorTexts['email']['missing']>>;
  const said = of[code]!;
  return typeof said === 'string' ? said : said({ known });
}

/** What the date is: "your interview", or of a goal "the day you want to be ready by". */
export const yoursOf = (
  { yourTarget }: { readonly yourTarget: string },
  dateKind: DateKind,
  { ending }: Words,
): string => (dateKind === 'goal' ? ending.goal.yours : yourTarget);
