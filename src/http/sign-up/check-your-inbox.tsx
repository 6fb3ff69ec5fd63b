import { Rich, useSpeech } from '../shared/i18n.tsx';
import { NoticePage } from '../shared/notice.tsx';

/** Shows no address: the page is the same for everyone, and an address must not be in a URL. */
export const CheckYourInbox = ({ from, replyTo }: { from: string; replyTo: string }) => {
  const { to, words } = useSpeech();
  const { inbox } = words.door;
  return (
    <NoticePage title={inbox.title} lead={inbox.text} description={inbox.text} prose>
      <h2>{inbox.nothing}</h2>
      <ul>
        <li>
          <Rich text={inbox.spam} parts={{ from: () => <strong>{from}</strong> }} />
        </li>
        <li>{inbox.badHour}</li>
        <li>
          <Rich text={inbox.slip} parts={{ again: to('/') }} />
        </li>
        <li>
          <Rich
            text={inbox.write}
            parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
          />
        </li>
      </ul>
    </NoticePage>
  );
};
