/** @jsxImportSource react */
import { Link } from 'react-email';
import { light, space, type } from '../theme.ts';
import type { LinkRow } from '../types.ts';

/** Further reading. A dead link is shown as text. */
export const ReadingList = ({ links }: { links: readonly LinkRow[] }) => (
  <ul style={{ margin: `0 0 ${space.m}`, padding: `0 0 0 ${space.l}` }}>
    {links.map(({ label, url, note }) => (
      <li key={label} style={{ margin: `0 0 ${space.s}` }}>
        {url ? (
          <Link
            href={url}
            className="road"
            style={{ color: light.road, textDecoration: 'underline' }}
          >
            {label}
          </Link>
        ) : (
          label
        )}
        {note && (
          <>
            <br />
            <span className="muted" style={{ ...type.small, color: light.muted }}>
              {note}
            </span>
          </>
        )}
      </li>
    ))}
  </ul>
);
