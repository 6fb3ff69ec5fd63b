import type { Child } from 'hono/jsx';
import { useI18n } from './language.tsx';
import { Layout } from './layout.tsx';

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
