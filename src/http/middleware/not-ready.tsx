import { Rich, useSpeech } from '../shared/i18n.tsx';
import { Button, NoticePage } from '../shared/notice.tsx';

type NotReadyProps = {
  readonly problems: readonly string[];
  /** The path to try again. */
  readonly here: string;
};

/** For the operator, during setup. Names settings, never their values. */
export const NotReady = ({ problems, here }: NotReadyProps) => {
  const { frame, trouble } = useSpeech().words;
  const { notReady } = frame;
  return (
    <NoticePage title={notReady.title} lead={notReady.text} prose>
      <Button href={here}>{trouble.failed.tryAgain}</Button>
      <h2>{notReady.forOperator}</h2>
      <ul>
        {problems.map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
      <p class="fine">
        <Rich text={notReady.health} parts={{ health: '/health' }} />
      </p>
    </NoticePage>
  );
};
