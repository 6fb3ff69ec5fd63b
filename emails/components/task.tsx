/** @jsxImportSource react */
import { Heading, Section } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { font, light, space, type } from '../theme.ts';
import { headingStyle, Prose } from './prose.tsx';

/** The main task of a lesson. */
type TaskProps = { readonly minutes: number; readonly task: string; readonly words: Words };

export const Task = ({ minutes, task, words }: TaskProps) => (
  <Section className="on-tint" style={box}>
    <div className="ink" style={{ ...type.body, color: light.ink, fontFamily: font.sans }}>
      <Heading as="h2" style={{ ...headingStyle, margin: `0 0 ${space.s}` }}>
        {words.email.today(minutes)}
      </Heading>
      <Prose markdown={task} />
    </div>
  </Section>
);

const box = {
  backgroundColor: light.tint,
  borderRadius: '8px',
  margin: `${space.l} 0`,
  padding: `${space.l} ${space.l} ${space.s}`,
};
