import { SYSTEM_MESSAGES, type SystemMessage } from '../../src/domain/messages.ts';
import type { Draft } from './load.ts';
import type { Report } from './problems.ts';

/** Checks that outcomes have ids of their own, and the same ones in every translation. */
export function checkOutcomes({ course, translations }: Draft, report: Report): void {
  if (course === undefined) return;
  const { outcomes } = course.meta;
  outcomes.forEach(({ id }, index) => {
    if (outcomes.findIndex((one) => one.id === id) === index) return;
    const line = course.source.lineOf(['outcomes', index, 'id']);
    report.error(course.source.file, line, `the outcome "${id}" is listed twice`);
  });
  for (const { course: words } of translations) {
    if (words === undefined) continue;
    const { file, lineOf } = words.source;
    const known = outcomes.map((one) => one.id);
    const unknown = words.meta.outcomes.findIndex(({ id }) => !known.includes(id));
    if (unknown >= 0) {
      const { id } = words.meta.outcomes[unknown]!;
      const problem = `the course has no outcome "${id}"; there are ${known.join(', ') || 'none'}`;
      report.error(file, lineOf(['outcomes', unknown, 'id']), problem);
      continue;
    }
    for (const { id } of outcomes) {
      if (words.meta.outcomes.some((one) => one.id === id)) continue;
      report.error(file, lineOf(['outcomes']), `the outcome "${id}" has no label here; add it`);
    }
  }
}

/** The messages that a course needs; those about how it went depend on its outcomes. */
export function neededMessages({ course }: Draft): readonly SystemMessage[] {
  const outcomes = course?.meta.outcomes ?? [];
  const needless = new Set<SystemMessage>();
  if (outcomes.length === 0) needless.add('how-did-it-go').add('date-now');
  if (!outcomes.some(({ leads_to }) => leads_to === 'next_round')) needless.add('round-two');
  return SYSTEM_MESSAGES.filter((id) => !needless.has(id));
}
