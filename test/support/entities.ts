const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** HTML with its character references replaced, each once: `&amp;lt;` becomes `&lt;`. */
export const decoded = (html: string): string =>
  html.replace(/&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot));/gi, (_, hex, decimal, name) =>
    name
      ? NAMED[name.toLowerCase()]!
      : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : decimal),
  );
