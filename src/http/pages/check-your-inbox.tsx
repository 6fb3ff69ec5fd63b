import { Layout } from './layout.tsx';
import { Rich, useSpeech } from './speech.tsx';

/** Names no address: the page is the same for everyone, and an address belongs in no link. */
export const CheckYourInbox = ({ from, replyTo }: { from: string; replyTo: string }) => {
  const { to, words } = useSpeech();
  const { inbox } = words.door;
  return (
    <Layout title={inbox.title} description={inbox.text}>
      <article class="notice prose">
        <h1>{inbox.title}</h1>
        <p class="lead">{inbox.text}</p>
        <h2>{inbox.nothing}</h2>
        <ul>
          <li>
            <Rich text={inbox.spam} parts={{ from: () => <strong>{from}</strong> }} />
          </li>
          <li>{inbox.badHour}</li>
          <li>
            <Rich text={inbox.slip} parts={{ again: (name) => <a href={to('/')}>{name}</a> }} />
          </li>
          <li>
            <Rich
              text={inbox.write}
              parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
            />
          </li>
        </ul>
      </article>
    </Layout>
  );
};
