import { raw } from 'hono/html';
import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { capital } from '../../domain/locale.ts';
import { isAfterDate } from '../../domain/time.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { AuthorContent, Layout, Section } from '../shared/layout.tsx';
import { coursePath, lessonPath, pagePath } from '../shared/paths.ts';
import { distanceInWords } from '../shared/wording.ts';
import { SignUpForm, type SignUpProps } from './sign-up-form.tsx';

type HomeProps = SignUpProps & {
  /** In order of time. */
  readonly lessons: readonly Lesson[];
  readonly others: readonly CompiledCourse[];
};

/** A course page. The form comes first, so that phones show date and email without scrolling. */
export const Home = ({ lessons, others, ...signUp }: HomeProps) => {
  const { layout } = useI18n().words;
  const { course, errors } = signUp;
  const title = errors.length > 0 ? layout.courseToCheck(course.title) : course.title;
  return (
    <Layout title={title} description={course.description} script="/sign-up.js">
      <div class="hero">
        <h1>{course.title}</h1>
        <p class="lead">{course.tagline}.</p>
      </div>
      <SignUpForm {...signUp} />
      <div class="hero">
        <p>{course.description}</p>
        <Way course={course} lessons={lessons} />
      </div>
      <Sample course={course} lesson={lessons[0]} />
      {course.pages.length > 0 && <Shelf course={course} />}
      {others.length > 0 && <Others courses={others} />}
    </Layout>
  );
};

/** The timeline of a course: its lessons and the target date. */
const Way = ({ course, lessons }: { course: CompiledCourse; lessons: readonly Lesson[] }) => {
  const { words } = useI18n();
  return (
    <ol class="way" aria-label={words.course.lessons}>
      {lessons
        .filter((lesson) => !isAfter(lesson))
        .map((lesson) => (
          <WayStone course={course} lesson={lesson} />
        ))}
      <li class="way-day">
        <span class="way-stone">
          <Rich text={words.course.theDay} />
        </span>
        <span class="way-title">{capital(course.yourTarget)}</span>
      </li>
      {lessons.filter(isAfter).map((lesson) => (
        <WayStone course={course} lesson={lesson} />
      ))}
    </ol>
  );
};

const isAfter = ({ offset }: Lesson): boolean => isAfterDate(offset);

const WayStone = ({ course, lesson }: { course: CompiledCourse; lesson: Lesson }) => {
  const i18n = useI18n();
  // A long unit goes under its number: the stone is narrow.
  const distance = distanceInWords(
    lesson.offset,
    i18n,
    (duration) => `<b>${duration.replaceAll('\u00a0', ' ')}</b>`,
  );
  return (
    <li>
      <a href={i18n.to(lessonPath(course.id, lesson.id))}>
        <span class="way-stone">
          <Rich text={distance} />
        </span>
        <span class="way-title">{lesson.title}</span>
      </a>
    </li>
  );
};

type SampleProps = { readonly course: CompiledCourse; readonly lesson: Lesson | undefined };

/** A full lesson as a sample before sign-up. */
const Sample = ({ course, lesson }: SampleProps) => {
  const i18n = useI18n();
  const said = i18n.words.course;
  const sample = lesson && course.lessonPages[lesson.id];
  if (!sample) return null;
  return (
    <Section id="sample" className="sample" title={said.sample}>
      <div class="two uneven">
        <article class="letter prose">
          <p class="mark-label">{said.wholeLesson(distanceInWords(lesson.offset, i18n))}</p>
          <AuthorContent language={sample.language}>
            <SampleWords sample={sample} href={lessonPath(course.id, lesson.id)} />
          </AuthorContent>
        </article>
        <Promises course={course} />
      </div>
    </Section>
  );
};

const SampleWords = ({ sample, href }: { sample: LessonPage; href: string }) => {
  const { to, words } = useI18n();
  return (
    <>
      <h3>{sample.title}</h3>
      <div class="task">
        <p class="mark-label">{words.course.forToday(sample.minutes)}</p>
        {raw(sample.task)}
      </div>
      <details>
        <summary>{words.course.readAll}</summary>
        {raw(sample.body)}
        <p>
          <a href={to(href)}>{words.course.lessonWithList}</a>
        </p>
      </details>
    </>
  );
};

const Promises = ({ course }: { course: CompiledCourse }) => {
  const { promises } = useI18n().words.course;
  const said = course.says.promises ?? [
    { title: promises.few, text: promises.fewText },
    { title: promises.moves(capital(course.yourTarget)), text: promises.movesText },
    { title: promises.late, text: promises.lateText },
    { title: promises.nobody, text: promises.nobodyText },
  ];
  return (
    <dl class="promises">
      {said.map(({ title, text }) => (
        <>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  );
};

const Shelf = ({ course }: { course: CompiledCourse }) => {
  const { to, words } = useI18n();
  const pages = course.pages.filter(({ under }) => under === undefined);
  return (
    <Section id="shelf" title={words.course.onTheSide}>
      <ul class="cards">
        {pages.map(({ id, title, description }) => (
          <li>
            <a href={to(pagePath(course.id, id))}>{title}</a>
            <p>{description}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const Others = ({ courses }: { courses: readonly CompiledCourse[] }) => {
  const { to, words } = useI18n();
  return (
    <Section id="others" title={words.course.others}>
      <ul class="cards">
        {courses.map(({ id, title, tagline }) => (
          <li>
            <a href={to(coursePath(id))}>{title}</a>
            <p>{tagline}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
};
