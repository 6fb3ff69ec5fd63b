import { isSystemMessage, SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import { checkDates } from './check-dates.ts';
import { checkLinks } from './check-links.ts';
import { checkOutcomes } from './check-outcomes.ts';
import { checkSteps } from './check-steps.ts';
import { checkTranslations } from './check-translations.ts';
import { checkWords } from './check-words.ts';
import { yourTargetOf } from './edition.ts';
import type { Draft, Entry } from './load.ts';
import { checkLock } from './lock.ts';
import type { Report } from './problems.ts';

/** Checks across files, which a schema cannot express. */
export function checkDrafts(drafts: readonly Draft[], today: string, report: Report): void {
  const courses = drafts.flatMap(({ course }) => (course ? [course] : []));
  uniqueIds(courses, 'course', report);
  for (const draft of drafts) checkDraft(draft, today, report);
}

function checkDraft(whole: Draft, today: string, report: Report): void {
  const before = report.problems.length;
  checkIds(whole, report);
  // The following checks would report as missing what only has another id, or could not be parsed.
  const complete = whole.complete && report.problems.length === before;
  const draft = { ...whole, complete };
  possessives(draft, report);
  parentPages(draft.pages, report);
  checkDates(draft, today, report);
  checkSteps(draft, report);
  checkWords(draft, report);
  checkLinks(draft, report);
  checkOutcomes(draft, report);
  checkTranslations(draft, report);
  if (!complete || draft.lessons.length > 0) return;
  report.error(`${draft.folder}/lessons`, 1, "there's no lesson yet; add one");
}

function checkIds(draft: Draft, report: Report): void {
  const { complete, lessons, pages, messages } = draft;
  const before = report.problems.length;
  uniqueIds(lessons, 'lesson', report);
  uniqueIds(pages, 'page', report);
  uniqueIds(messages, 'message', report);
  for (const { meta, source } of lessons) {
    unique(
      meta.checklist.map((step) => step.id),
      (index, id) => {
        report.error(
          source.file,
          source.lineOf(['checklist', index, 'id']),
          `the step id "${id}" is used twice; give one of them another id`,
        );
      },
    );
    if (isSystemMessage(meta.id)) {
      report.error(
        source.file,
        source.lineOf(['id']),
        `"${meta.id}" is a message; choose another id`,
      );
    }
  }
  knownMessages(draft, report);
  if (complete && report.problems.length === before) checkLock(draft, report);
}

/** Menus have two levels. */
function parentPages(pages: Draft['pages'], report: Report): void {
  for (const { meta, source } of pages) {
    if (meta.under === undefined) continue;
    const parent = pages.find((page) => page.meta.id === meta.under)?.meta;
    if (parent && parent.under === undefined && parent.id !== meta.id) continue;
    const problem = parent ? 'stands under another page itself' : "doesn't exist";
    report.error(
      source.file,
      source.lineOf(['under']),
      `the page "${meta.under}" ${problem}; name a page that has no "under"`,
    );
  }
}

/** "Your" can't be derived where it depends on the word's gender. */
function possessives({ course, translations }: Draft, report: Report): void {
  const texts = [
    { course, language: course?.meta.language },
    ...translations.map((one) => ({ course: one.course, language: one.language })),
  ];
  for (const { course: words, language } of texts) {
    if (!words || !language || yourTargetOf(words.meta.target, language)) continue;
    const { file, lineOf } = words.source;
    const { name } = words.meta.target;
    const cure = `write \`name: ${name}\` and \`your: …\` below it, as in "your interview"`;
    report.error(file, lineOf(['target']), `\`target\` lacks its possessive; ${cure}`);
  }
}

function uniqueIds(entries: readonly Entry<{ id: string }>[], kind: string, report: Report): void {
  unique(
    entries.map(({ meta }) => meta.id),
    (index, id, first) => {
      const { source } = entries[index]!;
      const other = entries[first]!.source.file;
      report.error(
        source.file,
        source.lineOf(['id']),
        `the ${kind} id "${id}" is taken by ${other}; choose another`,
      );
    },
  );
}

function unique(
  values: readonly string[],
  onTwice: (index: number, value: string, first: number) => void,
): void {
  values.forEach((value, index) => {
    const first = values.indexOf(value);
    if (first !== index) onTwice(index, value, first);
  });
}

function knownMessages({ messages }: Draft, report: Report): void {
  for (const { meta, source } of messages) {
    if (isSystemMessage(meta.id)) continue;
    const known = SYSTEM_MESSAGES.join(', ');
    report.error(
      source.file,
      source.lineOf(['id']),
      `unknown message "${meta.id}"; there are ${known}`,
    );
  }
}
