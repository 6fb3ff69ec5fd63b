import type { Link } from '../../course/compiled.ts';
import { useSpeech } from '../shared/i18n.tsx';
import { Section } from '../shared/section.tsx';

/** A dead link is shown as text without a URL. */
export const Links = ({ links }: { links: readonly Link[] }) => {
  const { words } = useSpeech();
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
