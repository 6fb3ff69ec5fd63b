import { conditionOf } from '../../src/domain/time-left.ts';
import { STATIC, type Vocabulary } from './slots.ts';

/** An error at an index of a text. */
export type Mistake = { readonly index: number; readonly message: string };

/** A slot. Its tag is about as long as its value, so that lengths of subjects and lines hold. */
export const SLOT = /\{\{\s*[\w-]+\s*\}\}/g;

type OpenSection = {
  readonly name: string;
  readonly index: number;
  /** Undefined: there is no such section, which is one mistake, however much is in it. */
  readonly vocabulary: Vocabulary | undefined;
};

/** Parts that show a value of this section. */
const NEEDS: { readonly [partial: string]: string } = { plan: 'with_date', change: 'asked' };

/**
 * Checks the mustache tags of a text: known names, closed sections, no unsupported syntax. With
 * `block`, section tags and partials must be on lines of their own.
 */
export function checkTags(text: string, vocabulary: Vocabulary, block: boolean): Mistake[] {
  const mistakes: Mistake[] = [];
  const open: OpenSection[] = [];
  const partials = new Set<string>();
  const isUnknown = (section: OpenSection) => section.vocabulary === undefined;

  for (const match of text.matchAll(/\{\{\{?([#^/>&!=]?)\s*([^{}]*?)\s*\}?\}\}|\{\{|\}\}/g)) {
    const { index } = match;
    const [tag, kind, name = ''] = match;
    const say = (message: string) => mistakes.push({ index, message });
    const scopes = [vocabulary, ...open.flatMap((section) => section.vocabulary ?? [])];
    const alone = block && standsAlone(text, index, tag);

    if (kind === undefined || tag.startsWith('{{{')) {
      say(`\`${tag}\` isn't a slot; write {{name}}, or remove the braces`);
    } else if (kind === '') {
      const problem = slotProblem(
        name,
        scopes,
        open.map((section) => section.name),
      );
      // In an unknown section, any slot may be right.
      if (problem && !open.some(isUnknown)) say(problem);
    } else if (kind === '#') {
      const inner = sectionIn(scopes, name);
      if (!inner) say(`unknown section {{#${name}}}${known(Object.keys(vocabulary.sections))}`);
      else if (block && !alone) say(`{{#${name}}} has to stand alone on its line`);
      open.push({ name, index, vocabulary: inner });
    } else if (kind === '/') {
      const section = open.pop();
      if (section?.name !== name && !(section && isUnknown(section))) {
        const expected = section
          ? `; {{/${section.name}}} is expected first`
          : " that wasn't opened";
        say(`{{/${name}}} closes a section${expected}`);
      } else if (block && !alone) say(`{{/${name}}} has to stand alone on its line`);
    } else if (kind === '>') {
      partials.add(name);
      if (!vocabulary.partials.has(name)) {
        say(`unknown part {{> ${name}}}${known([...vocabulary.partials])}`);
      } else if (!alone) say(`{{> ${name}}} has to stand alone on its line`);
      else if (NEEDS[name] && !open.some((section) => provides(section.name, NEEDS[name]))) {
        const section = NEEDS[name];
        say(`{{> ${name}}} needs a date; put it between {{#${section}}} and {{/${section}}}`);
      }
    } else {
      say(`\`${tag}\` isn't supported; use a slot, a section or a part`);
    }
  }
  for (const { name, index, vocabulary: inner } of open) {
    if (inner)
      mistakes.push({ index, message: `{{#${name}}} is never closed; add a line {{/${name}}}` });
  }
  if (block) {
    for (const name of vocabulary.required.filter((required) => !partials.has(required))) {
      mistakes.push({ index: 0, message: `this message needs a line {{> ${name}}}` });
    }
  }
  return mistakes;
}

/** What a section may use in addition; undefined if there is none of this name. */
function sectionIn(scopes: readonly Vocabulary[], name: string): Vocabulary | undefined {
  const inner = scopes.findLast((scope) => scope.sections[name])?.sections[name];
  return inner ?? (scopes[0]?.timed && conditionOf(name) ? STATIC : undefined);
}

/** Whether a part that needs the section `needed` may be in this one. */
const provides = (section: string, needed: string | undefined): boolean =>
  section === needed || (needed === 'with_date' && hasDate(section));

/** The person has a date in these sections: less than some time is left until it. */
const hasDate = (section: string): boolean =>
  section === 'with_date' || conditionOf(section)?.under !== undefined;

function slotProblem(name: string, scopes: Vocabulary[], sections: string[]): string | undefined {
  const [outer] = scopes;
  if (!scopes.some((scope) => scope.slots.has(name))) {
    return `unknown slot {{${name}}}${known([...scopes.flatMap((scope) => [...scope.slots])])}`;
  }
  if (outer?.dated.has(name) && !sections.some(hasDate)) {
    return `{{${name}}} may be empty here; put it between {{#with_date}} and {{/with_date}}`;
  }
  return undefined;
}

function known(names: string[]): string {
  return names.length === 0 ? '; none may be used here' : `; here you can use ${names.join(', ')}`;
}

function standsAlone(text: string, index: number, tag: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  const after = text.slice(index + tag.length).split('\n', 1)[0] ?? '';
  return before.trim() === '' && after.trim() === '';
}
