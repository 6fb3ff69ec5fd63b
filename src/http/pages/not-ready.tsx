import { Layout } from './layout.tsx';

/** For the operator, who is the first to see it. It names settings, never their values. */
export const NotReady = ({ problems }: { problems: readonly string[] }) => (
  <Layout title="Not ready yet">
    <article class="notice prose">
      <h1>Not ready yet</h1>
      <p class="lead">This course is being set up. Please come back a little later.</p>
      <h2>If you are setting it up</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
      <p class="fine">
        <a href="/health">/health</a> says the same to programs.
      </p>
    </article>
  </Layout>
);
