/** @jsxImportSource react */
import { Heading } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { space } from '../theme.ts';
import type { List, OpenAgainRow } from '../types.ts';
import { LessonSteps } from './lesson-steps.tsx';
import { headingStyle } from './prose.tsx';
import { Each } from './tokens.tsx';

/** Open steps of earlier lessons for which a later date leaves time; empty if there are none. */
type OpenAgainProps = { readonly openAgain: List<OpenAgainRow>; readonly words: Words };

export const OpenAgain = ({ openAgain, words: { email } }: OpenAgainProps) => (
  <Each list={openAgain}>
    {({ lessons, more }) => (
      <>
        <Heading as="h2" className="ink" style={headingStyle}>
          {email.openAgain.title}
        </Heading>
        <p style={paragraph}>{email.openAgain.text}</p>
        <Each list={lessons}>{(lesson) => <LessonSteps {...lesson} />}</Each>
        <Each list={more}>{() => <p style={paragraph}>{email.openAgain.more}</p>}</Each>
      </>
    )}
  </Each>
);

const paragraph = { margin: `0 0 ${space.m}` };
