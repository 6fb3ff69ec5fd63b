import { dayInWords } from '../../domain/locale.ts';
import { noteOf } from '../../domain/notes.ts';
import { escapeHtml, fill } from '../../domain/template.ts';
import type { Person } from '../middleware/person-link.tsx';
import { CoursePage } from '../reading/course-route.tsx';
import type { AppContext } from '../shared/context.ts';
import { i18nOf } from '../shared/language.tsx';
import { pagePath } from '../shared/paths.ts';
import { noSuchPart, page } from '../shared/responses.tsx';

/** The course's day sheet with the person's notes in it. */
export function sheet(c: AppContext<{ person: Person }>): Response | Promise<Response> {
  const { enrolment, course } = c.var.person;
  const { subscription } = enrolment;
  const content = course.pages.find((one) => one.sheet);
  const { locale, to } = i18nOf(c);
  if (!content?.sheet) return noSuchPart(c, course.id, 'page');
  // After unsubscribing, the links in old emails still lead to something to print.
  if (subscription.status === 'left') return c.redirect(to(pagePath(course.id, content.id)), 302);
  const { targetDate, dateKind, round } = subscription;
  const { time, place, names, phone } = noteOf(subscription, round);
  const date = targetDate && dateKind === 'appointment' ? dayInWords(targetDate, locale) : '';
  const values = { target_date: date, time, place, names, phone, blank: '' };
  const body = fill(content.sheet, values, escapeHtml);
  const own = `/manage/${c.req.param('token')}`;
  return page(c, <CoursePage course={course} content={{ ...content, body }} own={own} />);
}
