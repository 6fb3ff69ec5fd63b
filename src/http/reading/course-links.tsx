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
          {own === undefined ? words.course.byMail : words.layout.toPage}
        </a>
      </p>
      <h2>{words.course.lessons}</h2>
      <Entries
        here={here}
        entries={lessonsInOrder(course).map(({ id, title }) => [pathOf(id), title])}
      />
      <h2>{words.course.onTheSide}</h2>
      <Entries
        here={here}
        entries={course.pages.map(({ id, title }) => [pagePath(course.id, id), title])}
      />
    </nav>
  );
};

type EntriesProps = { readonly here: string; readonly entries: readonly [string, string][] };

const Entries = ({ here, entries }: EntriesProps) => {
  const { to } = useI18n();
  return (
    <ul>
      {entries.map(([href, title]) => (
        <li>
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
