import { Layout } from './layout.tsx';

/** One button. The mailbox that got the link is the address. */
export const AskForAddress = ({ address, course }: { address: string; course: string }) => (
  <Layout title="Confirm your new address">
    <article class="notice">
      <h1>Use this address from now on?</h1>
      <p class="lead">
        “{course}” and all else that we send goes to <strong>{address}</strong> after this button.
        The old address gets nothing more.
      </p>
      <form method="post">
        <button type="submit">Yes, use this address</button>
      </form>
      <p class="fine">Was it not you? Close this page: nothing changes.</p>
    </article>
  </Layout>
);

type ChangedProps = {
  readonly address: string;
  /** The person's own page. */
  readonly own: string;
  readonly again: boolean;
};

/** The second visit says the same as the first: links are clicked twice. */
export const AddressChanged = ({ address, own, again }: ChangedProps) => (
  <Layout title="Your new address">
    <article class="notice">
      <h1>{again ? 'That is done already' : 'Your new address is in use'}</h1>
      <p class="lead">
        Everything goes to <strong>{address}</strong>. The old address gets nothing more; links in
        the mails that it has still work.
      </p>
      <p>
        <a class="button" href={own}>
          Go to your own page
        </a>
      </p>
    </article>
  </Layout>
);
