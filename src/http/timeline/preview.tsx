import type { CompiledCourse } from '../../course/compiled.ts';
import { dayInWords, daysInWords, listInWords } from '../../domain/locale.ts';
import type { FieldError, Wish } from '../../domain/parse/sign-up.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { type CivilDate, civilDay, daysBetween, type Instant } from '../../domain/time.ts';
import { whenInWords } from '../../words/lesson-words.ts';
import { fieldErrorText, type I18n, type Words } from '../../words/words.ts';
import { LastLesson } from '../shared/fields.tsx';
import { useI18n } from '../shared/language.tsx';
import { Plan } from './plan.tsx';

export type PreviewProps = {
  readonly course: { readonly id: string; readonly yourTarget: string };
  readonly wish: Wish;
  readonly lessons: readonly PlannedLesson[];
  readonly now: Instant;
};

/** The plan before sign-up. */
export const Preview = ({ wish, ...rest }: PreviewProps) => {
  const i18n = useI18n();
  const { targetDate, ...clock } = wish;
  if (targetDate === null) {
    return <p>{i18n.words.plan.preview.noDate(rest.course.yourTarget)}</p>;
  }
  return (
    <>
      <p>{planInWords(rest.lessons, rest.now, clock.timeZone, i18n)}</p>
      <Plan {...rest} {...clock} targetDate={targetDate} unconfirmed />
    </>
  );
};

/** The plan as one sentence that opens to the whole plan; the script opens it on wide screens. */
export const FoldedPreview = (props: PreviewProps) => {
  const i18n = useI18n();
  if (props.wish.targetDate === null) return <Preview {...props} />;
  return (
    <details class="fold">
      <summary>
        {planInShort(props.wish.targetDate, props, i18n)}{' '}
        <span class="fold-more">{i18n.words.plan.preview.whole}</span>
      </summary>
      <Preview {...props} />
    </details>
  );
};

/** The placeholder before a date is entered. */
export const PreviewInvitation = ({ course }: { course: CompiledCourse }) => (
  <div class="invitation">
    <p>{useI18n().words.plan.preview.invitation(course.yourTarget)}</p>
  </div>
);

/** The errors, if the input gives no plan. */
export const PreviewProblem = ({ errors }: { errors: readonly FieldError[] }) => {
  const { words } = useI18n();
  return (
    <ul class="error plain">
      {errors.map((error) => (
        <li>
          {fieldErrorText(words, error)} {error.lesson && <LastLesson lesson={error.lesson} />}
        </li>
      ))}
    </ul>
  );
};

/** The days left, the number of lessons that are sent, and the day of the first one. */
function planInShort(
  targetDate: CivilDate,
  { wish, lessons, now }: PreviewProps,
  { locale, words }: I18n,
): string {
  const said = words.plan.preview;
  const days = daysInWords(daysBetween(civilDay(now, wish.timeZone), targetDate), locale);
  const sent = lessons.filter(({ status }) => status === 'now' || status === 'upcoming');
  const first = Math.min(...sent.map(({ leavesAt }) => leavesAt));
  if (sent.length === 0) return said.inShortNothing(days);
  if (first <= now) return said.inShortNow(days, sent.length);
  return said.inShort(days, sent.length, dayInWords(civilDay(first, wish.timeZone), locale));
}

/** Summarizes a plan before the confirmation. */
export function planInWords(
  lessons: readonly PlannedLesson[],
  now: Instant,
  timeZone: string,
  i18n: I18n,
): string {
  const said = i18n.words.plan.preview;
  const of = (status: PlannedLesson['status']) =>
    lessons.filter((planned) => planned.status === status);
  const missed = of('catch_up');
  const [leftOut, upcoming] = [of('left_out').length, of('upcoming')];
  // The key steps of missed lessons may be part of a lesson that is sent later.
  const hosts = upcoming.filter(({ lesson }) =>
    missed.some(({ carrier }) => carrier?.message === lesson.id),
  );
  const open = [...of('now'), ...hosts];
  const [first] = [...open, ...missed];
  const when = whenInWords(first?.leavesAt ?? now, { i18n, timeZone, now, unconfirmed: true });
  const ahead = upcoming.length - hosts.length;
  const sentences = [
    ...soonInWords(missed.length, titles(open, i18n), when, said),
    ...(leftOut > 0 ? [said.leftOut(leftOut)] : []),
  ];
  if (ahead === 0) return sentences.join(' ') || said.nothing;
  return [...sentences, first ? said.thenAhead(ahead) : said.ahead(ahead)].join(' ');
}

/** Summarizes what is sent first: the lessons in `open`, and the key steps of missed ones. */
function soonInWords(
  missed: number,
  open: string,
  when: string,
  said: Words['plan']['preview'],
): readonly string[] {
  if (missed === 0) return open === '' ? [] : [said.comes(open, when)];
  return [open === '' ? said.steps(missed, when) : said.stepsWith(open, missed, when)];
}

const titles = (lessons: readonly PlannedLesson[], { locale, words }: I18n): string =>
  listInWords(
    lessons.map(({ lesson }) => words.plan.preview.quoted(lesson.title)),
    locale,
  );
