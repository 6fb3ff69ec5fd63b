import { Marked, type Token, type Tokens } from 'marked';
import { escapeHtml } from '../../src/domain/template.ts';

/** Safe HTML for the web: no raw HTML, no images, no referrer for links to other sites. */
export function toHtml(markdown: string): string {
  return web.parse(markdown, { async: false }).trim();
}

/** As `toHtml`, without a paragraph around it. */
export function toInlineHtml(markdown: string): string {
  return web.parseInline(markdown, { async: false }).trim();
}

/** The text alone, for places that show it unformatted. */
export function toPlain(markdown: string): string {
  return plain(plainLexer.lexer(markdown))
    .replace(/[ \t\r\n]+/g, ' ')
    .trim();
}

/** Every token of a text with its start index, for checks that report a line. */
export function tokensOf(markdown: string): { token: Token; index: number }[] {
  const found: { token: Token; index: number }[] = [];
  let from = 0;
  plainLexer.walkTokens(plainLexer.lexer(markdown), (token) => {
    const raw = token.raw.split('\n')[0] ?? '';
    const index = markdown.indexOf(raw, from);
    // Tokens come in order, parents first: search only from the last one found.
    if (index >= 0) from = index;
    found.push({ token, index: Math.max(index, from) });
  });
  return found;
}

const plainLexer = new Marked();

const web = new Marked({
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ text }: Tokens.Image) => escapeHtml(text),
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
    link({ href, tokens }: Tokens.Link) {
      const text = this.parser.parseInline(tokens);
      // A link that exists only in the email is shown as text on the web.
      if (href.includes('{{')) return text;
      const foreign = /^https?:/.test(href) ? ' rel="noopener noreferrer"' : '';
      return `<a href="${escapeHtml(href || '/')}"${foreign}>${text}</a>`;
    },
  },
});

function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens) return plain(token.tokens);
      if (token.type === 'space' || token.type === 'br') return ' ';
      return decodeEntities('text' in token ? String(token.text) : token.raw);
    })
    .join('');
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
