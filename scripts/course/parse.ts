import type { z } from 'zod';
import type { Report } from './problems.ts';
import type { Source } from './source.ts';

/** Checks a source against a schema; each error is reported at its own line. */
export function parseWith<Meta>(
  schema: z.ZodType<Meta>,
  source: Source,
  report: Report,
): Meta | undefined {
  if (source.data === undefined) return undefined;
  if (source.data === null || typeof source.data !== 'object') {
    const problem = source.data === null ? 'has no keys' : 'is one text, without keys';
    report.error(
      source.file,
      1,
      `${problem}; write \`key: value\` lines, see docs/writing-a-course.md`,
    );
    return undefined;
  }
  const result = schema.safeParse(source.data, { error: say });
  if (result.success) return result.data;
  const { issues } = result.error;
  for (const issue of issues) {
    // A misspelled key is not missing as well.
    if (MISSING.test(issue.message) && hasUnknownKey(issues, issue.path.slice(0, -1))) continue;
    const where = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const line = source.lineOf([...issue.path, key]);
        report.error(
          source.file,
          line,
          `unknown key \`${key}\`; correct its spelling or remove it`,
        );
      }
    } else {
      const what = where === '' ? issue.message : `\`${where}\` ${issue.message}`;
      report.error(source.file, source.lineOf(issue.path), what);
    }
  }
  return undefined;
}

const MISSING = /^(is missing|needs )/;

const hasUnknownKey = (issues: readonly z.core.$ZodIssue[], path: readonly PropertyKey[]) =>
  issues.some((one) => one.code === 'unrecognized_keys' && one.path.join() === path.join());

const say: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing; add it';
  if (issue.input === null) return 'is empty; write it or remove the key';
  if (issue.code === 'invalid_type')
    return TYPES[issue.expected] ?? `has to be a ${issue.expected}`;
  if (issue.code === 'invalid_value') return `has to be one of ${issue.values.join(', ')}`;
  return undefined;
};

const TYPES: { readonly [expected: string]: string } = {
  string: 'has to be text; put it in quotes',
  number: 'has to be a number, without quotes or unit',
  int: 'has to be a whole number',
  array: 'has to be a list: a line "- …" for each entry',
  object: 'has to have keys of its own, indented below it',
};
