/** @jsxImportSource react */
import { Heading } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { light, space } from '../theme.ts';
import type { CatchUpRow, List } from '../types.ts';
import { LessonLink, LessonSteps } from './lesson-steps.tsx';
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
    {({ missed, hours, left_out }) => (
      <>
        {heading && (
          <Heading as="h2" className="ink" style={headingStyle}>
            {heading}
          </Heading>
        )}
        <Each list={missed}>{(lesson) => <LessonSteps {...lesson} />}</Each>
        <Each list={hours}>{({ text }) => <p style={plain}>{text}</p>}</Each>
        <Each list={left_out}>
          {({ title, url }) => (
            <p className="muted" style={past}>
              {words.email.tooLate}
              <LessonLink url={url}>{title}</LessonLink>
            </p>
          )}
        </Each>
      </>
    )}
  </Each>
);

const plain = { margin: `0 0 ${space.m}` };
const past = { color: light.muted, margin: `0 0 ${space.m}` };
