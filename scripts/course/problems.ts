/** An error or a warning about the content, with the place to correct. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly level: 'error' | 'warning';
};

/** Collects problems, so that one build reports all of them. */
export type Report = {
  readonly problems: Problem[];
  error(file: string, line: number, message: string): void;
  warn(file: string, line: number, message: string): void;
};

export function newReport(): Report {
  const problems: Problem[] = [];
  const note = (level: Problem['level']) => (file: string, line: number, message: string) => {
    // A part that several languages share is checked once per language: keep the first report.
    const isKnown = problems.some(
      (one) => one.file === file && one.line === line && one.message === message,
    );
    if (!isKnown) problems.push({ file, line, message, level });
  };
  return { problems, error: note('error'), warn: note('warning') };
}

export function hasErrors(report: Report): boolean {
  return report.problems.some((problem) => problem.level === 'error');
}

/** Sorted by file and line: `content/x/lessons/10.md:3: offset: …`. */
export function printable(problems: readonly Problem[]): string[] {
  return [...problems]
    .sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line)
    .map(({ file, line, message, level }) =>
      level === 'warning' ? `${file}:${line}: warning: ${message}` : `${file}:${line}: ${message}`,
    );
}
