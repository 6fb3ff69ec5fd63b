import type { CompiledCourse, Link } from '../../course/compiled.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import { useI18n } from '../shared/language.tsx';
import { Section } from '../shared/layout.tsx';
import { coursePath, lessonPath, ownLessonPath, pagePath } from '../shared/paths.ts';

type CourseNavProps = {
  readonly course: CompiledCourse;
  /** The path of the current page. */
  readonly here: string;
  /** The path of the reader's page, if they are a subscriber. */
  readonly own?: string;
};

/** Links to the rest of the course, next to the text. */
export const CourseNav = ({ course, here, own }: CourseNavProps) => {
  const { to, words } = useI18n();
  const pathOf = (lesson: string): string =>
    own === undefined ? lessonPath(course.id, lesson) : ownLessonPath(own, lesson);
  return (
    <nav class="side" aria-label={course.title}>
      <p>
        <a class="button" href={own ?? to(coursePath(course.id))}>
          {own === undefined ? words.course.byEmail : words.layout.toPage}
        </a>
      </p>
      <h2>{words.course.lessons}</h2>
      <Entries
        here={here}
        entries={lessonsInOrder(course).map(({ id, title }) => [pathOf(id), title])}
      />
      <h2>{words.course.onTheSide}</h2>
      <Entries here={here} entries={menuOf(course, here)} />
    </nav>
  );
};

/** The pages of the first level, and those next to the current page or under it. */
function menuOf({ id: courseId, pages }: CompiledCourse, here: string): readonly Entry[] {
  const current = pages.find(({ id }) => pagePath(courseId, id) === here);
  const open = current?.under ?? current?.id;
  return pages
    .filter(({ under }) => under === undefined)
    .flatMap((page) => [page, ...pages.filter(({ under }) => under === page.id && under === open)])
    .map(({ id, title, under }) => [pagePath(courseId, id), title, under !== undefined]);
}

type Entry = readonly [path: string, title: string, nested?: boolean];
type EntriesProps = { readonly here: string; readonly entries: readonly Entry[] };

const Entries = ({ here, entries }: EntriesProps) => {
  const { to } = useI18n();
  return (
    <ul>
      {entries.map(([href, title, nested]) => (
        <li class={nested ? 'nested' : undefined}>
          {href === here ? (
            <span aria-current="page">{title}</span>
          ) : (
            <a href={to(href)}>{title}</a>
          )}
        </li>
      ))}
    </ul>
  );
};

/** A dead link is shown as text without a URL. */
export const Links = ({ links }: { links: readonly Link[] }) => {
  const { words } = useI18n();
  return links.length === 0 ? null : (
    <Section id="links" title={words.course.links}>
      <ul>
        {links.map(({ label, url, note }) => (
          <li>
            {url ? <a href={url}>{label}</a> : label}
            {note && <span class="fine"> {note}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
};
