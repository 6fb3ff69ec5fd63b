import { Hono } from 'hono/tiny';
import type { CompiledCourse } from '../../course/compiled.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import {
  type FieldError,
  type Input,
  readWish,
  withDatePreferred,
} from '../../domain/parse/sign-up.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import { previewPlan } from '../../usecases/show.ts';
import { cachedByVisitor } from '../middleware/headers.ts';
import { type AppContext, type AppEnv, zoneOf } from '../shared/context.ts';
import { submittedValues } from '../shared/fields.tsx';
import { i18nOf, inLanguage } from '../shared/language.tsx';
import { noSuchCourse, page } from '../shared/responses.tsx';
import { Home } from './home.tsx';
import type { ClosedWords } from './sign-up-form.tsx';

export const home = new Hono<AppEnv>();

home.get('/', cachedByVisitor, (c) => {
  const [first] = c.var.services.courses.all;
  return invitation(c, inLanguage(c, first!.id)!);
});

home.get('/c/:course', cachedByVisitor, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  return course ? invitation(c, course) : noSuchCourse(c);
});

/** The course page, with the plan for the date in the URL, if any. */
function invitation(c: AppContext, course: CompiledCourse) {
  const input = c.req.query();
  if (!input.target_date && !isChecked(input.no_date)) return homePage(c, course, input, []);
  const wish = readWish(
    { time_zone: zoneOf(c), ...withDatePreferred(input) },
    course,
    c.var.services.now,
  );
  return homePage(c, course, input, wish.ok ? [] : wish.errors);
}

/** The course page with the submitted form and its plan, or the reason why sign-up is closed. */
export function homePage(
  c: AppContext,
  course: CompiledCourse,
  input: Input,
  errors: readonly FieldError[],
  closed: ClosedWords | null = null,
) {
  const { config, courses, now } = c.var.services;
  const { turnstile } = config;
  const replyTo = course.sender?.replyTo ?? config.replyTo;
  const { language } = i18nOf(c);
  const values = { time_zone: zoneOf(c), ...submittedValues(input) };
  const wish = readWish(withDatePreferred(values), course, now);
  const preview = wish.ok
    ? { course, wish: wish.value, lessons: previewPlan(course, wish.value, now), now }
    : null;
  const content = (
    <Home
      course={course}
      lessons={lessonsInOrder(course)}
      others={courses.all
        .filter(({ id }) => id !== course.id)
        .map(({ id }) => courses.find(id, language)!)}
      values={values}
      errors={errors}
      closed={closed}
      check={turnstile && { siteKey: turnstile.siteKey, replyTo }}
      zoneGuessed={input.time_zone === undefined}
      preview={preview}
    />
  );
  return page(c, content, closed?.status ?? (errors.length > 0 ? 422 : 200));
}
