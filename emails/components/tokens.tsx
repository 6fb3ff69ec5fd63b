/** @jsxImportSource react */
import { Fragment, type ReactNode } from 'react';
import type { List } from '../types.ts';

/**
 * A mustache tag that stands on its own, between blocks. The build turns the empty element into
 * `{{#name}}` after React has rendered, so a tag never needs escaping and may stand in a list.
 */
export const Tag = ({ name }: { name: string }) => <i data-tag={name} />;

/** Words for the plain text only, where the HTML says the same with a picture. */
export const TextOnly = ({ children }: { children: string }) => <i data-text={children} />;

/** Attributes of a part that the plain text leaves out. */
export const htmlOnly = { 'data-skip-in-text': true } as const;

/** Attributes of a layout table or cell that the plain text takes for part of a line. */
export const inLine = { 'data-in-line': true } as const;

/** Attributes of a table that only arranges. */
export const layout = { border: 0, cellPadding: 0, cellSpacing: 0, role: 'presentation' } as const;

/** Each item of a list; at build, its one row between section tags. */
export function Each<Row>({
  list,
  children,
}: {
  list: List<Row>;
  children: (row: Row) => ReactNode;
}) {
  if ('section' in list) {
    return (
      <>
        <Tag name={`#${list.section}`} />
        {children(list.row)}
        <Tag name={`/${list.section}`} />
      </>
    );
  }
  // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
  return list.map((row, index) => <Fragment key={index}>{children(row)}</Fragment>);
}
