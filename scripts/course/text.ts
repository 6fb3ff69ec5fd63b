/** The plain-text part of an email, from the same rendering as its HTML. */
export function toText(
  rendered: string,
  convert: typeof import('react-email').toPlainText,
): string {
  const text = convert(pad(rendered), options);
  return tidy(unpad(text));
}

/** The types of html-to-text that are used here; the package has none of its own. */
type Formatter = (elem: Element, walk: Walk, builder: Builder, options: object) => void;
type Element = { readonly attribs: { readonly [name: string]: string }; readonly children: object };
type Walk = (children: object, builder: Builder) => void;
type Builder = {
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: {
    trailingLineBreaks: number;
    blockTransform?: (text: string) => string;
  }): void;
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
};

const WIDTH = 72;

const title: (mark: string) => Formatter = (mark) => (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: mark === '=' ? 2 : 3 });
  walk(elem.children, builder);
  builder.closeBlock({
    trailingLineBreaks: 2,
    blockTransform: (text) => `${text}\n${mark.repeat(longestLine(text))}`,
  });
};

/**
 * `text <address>` within a sentence; `text: address` and two lines where the link is on its own.
 */
const link: (place: 'inline' | 'line' | 'block') => Formatter =
  (place) => (elem, walk, builder) => {
    const href = elem.attribs.href ?? '';
    walk(elem.children, builder);
    builder.addInline(place === 'inline' ? ` <${href}>` : place === 'line' ? `: ${href}` : ':', {
      noWordTransform: true,
    });
    if (place !== 'block') return;
    builder.addLineBreak();
    builder.addInline(href, { noWordTransform: true });
  };

const options = {
  wordwrap: WIDTH,
  formatters: {
    title: title('='),
    heading: title('-'),
    link: link('inline'),
    lineLink: link('line'),
    blockLink: link('block'),
    tag: ((elem, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 1 });
      builder.addInline(`{{${elem.attribs['data-tag']}}}`, { noWordTransform: true });
      builder.closeBlock({ trailingLineBreaks: 1 });
    }) satisfies Formatter,
    words: ((elem, _walk, builder) =>
      builder.addInline(elem.attribs['data-text'] ?? '')) satisfies Formatter,
  },
  selectors: [
    { selector: 'h1', format: 'title' },
    ...['h2', 'h3', 'h4'].map((selector) => ({ selector, format: 'heading' })),
    { selector: 'a', format: 'link' },
    { selector: 'a[data-line-link]', format: 'lineLink' },
    { selector: 'a[data-block-link]', format: 'blockLink' },
    { selector: 'ul', format: 'unorderedList', options: { itemPrefix: '- ' } },
    { selector: 'ul[data-checklist]', format: 'unorderedList', options: { itemPrefix: '[ ] ' } },
    ...[1, 2, 3, 4, 5, 6].map((columns) => ({
      selector: `table[data-columns="${columns}"]`,
      format: 'dataTable',
      options: {
        uppercaseHeaderCells: false,
        colSpacing: 2,
        maxColumnWidth: Math.floor((WIDTH - 2 * (columns - 1)) / columns),
      },
    })),
    { selector: '[data-in-line=true]', format: 'inline' },
    { selector: 'i[data-tag]', format: 'tag' },
    { selector: 'i[data-text]', format: 'words' },
    { selector: 'hr', format: 'horizontalLine', options: { length: 40 } },
  ],
};

/**
 * Lines are wrapped before slots are filled: tokens padded to the width of their values keep the
 * lines even.
 */
const WIDTHS: { readonly [slot: string]: number } = {
  target_date: 27,
  old_date: 27,
  expires_on: 27,
  erased_on: 27,
  until: 36,
  asked_again_on: 27,
  asked_date: 27,
  day: 27,
  signed_up_on: 16,
  address: 20,
  new_address: 20,
  reply_to: 20,
  time_zone: 16,
  days_to_go: 8,
  countdown: 10,
  send_hour: 5,
  when: 34,
};

const pad = (html: string) =>
  html.replace(/\{\{([\w:-]+)\}\}/g, (_, slot: string) => {
    const width = WIDTHS[slot] ?? (slot.endsWith('url') ? WIDTH - 6 : 12);
    const filler = Math.max(0, width - slot.length - 2);
    return `\uE000${slot}${'\uE001'.repeat(filler)}\uE002`;
  });

const unpad = (text: string) => text.replace(/\uE000([\w:-]+)\uE001*\uE002/g, '{{$1}}');

/**
 * Removes extra blank lines: an empty section must leave none, and a filled one must not double
 * them. Its blank lines are those before its opening tag and before its closing tag.
 */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/^(\{\{#\w+\}\})\n+/gm, '$1\n')
    .replace(/^\{\{#(\w+)\}\}\n\{\{\/\1\}\}\n+/gm, '')
    .replace(
      /\n\n+((?:\{\{\/\w+\}\}\n+)+)/g,
      (_, tags: string) => `\n\n${tags.replace(/\n+/g, '\n')}`,
    )
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()}\n`;
}

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
