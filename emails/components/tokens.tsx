/** @jsxImportSource react */
import { Fragment, type ReactNode } from 'react';
import type { List } from '../types.ts';

/**
 * A mustache tag between blocks. After React has rendered, the build replaces the empty element
 * with `{{#name}}`, so that a tag needs no escaping and may appear in a list.
 */
export const Tag = ({ name }: { name: string }) => <i data-tag={name} />;

/** Text for the plain-text part only, where the HTML shows the same as a picture. */
export const TextOnly = ({ children }: { children: string }) => <i data-text={children} />;

/** Attributes of a part that the plain text omits. */
export const htmlOnly = { 'data-skip-in-text': true } as const;

/** Attributes of a layout table or cell that the plain text treats as inline. */
export const inLine = { 'data-in-line': true } as const;

/** Attributes of a layout table. */
export const layout = { border: 0, cellPadding: 0, cellSpacing: 0, role: 'presentation' } as const;

/** Renders each item of a list; in the build, its one row between section tags. */
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
