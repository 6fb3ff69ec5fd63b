import { Layout } from './layout.tsx';
import { Rich, useSpeech } from './speech.tsx';

/** One button. The mailbox that got the link is the address. */
export const AskForAddress = ({ address, course }: { address: string; course: string }) => {
  const said = useSpeech().words.door.address;
  return (
    <Layout title={said.title}>
      <article class="notice">
        <h1>{said.ask}</h1>
        <p class="lead">
          <Rich text={said.text(course)} parts={{ address: () => <strong>{address}</strong> }} />
        </p>
        <form method="post">
          <button type="submit">{said.button}</button>
        </form>
        <p class="fine">{said.notYou}</p>
      </article>
    </Layout>
  );
};

type ChangedProps = {
  readonly address: string;
  /** The person's own page; null when this link must not lead there any more. */
  readonly own: string | null;
  readonly again: boolean;
};

/** The second visit says the same as the first: links are clicked twice. */
export const AddressChanged = ({ address, own, again }: ChangedProps) => {
  const { door } = useSpeech().words;
  const said = door.address;
  return (
    <Layout title={said.newTitle}>
      <article class="notice">
        <h1>{again ? said.already : said.inUse}</h1>
        <p class="lead">
          <Rich text={said.goesTo} parts={{ address: () => <strong>{address}</strong> }} />
        </p>
        {own === null ? (
          <p>{door.confirm.pageInMails}</p>
        ) : (
          <p>
            <a class="button" href={own}>
              {door.confirm.toPage}
            </a>
          </p>
        )}
      </article>
    </Layout>
  );
};
