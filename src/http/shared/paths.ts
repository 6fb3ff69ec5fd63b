import { PERSONAL_PAGES } from '../../domain/personal-pages.ts';

/** Where the public pages are. */
export const lessonPath = (course: string, lesson: string): string =>
  `/lessons/${course}/${lesson}`;

export const pagePath = (course: string, id: string): string => `/pages/${course}/${id}`;

export const coursePath = (course: string): string => `/c/${course}`;

/** Links whose path is a capability: nobody keeps, lists or passes on their pages. */
export const isPersonal = (path: string): boolean =>
  PERSONAL_PAGES.some((page) => path === `/${page}` || path.startsWith(`/${page}/`));

/** A browser takes what follows two slashes, of either kind, for another host. */
export const withinSite = (path: string): string => path.replace(/^[/\\]+/, '/');
