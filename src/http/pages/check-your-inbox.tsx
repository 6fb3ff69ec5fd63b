import { Layout } from './layout.tsx';

/** Names no address: the page is the same for everyone, and an address belongs in no link. */
export const CheckYourInbox = ({ from, replyTo }: { from: string; replyTo: string }) => (
  <Layout title="Check your inbox">
    <article class="notice prose">
      <h1>Check your inbox</h1>
      <p class="lead">
        A mail with one button is on its way. Press it, and your countdown starts. Until then
        nothing else leaves.
      </p>
      <h2>Nothing there after a minute?</h2>
      <ul>
        <li>
          Look in spam or promotions for a mail from <strong>{from}</strong>.
        </li>
        <li>
          Now and then the service that delivers our mail has a bad hour. The mail then comes by
          itself as soon as it can: you need not sign up again.
        </li>
        <li>
          A slip in the address? <a href="/">Sign up again</a> with the right one; the other one
          lapses by itself.
        </li>
        <li>
          Still nothing? Write to <a href={`mailto:${replyTo}`}>{replyTo}</a>. A person reads it.
        </li>
      </ul>
    </article>
  </Layout>
);
