import type { Figure } from '../../usecases/operator/figure.ts';
import type { AppContext } from '../shared/context.ts';

type Cell = string | number;

/** A download for spreadsheets. */
export function csv(
  c: AppContext,
  name: string,
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): Response {
  const text = [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  return c.body(text, 200, { 'Content-Type': 'text/csv; charset=utf-8' });
}

/** The file of the figure that the path names. */
export function figureFile(c: AppContext, figures: readonly Figure[]) {
  const figure = figures.find(({ id }) => c.req.path.endsWith(`/${id}.csv`));
  return figure ? csv(c, figure.id, figure.head, figure.rows) : c.notFound();
}

/** A text that a spreadsheet would run as a formula begins with an apostrophe. */
function field(cell: Cell): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
