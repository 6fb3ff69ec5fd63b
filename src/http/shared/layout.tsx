import type { Child } from 'hono/jsx';
import { site } from '../../course/catalog.ts';
import { CATALOGUES, i18nFor, type Language } from '../../words/words.ts';
import { I18nProvider, useI18n, type Version } from './language.tsx';

type LayoutProps = {
  readonly title: string;
  readonly description?: string | undefined;
  /** The page's script; personal pages have none. */
  readonly script?: string;
  readonly children?: Child;
};

/** The layout of every page. */
export const Layout = ({ title, description, script, children }: LayoutProps) => {
  const { language, words, to, versions, embedded } = useI18n();
  if (embedded) return <EmbeddedLayout title={title}>{children}</EmbeddedLayout>;
  return (
    <html lang={language} dir={words.dir}>
      <head>
        <Head title={title} />
        <meta name="theme-color" content={site.paper.light} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={site.paper.dark} media="(prefers-color-scheme: dark)" />
        {description && <meta name="description" content={description} />}
        {versions.map(({ language: other, url }) => (
          <link rel="alternate" hreflang={other} href={url} />
        ))}
        {script && <script type="module" src={script}></script>}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.layout.skip}
        </a>
        <header class="top">
          <a class="brand" href={to('/')}>
            {site.hasLogo ? <img src="/favicon.svg" alt="" width="28" height="28" /> : <Logo />}
            {site.name}
          </a>
        </header>
        <main id="content">{children}</main>
        <footer class="bottom">
          <p>{words.layout.promise}</p>
          <p>
            <a href={to('/privacy')}>{words.layout.privacy}</a>
          </p>
          <OtherLanguages others={versions.filter((one) => one.language !== language)} />
        </footer>
      </body>
    </html>
  );
};

const Head = ({ title }: Pick<LayoutProps, 'title'>) => (
  <>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{`${title} · ${site.name}`}</title>
    <link rel="stylesheet" href="/styles.css" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
  </>
);

/** In another site's frame: its links open a new tab, because our other pages can't be framed. */
const EmbeddedLayout = ({ title, children }: LayoutProps) => {
  const { language, words, to } = useI18n();
  return (
    <html lang={language} dir={words.dir}>
      <head>
        <Head title={title} />
        <base target="_blank" />
      </head>
      <body class="embedded">
        <main>{children}</main>
        <footer class="bottom">
          <p>
            <a href={to('/privacy')}>{words.layout.privacy}</a>
          </p>
        </footer>
      </body>
    </html>
  );
};

/** Each language under its own name. */
const OtherLanguages = ({ others }: { others: readonly Version[] }) => {
  const { words } = useI18n();
  if (others.length === 0) return null;
  return (
    <nav aria-label={words.layout.otherLanguages}>
      {others.map(({ language, path }) => (
        <a href={path} lang={language} hreflang={language}>
          {CATALOGUES[language as Language].name}
        </a>
      ))}
    </nav>
  );
};

const Logo = () => (
  <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
    <path class="mark-stone" d="M6 20V10a6 6 0 0 1 12 0v10z" />
    <path class="mark-road" d="M1 21.5h22" stroke-width="2.5" />
    <path class="mark-day" d="M9.5 11.5h5M9.5 15h5" stroke-width="1.6" />
  </svg>
);

type SectionProps = {
  readonly id: string;
  readonly title: Child;
  /** A CSS class, if it has styles of its own. */
  readonly className?: string;
  readonly children?: Child;
};

/** A section labeled by its heading. */
export const Section = ({ id, title, className, children }: SectionProps) => (
  <section class={className} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

type FoldedProps = SectionProps & { readonly open?: boolean };

/** A section whose heading opens and closes it. A link to its id opens it, too. */
export const Folded = ({ id, title, className, open = false, children }: FoldedProps) => (
  <section class={className} id={id} aria-labelledby={`${id}-title`}>
    <details open={open}>
      <summary>
        <h2 id={`${id}-title`}>{title}</h2>
      </summary>
      {children}
    </details>
  </section>
);

type AuthorContentProps = {
  /** The language of the content. */
  readonly language: string;
  readonly children?: Child;
};

/**
 * The author's content. If it is not in the reader's language, adds a note and renders the whole
 * part, including its headings, in the author's language.
 */
export const AuthorContent = ({ language, children }: AuthorContentProps) => {
  const own = useI18n();
  if (language === own.language) return <>{children}</>;
  const i18n = { ...own, ...i18nFor(language, [language]) };
  return (
    <>
      <p class="untranslated">{own.words.course.untranslated}</p>
      <div lang={language} dir={i18n.words.dir}>
        <I18nProvider i18n={i18n}>{children}</I18nProvider>
      </div>
    </>
  );
};
