import { Hono } from 'hono/tiny';
import type { CompiledCourse } from '../../course/compiled.ts';
import type { FieldError, Input } from '../../domain/parse/sign-up.ts';
import { cachedForAll } from '../middleware/headers.ts';
import type { AppContext, AppEnv } from '../shared/context.ts';
import { submittedValues } from '../shared/fields.tsx';
import { inLanguage } from '../shared/language.tsx';
import { noSuchCourse, page } from '../shared/responses.tsx';
import { Embed } from './embed.tsx';
import type { ClosedWords } from './sign-up-form.tsx';

export const embed = new Hono<AppEnv>();

embed.get('/:course', cachedForAll, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  return course ? embedPage(c, course, {}, []) : noSuchCourse(c);
});

/** The form for another site's frame, as submitted, or the reason why sign-up is closed. */
export function embedPage(
  c: AppContext,
  course: CompiledCourse,
  input: Input,
  errors: readonly FieldError[],
  closed: ClosedWords | null = null,
) {
  const hasCheck = c.var.services.config.turnstile !== null;
  const values = submittedValues(input);
  const content = <Embed {...{ course, values, errors, closed, hasCheck }} />;
  return page(c, content, closed?.status ?? (errors.length > 0 ? 422 : 200));
}
