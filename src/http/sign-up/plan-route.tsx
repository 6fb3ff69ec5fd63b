import { Hono } from 'hono/tiny';
import { readCourse, readWish, withDatePreferred } from '../../domain/parse/sign-up.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { civilDay, wallTime } from '../../domain/time.ts';
import { previewPlan } from '../../usecases/show.ts';
import { type AppEnv, wantsJson } from '../shared/context.ts';
import { inLanguage } from '../shared/language.tsx';
import { fieldProblems, localized } from '../shared/responses.tsx';
import { FoldedPreview, PreviewProblem } from '../timeline/preview.tsx';

export const plan = new Hono<AppEnv>();

/** The plan before sign-up, as an HTML fragment or JSON. */
plan.get('/', (c) => {
  const { courses, now } = c.var.services;
  const input = withDatePreferred(c.req.query());
  const course = readCourse(input, courses.all);
  const chosen = inLanguage(c, course.ok ? course.value.id : courses.all[0]!.id)!;
  const wish = readWish(input, chosen, now);
  c.header('Cache-Control', 'no-store');
  c.header('Vary', 'Accept, Accept-Language');
  if (!course.ok || !wish.ok) {
    const errors = [course, wish].flatMap((reading) => (reading.ok ? [] : reading.errors));
    if (wantsJson(c)) return fieldProblems(c, errors);
    return c.html(localized(c, <PreviewProblem errors={errors} />), 422);
  }
  const lessons = previewPlan(chosen, wish.value, now);
  if (wantsJson(c)) {
    return c.json({ lessons: lessons.map((planned) => lessonJson(planned, wish.value.timeZone)) });
  }
  const content = <FoldedPreview course={chosen} wish={wish.value} lessons={lessons} now={now} />;
  return c.html(localized(c, content));
});

/** `local` is the local time in the person's zone. */
const lessonJson = ({ lesson, dueAt, status, carrier }: PlannedLesson, zone: string) => ({
  lesson: lesson.id,
  title: lesson.title,
  due_at: new Date(dueAt).toISOString(),
  local: `${civilDay(dueAt, zone)}T${wallTime(dueAt, zone)}`,
  status,
  ...(carrier && { carried_by: carrier.message }),
});
