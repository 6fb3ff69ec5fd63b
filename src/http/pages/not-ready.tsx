import { Layout } from './layout.tsx';
import { Rich, useSpeech } from './speech.tsx';

type NotReadyProps = {
  readonly problems: readonly string[];
  /** The path to try again. */
  readonly here: string;
};

/** For the operator, who is the first to see it. It names settings, never their values. */
export const NotReady = ({ problems, here }: NotReadyProps) => {
  const { frame, trouble } = useSpeech().words;
  const { notReady } = frame;
  return (
    <Layout title={notReady.title}>
      <article class="notice prose">
        <h1>{notReady.title}</h1>
        <p class="lead">{notReady.text}</p>
        <p>
          <a class="button" href={here}>
            {trouble.failed.tryAgain}
          </a>
        </p>
        <h2>{notReady.forOperator}</h2>
        <ul>
          {problems.map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
        <p class="fine">
          <Rich text={notReady.health} parts={{ health: (name) => <a href="/health">{name}</a> }} />
        </p>
      </article>
    </Layout>
  );
};
