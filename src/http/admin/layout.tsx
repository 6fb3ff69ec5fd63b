import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { site } from '../../course/catalog.ts';
import type { Instant } from '../../domain/time.ts';
import { utc } from '../../usecases/operator/why.ts';
import type { AppContext } from '../shared/context.ts';

const PAGES = [
  ['/admin', 'Overview'],
  ['/admin/emails', 'Emails'],
  ['/admin/person', 'One person'],
  ['/admin/runs', 'Runs'],
] as const;

type AdminPageProps = {
  readonly title: string;
  /** One sentence below the title. */
  readonly lead?: Child;
  readonly children?: Child;
};

/** An operator's page, in English. */
export function adminPage(c: AppContext, props: AdminPageProps, status?: ContentfulStatusCode) {
  const html = String(<Document here={c.req.path} {...props} />);
  return c.html(`<!doctype html>${html}`, status);
}

const Document = ({ here, title, lead, children }: AdminPageProps & { readonly here: string }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${site.name} admin`}</title>
      <link rel="stylesheet" href="/styles.css" />
      <link rel="stylesheet" href="/admin.css" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    </head>
    <body class="admin">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href="/admin">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {site.name}
        </a>
        <nav aria-label="Pages">
          {PAGES.map(([path, name]) => (
            <a href={path} aria-current={path === here ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main id="content">
        <div class="title">
          <h1>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        {children}
      </main>
      <footer class="bottom">
        <p>These pages change nothing. To act, use the commands that they name.</p>
      </footer>
    </body>
  </html>
);

type CardProps = {
  readonly id: string;
  readonly title: string;
  readonly wide?: boolean;
  readonly children?: Child;
};

/** A section of a page. */
export const Card = ({ id, title, wide = false, children }: CardProps) => (
  <section class={wide ? 'card wide' : 'card'} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

type TableProps = {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its heading; numbers are set to the right. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Instead of an empty table. */
  readonly none?: string;
};

export const Table = ({ caption, head, rows, none = 'None.' }: TableProps) =>
  rows.length === 0 ? (
    <p class="fine">{none}</p>
  ) : (
    // Scrolls on a phone, so it must be reachable by keyboard.
    <section class="scroll" tabindex={0} aria-label={`Table: ${caption}`}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th scope="col" class={isNumber(rows[0]?.[column]) ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...others]) => (
            <tr>
              <th scope="row">{shown(first!)}</th>
              {others.map((cell) => (
                <td class={isNumber(cell) ? 'number' : undefined}>{shown(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

const isNumber = (cell: string | number | undefined): boolean => typeof cell === 'number';

const shown = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en-US') : cell;

/** An instant in UTC, for people and programs. */
export const Time = ({ at }: { readonly at: Instant }) => (
  <time datetime={new Date(at).toISOString()}>{utc(at)}</time>
);
