/** @jsxImportSource react */
import { Heading, Link } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { light, space } from '../theme.ts';
import type { CatchUpRow, List } from '../types.ts';
import { headingStyle } from './prose.tsx';
import { Each } from './tokens.tsx';

type CatchUpProps = {
  /** One row when lessons were missed, none otherwise. */
  readonly catchUp: List<CatchUpRow>;
  /**
   * Shown above the lessons; omitted in the catch-up email, whose author's text introduces them.
   */
  readonly heading?: string;
  readonly words: Words;
};

/** The missed lessons, shortened to the steps that still matter. */
export const CatchUp = ({ catchUp, heading, words }: CatchUpProps) => (
  <Each list={catchUp}>
    {({ missed, left_out }) => (
      <>
        {heading && (
          <Heading as="h2" className="ink" style={headingStyle}>
            {heading}
          </Heading>
        )}
        <Each list={missed}>
          {({ title, url, steps }) => (
            <div className="edge-line" style={block}>
              <strong>
                <Out url={url}>{title}</Out>
              </strong>
              <ul style={list}>
                <Each list={steps}>{({ text }) => <li style={item}>{text}</li>}</Each>
              </ul>
            </div>
          )}
        </Each>
        <Each list={left_out}>
          {({ title, url }) => (
            <p className="muted" style={past}>
              {words.mail.tooLate}
              <Out url={url}>{title}</Out>
            </p>
          )}
        </Each>
      </>
    )}
  </Each>
);

const Out = ({ url, children }: { url: string; children: string }) => (
  <Link href={url} className="road" style={{ color: light.road, textDecoration: 'underline' }}>
    {children}
  </Link>
);

const block = {
  borderLeft: `4px solid ${light.line}`,
  margin: `0 0 ${space.l}`,
  padding: `0 0 0 ${space.m}`,
};
const list = { margin: `${space.s} 0 0`, padding: `0 0 0 ${space.l}` };
const item = { margin: `0 0 ${space.xs}` };
const past = { color: light.muted, margin: `0 0 ${space.m}` };
