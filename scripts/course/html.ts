/** Elements and attributes that only control the build. */
const MARKERS =
  /\s(?:data-(?:skip-in-text|in-line|checklist|block-link|line-link|columns|id))(?:="[^"]*")?/g;

/**
 * Turns rendered React into the HTML of a template: tags in place, minified, ASCII only. For a
 * right-to-left language, left and right are swapped in the styles: email clients support few of
 * the logical CSS properties.
 */
export function finishHtml(rendered: string, dir: 'ltr' | 'rtl'): string {
  const html = rendered
    .replace(/<i data-tag="([^"]+)"><\/i>/g, '{{$1}}')
    .replace(/<i data-text="[^"]*"><\/i>/g, '')
    .replace(/<[^>]+>/g, (tag) => tag.replace(MARKERS, ''))
    // React's comments; Outlook's conditional comments start with `[` and are kept.
    .replace(/<!--(?!\[)[\s\S]*?-->/g, '');
  return toAscii(collapse(dir === 'rtl' ? mirrored(html) : html));
}

export const mirrored = (html: string): string =>
  html.replace(/ style="([^"]*)"/g, (style) =>
    style
      .replace(/\b(left|right)\b/g, (side) => (side === 'left' ? 'right' : 'left'))
      .replace(
        /\b(margin|padding):([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;"]+)/g,
        (_, name, top, right, bottom, left) => `${name}:${top} ${left} ${bottom} ${right}`,
      ),
  );

/**
 * Collapses white space, which is insignificant outside `pre`. A space beside an inline element is
 * significant, so only the edges of blocks are trimmed.
 */
function collapse(html: string): string {
  return html
    .split(/(<pre[\s\S]*?<\/pre>)/)
    .map((part) =>
      part.startsWith('<pre') ? part : part.replace(/[ \t\r\n]+/g, ' ').replace(EDGES, '$1'),
    )
    .join('')
    .trim();
}

const BLOCKS =
  'html|head|body|title|meta|style|table|tbody|thead|tr|td|th|div|p|ul|ol|li|h[1-6]|hr|br|blockquote|pre';
const EDGES = new RegExp(` ?(</?(?:${BLOCKS})(?:\\s[^>]*)?/?>) ?`, 'g');

/** One byte per character: saves memory, and the text survives any charset. */
function toAscii(html: string): string {
  return html.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
}
