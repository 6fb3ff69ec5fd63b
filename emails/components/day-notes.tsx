/** @jsxImportSource react */
import { Heading } from 'react-email';
import { space } from '../theme.ts';
import type { DayNotesRow, List } from '../types.ts';
import { headingStyle } from './prose.tsx';
import { Each } from './tokens.tsx';

/** The reader's own notes for the day; empty unless they chose to get them by email. */
type DayNotesProps = { readonly dayNotes: List<DayNotesRow>; readonly heading: string };

export const DayNotes = ({ dayNotes, heading }: DayNotesProps) => (
  <Each list={dayNotes}>
    {({ lines }) => (
      <>
        <Heading as="h2" className="ink" style={headingStyle}>
          {heading}
        </Heading>
        <ul style={list}>
          <Each list={lines}>{({ text }) => <li style={item}>{text}</li>}</Each>
        </ul>
      </>
    )}
  </Each>
);

const list = { margin: `0 0 ${space.m}`, padding: `0 0 0 ${space.l}` };
const item = { margin: `0 0 ${space.xs}`, overflowWrap: 'anywhere' } as const;
