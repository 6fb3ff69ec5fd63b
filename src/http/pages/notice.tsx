import type { Child } from 'hono/jsx';
import { Layout } from './layout.tsx';

type NoticeProps = {
  readonly title: string;
  readonly text: string;
  readonly next?: { readonly href: string; readonly label: string } | undefined;
  readonly children?: Child;
};

/** One thing to say and the next step. */
export const Notice = ({ title, text, next, children }: NoticeProps) => (
  <Layout title={title}>
    <article class="notice">
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      {children}
      {next && (
        <p>
          <a class="button" href={next.href}>
            {next.label}
          </a>
        </p>
      )}
    </article>
  </Layout>
);
