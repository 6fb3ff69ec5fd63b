/** @jsxImportSource react */
import { Heading, Section } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { font, light, space, type } from '../theme.ts';
import type { EntryRow, List } from '../types.ts';
import { Way } from './footer.tsx';
import { headingStyle, Prose } from './prose.tsx';
import { Each } from './tokens.tsx';

/** The main task of a lesson. */
type TaskProps = {
  readonly minutes: number;
  readonly task: string;
  readonly entry: List<EntryRow>;
  readonly words: Words;
};

export const Task = ({ minutes, task, entry, words }: TaskProps) => (
  <Section className="on-tint" style={box}>
    <div className="ink" style={{ ...type.body, color: light.ink, fontFamily: font.sans }}>
      <Heading as="h2" style={{ ...headingStyle, margin: `0 0 ${space.s}` }}>
        {words.email.today(minutes)}
      </Heading>
      <Prose markdown={task} />
      <Each list={entry}>
        {({ url, time }) => (
          <p style={{ ...type.small, margin: `0 0 ${space.m}` }}>
            {words.calendar.task(minutes, time)}
            <br />
            <Way href={`${url}&to=google`}>{words.calendar.apps.google}</Way>
            <br />
            <Way href={url}>{words.calendar.otherApp}</Way>
          </p>
        )}
      </Each>
    </div>
  </Section>
);

const box = {
  backgroundColor: light.tint,
  borderRadius: '8px',
  margin: `${space.l} 0`,
  padding: `${space.l} ${space.l} ${space.s}`,
};
