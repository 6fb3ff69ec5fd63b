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
};

/** The way to the date, top to bottom: a stone for each lesson, and where the person stands. */
export const Road = ({ timeline, today, date, target, over = false }: RoadProps) => (
  <ol class="road">
    {timeline.behind.map((mark) => (
      <Stone mark={mark} />
    ))}
    {!over && <Here today={today} />}
    {timeline.ahead.map((mark) => (
      <Stone mark={mark} />
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

const Stone = ({ mark }: { mark: Mark }) => (
  <li class={`mark ${mark.look.replace('_', '-')}`}>
    <span class="mark-label">
      {mark.distance} · {mark.label}
    </span>
    <a class="mark-title" href={mark.href}>
      {mark.title}
    </a>
    <span class="mark-when">{mark.when}</span>
    {mark.note && <span class="mark-note">{mark.note}</span>}
  </li>
);
