/** @jsxImportSource react */
import { Heading } from 'react-email';
import type { Words } from '../../src/words/words.ts';
import { space } from '../theme.ts';
import type { List, OpenItemsRow } from '../types.ts';
import { headingStyle } from './prose.tsx';
import { Each } from './tokens.tsx';

/** Steps of the previous lesson that are not checked off; empty if the reader checked off none. */
type OpenItemsProps = { readonly openItems: List<OpenItemsRow>; readonly words: Words };

export const OpenItems = ({ openItems, words }: OpenItemsProps) => (
  <Each list={openItems}>
    {({ title, items }) => (
      <>
        <Heading as="h2" className="ink" style={headingStyle}>
          {words.email.stillOpen}
        </Heading>
        <p style={lead}>{words.email.unchecked(title)}</p>
        <ul style={list}>
          <Each list={items}>{({ text }) => <li style={item}>{text}</li>}</Each>
        </ul>
      </>
    )}
  </Each>
);

const lead = { margin: `0 0 ${space.s}` };
const list = { margin: `0 0 ${space.m}`, padding: `0 0 0 ${space.l}` };
const item = { margin: `0 0 ${space.xs}` };
