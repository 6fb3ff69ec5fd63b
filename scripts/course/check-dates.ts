import { roughDays } from './duration.ts';
import type { Draft } from './load.ts';
import type { Report } from './problems.ts';

/** Checks that offsets form a countdown and that links were checked within a year. */
export function checkDates(draft: Draft, today: string, report: Report): void {
  const { folder, complete, lessons, pages } = draft;
  if (complete && lessons.length > 0 && !lessons.some(({ meta }) => roughDays(meta.offset) < 0)) {
    report.error(
      `${folder}/lessons`,
      1,
      'no lesson before the date: give one an offset such as -P1W',
    );
  }
  for (const { meta, source } of lessons) {
    const twin = lessons.find((other) => other.meta.offset === meta.offset)!;
    if (twin.meta === meta) continue;
    const line = source.lineOf(['offset']);
    report.error(source.file, line, `the offset ${meta.offset} is taken by ${twin.source.file}`);
  }
  const oldest = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  for (const { meta, source } of [...lessons, ...pages]) {
    meta.links.forEach(({ checked, url }, index) => {
      if (!checked || checked >= oldest) return;
      const line = source.lineOf(['links', index, 'checked']);
      report.warn(
        source.file,
        line,
        `${url} was checked over a year ago; open it and set the date`,
      );
    });
  }
}
