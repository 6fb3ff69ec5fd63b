import { Layout } from './layout.tsx';
import { useSpeech } from './speech.tsx';

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
  <Layout title={title}>
    <article class="notice">
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      {again && <SendAgain {...again} />}
      <p>
        <a class={again ? 'button quiet' : 'button'} href={next.href}>
          {next.label}
        </a>
      </p>
      {more.length > 0 && (
        <ul>
          {more.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      )}
    </article>
  </Layout>
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
