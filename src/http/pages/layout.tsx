import type { Child } from 'hono/jsx';

type LayoutProps = {
  readonly title: string;
  readonly description?: string | undefined;
  /** Pages with a live part; personal pages have none. */
  readonly script?: string;
  readonly children?: Child;
};

/** The frame of every page. */
export const Layout = ({ title, description, script, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fbf9f4" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#161c1b" media="(prefers-color-scheme: dark)" />
      <title>{title} · Milepost</title>
      {description && <meta name="description" content={description} />}
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/styles.css" />
      {script && <script type="module" src={script}></script>}
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <StoneMark />
          Milepost
        </a>
      </header>
      <main id="content">{children}</main>
      <footer class="bottom">
        <p>
          A course that counts down to your own date. No tracking: we do not see what you open or
          click.
        </p>
        <p>
          <a href="/privacy">Privacy</a>
        </p>
      </footer>
    </body>
  </html>
);

const StoneMark = () => (
  <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
    <path class="mark-stone" d="M6 20V10a6 6 0 0 1 12 0v10z" />
    <path class="mark-road" d="M1 21.5h22" stroke-width="2.5" />
    <path class="mark-day" d="M9.5 11.5h5M9.5 15h5" stroke-width="1.6" />
  </svg>
);
