import { lookUp } from '../../src/domain/locale.ts';
import { escapeHtml } from '../../src/domain/template.ts';
import { i18nFor } from '../../src/words/words.ts';
import { dim, readFlags, Trouble } from '../world/terminal.ts';
import { compiledCourse } from './described.ts';
import { signUpSnippet } from './embed-snippet.ts';
import { operatorSettings } from './settings.ts';

const usage = `npx milepost embed [course] [--locale de] [--frame]

Prints a sign-up form to paste into any page of another site. It's plain HTML: it needs no script,
and takes the styles of that page. Details are in docs/embedding.md.
  --locale  the language of the form (default: the course's)
  --frame   prints an <iframe> with our form and our colors; the other site has to be in EMBED_ORIGINS`;

/** `npx milepost embed` */
export async function embed(args: string[]): Promise<void> {
  const hasId = args[0] !== undefined && !args[0].startsWith('-');
  const flags = readFlags(
    { locale: { type: 'string' }, frame: { type: 'boolean' } },
    usage,
    args.slice(hasId ? 1 : 0),
  );
  const original = compiledCourse(hasId ? args[0] : undefined, usage);
  const locale = flags.locale ?? original.language;
  const language = lookUp(locale, original.languages);
  if (language === undefined) {
    throw new Trouble(
      `The course "${original.id}" isn't in "${locale}".`,
      `Choose one of: ${original.languages.join(', ')}.`,
      usage,
      2,
    );
  }
  const { PUBLIC_URL } = await operatorSettings();
  if (!PUBLIC_URL) {
    throw new Trouble(
      "PUBLIC_URL isn't set.",
      'The form has to know where your course runs.',
      'Set it in [vars] of wrangler.toml.',
    );
  }
  const course = { ...original, ...original.translations[language] };
  const base = PUBLIC_URL.replace(/\/+$/, '');
  const i18n = i18nFor(locale, original.languages);
  if (!flags.frame) return console.log(signUpSnippet(course, base, i18n));
  const src = `${base}/embed/${course.id}?locale=${i18n.locale}`;
  console.log(
    `<iframe src="${src}" title="${escapeHtml(course.title)}" width="100%" height="720" loading="lazy"></iframe>`,
  );
  console.error(dim('The site that shows it has to be in EMBED_ORIGINS.'));
}
