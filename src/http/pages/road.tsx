import type { Mark, Timeline } from '../timeline.ts';

type RoadProps = {
  readonly timeline: Timeline;
  /** Today and the target date, in words. */
  readonly today: string;
  readonly date: string;
  /** What the date is: "interview". */
  readonly target: string;
  /** The date has passed. */
  readonly over?: boolean;
  /** Where to post that a lesson was read ahead; none where that cannot be said. */
  readonly readAction?: string | undefined;
};

/** The way to the date, top to bottom: a stone for each lesson, and where the person stands. */
export const Road = ({ timeline, today, date, target, over = false, readAction }: RoadProps) => (
  <ol class="road">
    {timeline.behind.map((mark) => (
      <Stone mark={mark} />
    ))}
    {!over && <Here today={today} />}
    {timeline.ahead.map((mark) => (
      <Stone mark={mark} readAction={mark.ahead ? readAction : undefined} />
    ))}
    <li class="mark day">
      <span class="mark-label">Your {target}</span>
      <strong class="mark-title">{date}</strong>
    </li>
    {over && <Here today={today} />}
  </ol>
);

const Here = ({ today }: { today: string }) => (
  <li class="mark here">
    <span class="mark-label">Today</span>
    <span class="mark-when">{today}</span>
  </li>
);

type StoneProps = { readonly mark: Mark; readonly readAction?: string | undefined };

const Stone = ({ mark, readAction }: StoneProps) => (
  <li class={`mark ${mark.look.replace('_', '-')}`}>
    <span class="mark-label">{[mark.distance, mark.label].filter(Boolean).join(' · ')}</span>
    {mark.href === null ? (
      <span class="mark-title">{mark.title}</span>
    ) : (
      <a class="mark-title" href={mark.href}>
        {mark.title}
      </a>
    )}
    {mark.when && <span class="mark-when">{mark.when}</span>}
    {mark.note && <span class="mark-note">{mark.note}</span>}
    {readAction && (
      <form class="mark-act" method="post" action={readAction}>
        <input type="hidden" name="lesson" value={mark.lesson} />
        <button class="link" type="submit">
          Mark as read<span class="unseen">: {mark.title}</span>
        </button>
      </form>
    )}
  </li>
);
