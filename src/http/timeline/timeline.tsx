import { capital } from '../../domain/format.ts';
import { Checklist } from '../manage/checklist.tsx';
import type { Acts } from '../manage/checklist-view.ts';
import { useSpeech } from '../shared/i18n.tsx';
import type { Mark, Timeline } from './timeline-view.ts';

type RoadProps = {
  readonly timeline: Timeline;
  /** Today and the target date, as text. */
  readonly today: string;
  readonly date: string;
  /** What the date is: "your interview". */
  readonly yours: string;
  /** The date has passed. */
  readonly over?: boolean;
  /** The actions on a lesson; absent if the plan is read-only. */
  readonly acts?: Acts | undefined;
};

/** The timeline, top to bottom, with today's position. */
export const Road = ({ timeline, today, date, yours, over = false, acts }: RoadProps) => (
  <ol class="road">
    {timeline.behind.map((mark) => (
      <Stone mark={mark} acts={acts} />
    ))}
    {!over && <Here today={today} />}
    {timeline.ahead.map((mark) => (
      <Stone mark={mark} acts={acts} />
    ))}
    <li class="mark day">
      <span class="mark-label">{capital(yours)}</span>
      <strong class="mark-title">{date}</strong>
    </li>
    {over && <Here today={today} />}
  </ol>
);

const Here = ({ today }: { today: string }) => (
  <li class="mark here">
    <span class="mark-label">{useSpeech().words.plan.today}</span>
    <span class="mark-when">{today}</span>
  </li>
);

type StoneProps = { readonly mark: Mark; readonly acts: Acts | undefined };

const Stone = ({ mark, acts }: StoneProps) => {
  const { to } = useSpeech();
  return (
    <li class={`mark ${mark.look.replace('_', '-')}`}>
      <span class="mark-label">{[mark.distance, mark.label].filter(Boolean).join(' · ')}</span>
      {mark.href === null ? (
        <span class="mark-title">{mark.title}</span>
      ) : (
        <a class="mark-title" href={to(mark.href)}>
          {mark.title}
        </a>
      )}
      {mark.when && <span class="mark-when">{mark.when}</span>}
      {mark.note && <span class="mark-note">{mark.note}</span>}
      {acts && <Possible mark={mark} acts={acts} />}
    </li>
  );
};

/** A future lesson can be marked as read; a received one has a checklist and can be sent again. */
const Possible = ({ mark, acts }: { readonly mark: Mark; readonly acts: Acts }) => {
  const { plan } = useSpeech().words;
  const boxes = acts.boxesOf(mark);
  return (
    <>
      {boxes && <Checklist boxes={boxes} action={`${acts.own}/checklist`} />}
      {mark.ahead && <Act mark={mark} action={`${acts.own}/read`} words={plan.markAsRead} />}
      {acts.mayResend(mark) && (
        <Act mark={mark} action={`${acts.own}/resend`} words={plan.sendAgain} />
      )}
    </>
  );
};

type ActProps = { readonly mark: Mark; readonly action: string; readonly words: string };

const Act = ({ mark, action, words }: ActProps) => (
  <form class="mark-act" method="post" action={action}>
    <input type="hidden" name="lesson" value={mark.lesson} />
    <button class="link" type="submit">
      {words}
      <span class="unseen">: {mark.title}</span>
    </button>
  </form>
);
