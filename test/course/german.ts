import { expect } from 'vitest';
import { printable } from '../../scripts/course/problems.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import { compileFiles, type Files, smallCourse } from './fixture.ts';

export const TEA = 'content/tea/de';
export const LESSON_IN_GERMAN = `${TEA}/lessons/10-one-week.md`;
export const COURSE_IN_GERMAN = `${TEA}/course.yaml`;

/** The small course with a valid German translation. */
export function inGerman(over: Files = {}) {
  const files = smallCourse();
  const messages = SYSTEM_MESSAGES.map((id) => {
    const text = files[`content/tea/messages/${id}.md`]!;
    return [`${TEA}/messages/${id}.md`, text.replace('A letter about', 'Ein Brief über')];
  });
  return {
    ...files,
    ...Object.fromEntries(messages),
    [COURSE_IN_GERMAN]: `title: Tee\ntagline: Ein Kurs\ndescription: Drei Tassen.\ntarget: { name: Verkostung, your: deine Verkostung }\noutcomes:\n  - id: liked_it\n    label: Mir hat es geschmeckt\n    reply: Uns auch.\n  - id: next_cup\n    label: Noch eine Tasse\n`,
    [LESSON_IN_GERMAN]: `---
id: one-week
title: Eine Woche Tee
subject: Noch eine Woche bis zur Verkostung
preheader: Koch jeden Tag Wasser und schreib auf, was geschieht.
task: Koch *Wasser* und lies [die Seite]({{base_url}}/pages/tea/pots).
checklist:
  - id: boil
    text: Koch **Wasser**.
    short: Koch Wasser.
  - id: pour
    text: Gieß auf.
links:
  - url: https://pots.example/
    label: Kannen
---

{{greeting}}

Deine Verkostung ist {{countdown}}, am {{target_date}}, noch {{days_to_go}}. [Verschieben]({{move_url}}).

{{#next}}
Dann kommt {{title}} am {{day}}.
{{/next}}
`,
    ...over,
  };
}

/** The only problem of the course with these files: one mistake is one message. */
export async function messageFor(over: Files): Promise<string> {
  const { problems, compiled } = await compileFiles(inGerman(over));
  expect(printable(problems)).toEqual([expect.any(String)]);
  if (problems[0]!.level === 'error') expect(compiled).toBeUndefined();
  return printable(problems)[0]!;
}

export const textOf = (file: string): string => String(inGerman()[file]);

export function changed(file: string, from: string, to: string): Files {
  const text = textOf(file);
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  return { [file]: text.replace(from, () => to) };
}
