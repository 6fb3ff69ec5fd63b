/** @jsxImportSource react */
import { Marked, type Tokens } from 'marked';
import { Fragment, type ReactNode } from 'react';
import { escapeHtml } from '../../src/domain/template.ts';
import { font, light, space, type } from '../theme.ts';
import { Tag } from './tokens.tsx';

/** Designed blocks that an author inserts with `{{> name}}`. */
export type Blocks = { readonly [partial: string]: ReactNode };

/** Markdown with section tags and partials on lines of their own. */
export const Prose = ({ markdown, blocks = {} }: { markdown: string; blocks?: Blocks }) =>
  pieces(markdown).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
    <Fragment key={index}>
      {piece.kind === 'tag' && <Tag name={piece.text} />}
      {piece.kind === 'partial' && blocks[piece.text]}
      {piece.kind === 'markdown' && <Html html={marked.parse(piece.text, { async: false })} />}
    </Fragment>
  ));

/** One line of Markdown, without a paragraph around it. */
export const Inline = ({ markdown }: { markdown: string }) => (
  <span
    // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the course's author, not by a reader
    dangerouslySetInnerHTML={{ __html: marked.parseInline(markdown, { async: false }) }}
  />
);

const Html = ({ html }: { html: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by the course's author, not by a reader
  <div dangerouslySetInnerHTML={{ __html: html }} />
);

type Piece = { kind: 'markdown' | 'tag' | 'partial'; text: string };

function pieces(markdown: string): Piece[] {
  return markdown.split(/^[ \t]*(\{\{[#^/>][^}]*\}\})[ \t]*$/m).flatMap((part): Piece[] => {
    const tag = /^\{\{([#^/>])\s*([\w-]+)\s*\}\}$/.exec(part);
    if (tag?.[1] === '>') return [{ kind: 'partial', text: tag[2] ?? '' }];
    if (tag) return [{ kind: 'tag', text: `${tag[1]}${tag[2]}` }];
    return part.trim() === '' ? [] : [{ kind: 'markdown', text: part.trim() }];
  });
}

function css(style: { readonly [property: string]: string }): string {
  return Object.entries(style)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${value}`)
    .join(';');
}

export const headingStyle = {
  fontFamily: font.serif,
  ...type.heading,
  fontWeight: '700',
  margin: `${space.l} 0 ${space.s}`,
} as const;

const marked = new Marked({
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    heading({ tokens, depth }: Tokens.Heading) {
      return `<h${depth} style="${css(headingStyle)}">${this.parser.parseInline(tokens)}</h${depth}>`;
    },
    paragraph({ tokens }: Tokens.Paragraph) {
      return `<p style="margin:0 0 ${space.m}">${this.parser.parseInline(tokens)}</p>`;
    },
    list({ ordered, start, items }: Tokens.List) {
      const name = ordered ? 'ol' : 'ul';
      const from = ordered && start !== 1 ? ` start="${start}"` : '';
      const body = items.map((item) => this.listitem(item)).join('');
      return `<${name}${from} style="margin:0 0 ${space.m};padding:0 0 0 ${space.l}">${body}</${name}>`;
    },
    listitem({ tokens, task }: Tokens.ListItem) {
      return `<li style="margin:0 0 ${space.s}${task ? ';list-style:none' : ''}">${this.parser.parse(tokens)}</li>`;
    },
    blockquote({ tokens }: Tokens.Blockquote) {
      const style = `margin:0 0 ${space.m};padding:0 0 0 ${space.m};border-left:3px solid ${light.line}`;
      return `<blockquote class="edge-line" style="${style}">${this.parser.parse(tokens)}</blockquote>`;
    },
    /** A symbol, because email clients remove `<input>`; the plain text has one of its own. */
    checkbox: ({ checked }: Tokens.Checkbox) =>
      `<span data-skip-in-text="true">${checked ? '☑' : '☐'}&nbsp;</span><i data-text="[${checked ? 'x' : ' '}] "></i>`,
    table({ header, rows }: Tokens.Table) {
      const row = (cells: readonly Tokens.TableCell[]) =>
        `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>`;
      const body = rows.length === 0 ? '' : `<tbody>${rows.map(row).join('')}</tbody>`;
      const style = `border-collapse:collapse;margin:0 0 ${space.m}`;
      return `<table data-columns="${header.length}" style="${style}"><thead>${row(header)}</thead>${body}</table>`;
    },
    tablecell({ header, tokens, align }: Tokens.TableCell) {
      const name = header ? 'th scope="col"' : 'td';
      const style = `border-bottom:1px solid ${light.line};padding:${space.s} ${space.m} ${space.s} 0;text-align:${align ?? 'left'};vertical-align:top`;
      return `<${name} class="edge-line" style="${style}">${this.parser.parseInline(tokens)}</${name.slice(0, 2)}>`;
    },
    // Not `encodeURI`: a slot in a link must keep its braces.
    link({ href, tokens }: Tokens.Link) {
      return `<a class="road" href="${escapeHtml(href)}" style="color:${light.road};text-decoration:underline">${this.parser.parseInline(tokens)}</a>`;
    },
    image: ({ text }: Tokens.Image) => escapeHtml(text),
  },
});
