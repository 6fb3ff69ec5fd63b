import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { resumesAt } from '../../domain/retention.ts';
import type { Instant } from '../../domain/time.ts';
import { type Shown, shownAs } from '../../usecases/manage/show.ts';
import type { Speech } from '../../words/words.ts';
import type { Person } from '../middleware/person-link.tsx';
import { CourseNav } from '../reading/course-links.tsx';
import { LessonText } from '../reading/lessons-route.tsx';
import type { AppContext } from '../shared/context.ts';
import { speechOf, useSpeech } from '../shared/language.tsx';
import { Foreign, Layout, Section } from '../shared/layout.tsx';
import { lessonPath, ownLessonPath } from '../shared/paths.ts';
import { page, problem } from '../shared/responses.tsx';
import { distanceInWords } from '../shared/wording.ts';
import { actsOn, boxesOf, Checklist } from '../timeline/checklist.tsx';
import { LessonActs } from '../timeline/plan.tsx';
import { hrefOf, type Mark, timeline } from '../timeline/timeline-view.ts';
import { markWithoutDate } from './own-plan.tsx';
import { isSaved, type Saved } from './props.ts';

/** A lesson as its subscriber sees it: the links in emails lead here. */
export function ownLesson(c: AppContext<{ person: Person }>): Response | Promise<Response> {
  const { enrolment, course } = c.var.person;
  const { now } = c.var.services;
  const own = `/manage/${c.req.param('token')}`;
  const lesson = course.lessons.find(({ id }) => id === c.req.param('lesson'));
  const content = lesson && course.lessonPages[lesson.id];
  if (!lesson || !content) return problem(c, 404, (errors) => errors.no_such_lesson, { href: own });
  // After unsubscribing, the links in old emails still lead to something to read.
  if (enrolment.subscription.status === 'left') {
    return c.redirect(speechOf(c).to(lessonPath(course.id, lesson.id)), 302);
  }
  const saved = c.req.query('saved');
  return page(
    c,
    <OwnLesson
      shown={shownAs(enrolment, course, now)}
      saved={isSaved(saved) ? saved : null}
      {...{ course, lesson, content, now, own }}
    />,
  );
}

type OwnLessonProps = {
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
  readonly shown: Shown;
  readonly now: Instant;
  /** The path of the person's page. */
  readonly own: string;
  /** The result of the last form. */
  readonly saved: Saved | null;
};

export const OwnLesson = (props: OwnLessonProps) => {
  const { course, lesson, content, shown, now, own, saved } = props;
  const speech = useSpeech();
  const { words } = speech;
  const acts = actsOn({ course, shown, own, now, opened: lesson.id, onLesson: true });
  const boxes = boxesOf(lesson.id, course, shown.enrolment, true);
  const mark = markOf(props, speech);
  return (
    <Layout title={content.title}>
      <div class="reading">
        <article class="prose">
          <p class="mark-label">
            <a href={own}>{words.layout.toPage}</a>
            {` · ${distanceInWords(lesson.offset, speech)}`}
          </p>
          {saved && (
            <p class="saved" role="status">
              {words.manage.saved[saved]}
            </p>
          )}
          <Foreign language={content.language}>
            <h1>{content.title}</h1>
          </Foreign>
          {mark && (
            <p class="fine">{[mark.label, mark.when, mark.note].filter(Boolean).join(' · ')}</p>
          )}
          {mark && <LessonActs mark={mark} acts={acts} />}
          <Foreign language={content.language}>
            <LessonText
              content={linkedIn(content, course.id, own)}
              checklist={
                boxes && (
                  <Section id="checklist" title={words.course.checklist}>
                    <Checklist boxes={boxes} action={acts.action('checklist')} />
                  </Section>
                )
              }
            />
          </Foreign>
        </article>
        <CourseNav course={course} here={ownLessonPath(own, lesson.id)} own={own} />
      </div>
    </Layout>
  );
};

/** When the lesson was or will be sent. */
function markOf(
  { course, lesson, shown, now, own }: OwnLessonProps,
  speech: Speech,
): Mark | undefined {
  const { subscription, suppressed, ledger } = shown.enrolment;
  const { targetDate, timeZone, round } = subscription;
  const ofRound = ledger.filter((row) => row.round === round);
  if (targetDate === null) {
    const href = hrefOf(lesson.id, { course: course.id, own });
    return markWithoutDate(lesson, href, ofRound, subscription, speech);
  }
  const { behind, ahead } = timeline(shown.plan.lessons, now, {
    ...{ course: course.id, own, speech, timeZone, suppressed },
    ledger: ofRound,
    unconfirmed: false,
    pauseEnds: resumesAt(subscription),
  });
  return [...behind, ...ahead].find((mark) => mark.lesson === lesson.id);
}

/** The text with its links to other lessons of the course behind the same personal link. */
function linkedIn(content: LessonPage, course: string, own: string): LessonPage {
  const linked = (html: string): string =>
    html.replaceAll(`href="${lessonPath(course, '')}`, () => `href="${ownLessonPath(own, '')}`);
  return { ...content, task: linked(content.task), body: linked(content.body) };
}
