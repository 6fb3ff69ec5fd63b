import { LANGUAGES } from '../../src/words/words.ts';
import { checkLinks } from './check-links.ts';
import { checkSettings, checkWords } from './check-words.ts';
import { editionsOf } from './edition.ts';
import type { Draft, Entry, Translation } from './load.ts';
import { isNeutral } from './neutral.ts';
import type { Report } from './problems.ts';
import type { Source } from './source.ts';

/** Checks that a translation has the ids, steps and slots of its original. */
export function checkTranslations(draft: Draft, report: Report): void {
  for (const translation of draft.translations) {
    const { folder, language } = translation;
    if (!LANGUAGES.some((known) => known === language)) {
      const cure = `run \`npx milepost new-language ${language}\` and translate what it writes`;
      const known = LANGUAGES.join(', ');
      report.error(folder, 1, `the interface has no "${language}", only ${known}; ${cure}`);
    }
    if (language === draft.course?.meta.language) {
      report.error(folder, 1, `the course itself is written in "${language}"; remove this folder`);
    }
    for (const kind of ['lessons', 'pages', 'messages'] as const) {
      twins(kind, draft, translation[kind], report);
    }
    if (translation.course) checkSettings(translation.course.source, report);
    checklists(draft, translation, report);
    linkWords(draft, translation, report);
  }
  if (!draft.complete || !draft.course) return;
  for (const { language, lessons, pages, messages } of editionsOf(draft).slice(1)) {
    const isOwn = (entry: { language: string }) => entry.language === language;
    checkWords(
      { ...draft, lessons: lessons.filter(isOwn), pages: pages.filter(isOwn), messages },
      report,
    );
    checkLinks({ ...draft, lessons, pages, messages }, report);
  }
}

/** Checks that every file translates one existing file, once, and has all of its tags. */
function twins(
  kind: 'lessons' | 'pages' | 'messages',
  draft: Draft,
  translations: readonly Entry<{ id: string }>[],
  report: Report,
): void {
  const originals: readonly Entry<{ id: string }>[] = draft[kind];
  translations.forEach((entry, index) => {
    if (isNeutral(entry)) return;
    const { meta, source } = entry;
    const say = (message: string) => report.error(source.file, source.lineOf(['id']), message);
    const original = originals.find((one) => one.meta.id === meta.id);
    if (!original) {
      // The original may be a file that could not be read.
      if (!draft.complete) return;
      const known = originals.map((one) => one.meta.id).join(', ');
      say(`the course has no "${meta.id}" among its ${kind}; there are ${known}`);
      return;
    }
    const first = translations.findIndex((one) => one.meta.id === meta.id);
    if (first !== index) say(`"${meta.id}" is translated in ${translations[first]!.source.file}`);
    if (isNeutral(original) || hasMistake(original, report)) return;
    if (source.body.trim() === '') return;
    const there = tagsIn(source);
    const missing = [...tagsIn(original.source)].filter((tag) => !there.has(tag));
    // The slots of a section that is missing are missing with it.
    const sections = missing.filter((tag) => tag.startsWith('#'));
    for (const tag of sections.length > 0 ? sections : missing) {
      const where = `which ${original.source.file} has`;
      report.error(source.file, source.bodyLine(0), `lacks {{${tag}}}, ${where}; add it`);
    }
  });
}

/** A mistyped tag of the original is reported there, and is not missing here. */
const hasMistake = ({ source }: Entry<unknown>, { problems }: Report): boolean =>
  problems.some(({ file, level }) => file === source.file && level === 'error');

/** Slots, sections and partials, including those in the front matter; capitals don't count. */
const tagsIn = ({ body, data }: Source): Set<string> =>
  new Set(
    [...`${JSON.stringify(data)}${body}`.matchAll(/\{\{\s*([#>]?\s*[\w-]+)\s*\}\}/g)].map(
      ([, tag]) => tag!.replace(/\s+/g, ' ').toLowerCase(),
    ),
  );

function checklists(draft: Draft, { lessons }: Translation, report: Report): void {
  for (const { meta, source } of lessons) {
    const steps = draft.lessons.find((one) => one.meta.id === meta.id)?.meta.checklist;
    if (!steps) continue;
    const line = (index: number) =>
      source.lineOf(index < meta.checklist.length ? ['checklist', index, 'id'] : ['checklist']);
    const longest = Math.max(steps.length, meta.checklist.length);
    for (let index = 0; index < longest; index++) {
      const [step, own] = [steps[index], meta.checklist[index]];
      if (step?.id !== own?.id) {
        const expected = step ? `the step "${step.id}" is expected here` : 'no step is left';
        const found = own ? `"${own.id}" stands` : 'none stands';
        report.error(source.file, line(index), `${expected}, and ${found}: ids stay as they are`);
        break;
      }
      if (step?.short && !own?.short) {
        report.error(source.file, line(index), `the step "${step.id}" needs \`short\` here too`);
      }
    }
  }
}

function linkWords(draft: Draft, translation: Translation, report: Report): void {
  for (const kind of ['lessons', 'pages'] as const) {
    for (const { meta, source } of translation[kind]) {
      const originals = draft[kind].find((one) => one.meta.id === meta.id)?.meta.links;
      if (originals === undefined) continue;
      meta.links.forEach(({ url }, index) => {
        if (originals.some((link) => link.url === url)) return;
        const line = source.lineOf(['links', index, 'url']);
        report.error(source.file, line, `the original has no link to ${url}; add it there first`);
      });
    }
  }
}
