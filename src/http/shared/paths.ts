import { PERSONAL_PAGES } from '../../domain/redact.ts';

/** Paths of the public pages. */
export const lessonPath = (course: string, lesson: string): string =>
  `/lessons/${course}/${lesson}`;

/** A lesson as its subscriber sees it; `own` is the path of their page. */
export const ownLessonPath = (own: string, lesson: string): string => `${own}/lessons/${lesson}`;

export const pagePath = (course: string, id: string): string => `/pages/${course}/${id}`;

export const coursePath = (course: string): string => `/c/${course}`;

/** A path with a token that grants access: never cached, indexed or sent as a referrer. */
export const isPersonal = (path: string): boolean =>
  (PERSONAL_PAGES as readonly string[]).includes(path.split('/', 2)[1] ?? '');

/** The operator's pages. */
export const isAdmin = (path: string): boolean => path === '/admin' || path.startsWith('/admin/');

/** Browsers treat a path that starts with two slashes, of either kind, as a host. */
export const withinSite = (path: string): string => path.replace(/^[/\\]+/, '/');
