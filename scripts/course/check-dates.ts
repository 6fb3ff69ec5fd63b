import { basename } from 'node:path';
import { durationOf, type Span } from '../../src/domain/time.ts';
import { roughDays } from './duration.ts';
import type { Draft, Entry } from './load.ts';
import type { Report } from './problems.ts';
import type { LessonMeta } from './schema.ts';

/** Target dates are at most 20 years ahead; few lessons are of use half of that before. */
const LONGEST_DAYS = 10 * 366;

/** A lesson this long after the date has probably lost its minus sign. */
const LONG_AFTER_DAYS = 28;

/** Checks that offsets form a countdown and that no day is in the future or long past. */
export function checkDates(draft: Draft, today: string, report: Report): void {
  const { folder, complete, lessons, pages, messages } = draft;
  const isAllAfter = !lessons.some(({ meta }) => roughDays(meta.offset) < 0);
  if (complete && lessons.length > 0 && isAllAfter) {
    report.error(
      `${folder}/lessons`,
      1,
      'no lesson before the date: give one an offset such as -P1W',
    );
  }
  for (const entry of lessons) {
    const { file, lineOf } = entry.source;
    const twin = lessons.find((other) => isSameDay(other.meta.offset, entry.meta.offset))!;
    const problem =
      twin === entry ? offsetProblem(entry, lessons) : `falls on the day of ${twin.source.file}`;
    if (problem) report.error(file, lineOf(['offset']), `\`offset\` ${problem}`);
    else if (roughDays(entry.meta.offset) > LONG_AFTER_DAYS && !isAllAfter) {
      const cure = `for before it, write -${entry.meta.offset}`;
      report.warn(file, lineOf(['offset']), `is sent ${entry.meta.offset} after the date; ${cure}`);
    }
  }
  for (const { meta, source } of [...lessons, ...pages, ...messages]) {
    if (!meta.reviewed || meta.reviewed <= today) continue;
    const line = source.lineOf(['reviewed']);
    report.error(source.file, line, `\`reviewed\` is in the future; write the day you read it`);
  }
  const oldest = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  for (const { meta, source } of [...lessons, ...pages]) {
    meta.links.forEach(({ checked, url }, index) => {
      if (!checked || (checked >= oldest && checked <= today)) return;
      const line = source.lineOf(['links', index, 'checked']);
      if (checked > today) {
        report.error(source.file, line, '`checked` is in the future; write the day you opened it');
        return;
      }
      report.warn(
        source.file,
        line,
        `${url} was checked over a year ago; open it and set the date`,
      );
    });
  }
}

function offsetProblem(
  { meta, source }: Entry<LessonMeta>,
  lessons: Draft['lessons'],
): string | undefined {
  const days = roughDays(meta.offset);
  if (Math.abs(days) > LONGEST_DAYS) {
    return `${meta.offset} is over ten years from the date; few people would get this lesson`;
  }
  if (days <= 0) return undefined;
  const cure = `for before the date, write -${meta.offset}`;
  // Numbered files are in the author's order of time.
  const number = numberOf(source.file);
  const later = lessons.find(
    (other) => numberOf(other.source.file) > number && roughDays(other.meta.offset) < 0,
  );
  if (later) {
    return `${meta.offset} is after the date, and ${basename(later.source.file)} before it; ${cure}`;
  }
  const isAllAfter = !lessons.some((other) => roughDays(other.meta.offset) < 0);
  return !isAllAfter && /\{\{\s*days_to_go\s*\}\}/.test(source.body)
    ? `${meta.offset} is after the date, when there are no {{days_to_go}}; ${cure}`
    : undefined;
}

const numberOf = (file: string): number => Number.parseInt(basename(file), 10);

/** The same day in other words, such as `-P7D` and `-P1W`. */
const isSameDay = (one: string, other: string): boolean => dayOf(one) === dayOf(other);

function dayOf(offset: string): string {
  const { back, spans } = durationOf(offset);
  const sum = (unit: Span['unit'], times: number) =>
    times * (spans.find((span) => span.unit === unit)?.amount ?? 0);
  const [months, days] = [sum('year', 12) + sum('month', 1), sum('week', 7) + sum('day', 1)];
  return `${back && spans.length > 0 ? '-' : ''}${months} ${days}`;
}
