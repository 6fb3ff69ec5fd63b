import { raw } from 'hono/html';
import type { CompiledCourse } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { coursePath, lessonPath, pagePath } from '../paths.ts';
import { distanceInWords } from '../words.ts';
import { Layout } from './layout.tsx';
import { SignUpForm, type SignUpProps } from './sign-up.tsx';

type HomeProps = SignUpProps & {
  /** In the order of time. */
  readonly lessons: readonly Lesson[];
  readonly others: readonly CompiledCourse[];
};

/** A course: what it is, the form, and what it reads like. */
export const Home = ({ lessons, others, ...signUp }: HomeProps) => {
  const { course, errors } = signUp;
  const title = errors.length > 0 ? `Please check · ${course.title}` : course.title;
  return (
    <Layout title={title} description={course.description} script="/sign-up.js">
      <section class="hero">
        <h1>{course.title}</h1>
        <p class="lead">{course.tagline}.</p>
        <p>{course.description}</p>
        <Way course={course} lessons={lessons} />
      </section>
      <SignUpForm {...signUp} />
      <Sample course={course} lesson={lessons[0]} />
      <Shelf course={course} />
      {others.length > 0 && <Others courses={others} />}
    </Layout>
  );
};

/** The course at a glance: a stone for each lesson, and the day among them. */
const Way = ({ course, lessons }: { course: CompiledCourse; lessons: readonly Lesson[] }) => (
  <ol class="way" aria-label="The lessons">
    {lessons.filter(isBefore).map((lesson) => (
      <WayStone course={course} lesson={lesson} />
    ))}
    <li class="way-day">
      <span class="way-stone">
        <strong>The day</strong> itself
      </span>
      <span class="way-title">Your {course.target}</span>
    </li>
    {lessons
      .filter((lesson) => !isBefore(lesson))
      .map((lesson) => (
        <WayStone course={course} lesson={lesson} />
      ))}
  </ol>
);

const isBefore = ({ offset }: Lesson): boolean => offset.startsWith('-');

const WayStone = ({ course, lesson }: { course: CompiledCourse; lesson: Lesson }) => {
  const distance = distanceInWords(lesson.offset);
  const space = distance.lastIndexOf(' ');
  return (
    <li>
      <a href={lessonPath(course.id, lesson.id)}>
        <span class="way-stone">
          <strong>{distance.slice(0, space)}</strong>
          {distance.slice(space)}
        </span>
        <span class="way-title">{lesson.title}</span>
      </a>
    </li>
  );
};

/** A lesson in full, so that nobody signs up unseen. */
const Sample = ({ course, lesson }: { course: CompiledCourse; lesson: Lesson | undefined }) => {
  const sample = lesson && course.lessonPages[lesson.id];
  if (!sample) return null;
  return (
    <section class="sample" aria-labelledby="sample">
      <h2 id="sample">What a lesson is like</h2>
      <div class="two uneven">
        <article class="letter prose">
          <p class="mark-label">{distanceInWords(lesson.offset)} · the whole lesson</p>
          <h3>{sample.title}</h3>
          <div class="task">
            <p class="mark-label">For today, {sample.minutes} minutes</p>
            {raw(sample.task)}
          </div>
          <details>
            <summary>Read it all</summary>
            {raw(sample.body)}
            <p>
              <a href={lessonPath(course.id, lesson.id)}>The lesson with its checklist and links</a>
            </p>
          </details>
        </article>
        <Promises target={course.target} />
      </div>
    </section>
  );
};

const Promises = ({ target }: { target: string }) => (
  <dl class="promises">
    <dt>Few mails, each on its day</dt>
    <dd>One small task and a list for the time that is left. Nothing in between.</dd>
    <dt>Your {target} moves, the lessons move</dt>
    <dd>Change the date from any mail, without a password. What you have had is not sent again.</dd>
    <dt>Late? No flood</dt>
    <dd>Lessons that you missed come as one short mail, cut to the time that you have.</dd>
    <dt>Nobody watches</dt>
    <dd>No tracking of what you open or click. One click, and you are gone.</dd>
  </dl>
);

const Shelf = ({ course }: { course: CompiledCourse }) => (
  <section aria-labelledby="shelf">
    <h2 id="shelf">To read on the side</h2>
    <ul class="cards">
      {course.pages.map(({ id, title, description }) => (
        <li>
          <a href={pagePath(course.id, id)}>{title}</a>
          <p>{description}</p>
        </li>
      ))}
    </ul>
  </section>
);

const Others = ({ courses }: { courses: readonly CompiledCourse[] }) => (
  <section aria-labelledby="others">
    <h2 id="others">Other courses</h2>
    <ul class="cards">
      {courses.map(({ id, title, tagline }) => (
        <li>
          <a href={coursePath(id)}>{title}</a>
          <p>{tagline}</p>
        </li>
      ))}
    </ul>
  </section>
);
