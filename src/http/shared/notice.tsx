import type { Child } from 'hono/jsx';
import { useSpeech } from './i18n.tsx';
import { Layout } from './layout.tsx';

/** Somewhere to go on. */
export type Way = { readonly href: string; readonly label: string };

/** A form as it was sent, to be sent once more. */
export type Again = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

type NoticeProps = {
  readonly title: string;
  readonly text: string;
  readonly next: Way;
  /** Other ways, of less weight. */
  readonly more?: readonly Way[];
  readonly again?: Again | null;
};

/** One thing to say and the next step. */
export const Notice = ({ title, text, next, more = [], again = null }: NoticeProps) => (
  <NoticePage title={title} lead={text}>
    {again && <SendAgain {...again} />}
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
  </NoticePage>
);

type NoticePageProps = {
  readonly title: string;
  /** On top of the page; the title, where it has no other. */
  readonly heading?: string;
  readonly lead: Child;
  readonly description?: string;
  /** It has lists and headings, as running text has. */
  readonly prose?: boolean;
  /** What stands beneath the notice. */
  readonly below?: Child;
  readonly children?: Child;
};

/** A page that says one thing. */
export const NoticePage = (props: NoticePageProps) => (
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

/** The next step, where it is a link. */
export const Button = ({ href, quiet = false, children }: ButtonProps) => (
  <p>
    <a class={quiet ? 'button quiet' : 'button'} href={href}>
      {children}
    </a>
  </p>
);

/** The one thing to do on a page that asks: mail scanners follow links, but press nothing. */
export const OneButton = ({ children }: { readonly children?: Child }) => (
  <form method="post">
    <button type="submit">{children}</button>
  </form>
);

/** Nothing typed is lost: it waits in the form. */
const SendAgain = ({ action, fields }: Again) => (
  <form method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit">{useSpeech().words.trouble.failed.sendAgain}</button>
  </form>
);
