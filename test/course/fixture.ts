import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compile, type Result } from '../../scripts/course/compile.ts';
import { printable } from '../../scripts/course/problems.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';

export const PROJECT = join(import.meta.dirname, '../..');
export const EMAILS = join(PROJECT, 'emails');
export const ENGINE = join(PROJECT, 'test/fixtures/engine');
export const TODAY = '2026-11-22';

/** A course's files by path; `undefined` omits one. */
export type Files = { [path: string]: string | Uint8Array | undefined };

/** A small valid course. Each test breaks one thing in it. */
export function smallCourse(): Record<string, string> {
  const messages = SYSTEM_MESSAGES.map((id) => [`content/tea/messages/${id}.md`, message(id)]);
  return {
    'content/coverage.yaml':
      '- id: t-1\n  statement: Water boils.\n  words: [boil, water, tasting]\n',
    'content/tea/course.yaml': COURSE,
    'content/tea/ids.lock': 'ids:\n  - one-week\nretired: []\n',
    'content/tea/lessons/10-one-week.md': LESSON,
    'content/tea/pages/pots.md': PAGE,
    ...Object.fromEntries(messages),
  };
}

export const COURSE_FILE = 'content/tea/course.yaml';
export const WELCOME_FILE = 'content/tea/messages/welcome.md';
export const LESSON_FILE = 'content/tea/lessons/10-one-week.md';
export const PAGE_FILE = 'content/tea/pages/pots.md';

/** Compiles files in a temporary folder. */
export async function compileFiles(files: Files): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'milepost-test-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await compile(root, EMAILS, TODAY);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The reported problems after replacing `from` with `to` in one file of the small course. */
export async function mistakesAfter(file: string, from: string, to: string): Promise<string[]> {
  const files = smallCourse();
  const text = files[file];
  if (!text?.includes(from)) throw new Error(`${file} does not contain ${from}`);
  const { problems } = await compileFiles({ ...files, [file]: text.replace(from, to) });
  return printable(problems);
}

const COURSE = `id: tea
title: Tea
tagline: A course on tea
description: Three cups.
target: tasting
send_hour: 7
forget_after: P90D
author: Tea House
license: CC-BY-4.0
ask_from: 19
outcomes:
  - id: liked_it
    label: I liked it
    reply: So did we.
    leads_to: done
  - id: next_cup
    label: One more cup
    leads_to: next_round
`;

const LESSON = `---
id: one-week
offset: -P1W
title: One week of tea
subject: One week until your tasting
preheader: Boil some water every day and write down what happens.
minutes: 10
task: Boil *water* and read [the page]({{base_url}}/pages/tea/pots).
checklist:
  - id: boil
    text: Boil **water** in a [pot](https://pots.example/).
    essential: ">=P1D <P1W"
    short: Boil water.
  - id: pour
    text: Pour it & wait.
links:
  - label: Pots
    url: https://pots.example/
    status: live
    checked: 2026-11-01
    note: Many of them.
  - label: Gone
    url: https://gone.example/
    status: dead
    checked: 2026-11-01
sources: []
covers: [t-1]
reviewed: 2026-11-22
---

{{greeting}}

Your tasting is {{countdown}}, on {{target_date}}. You have {{days_to_go}} until {{target_date}}.

## Water

Read [about pots]({{base_url}}/pages/tea/pots). Has it moved? [Change it]({{move_url}}).

{{#next}}
Then comes {{title}} on {{day}}.
{{/next}}
`;

const PAGE = `---
id: pots
title: Pots
description: All the pots.
sources: []
covers: []
reviewed: 2026-11-22
---

A pot holds water. Look at [some](https://pots.example/), or [the lesson]({{base_url}}/lessons/tea/one-week).
`;

function message(id: string): string {
  const part = PARTS[id] ?? '{{> button}}';
  return `---
id: ${id}
subject: A letter about ${id} and your tea
preheader: More words about the tea, enough of them for an inbox.
title: About ${id}
---

Tea for {{address}}.

${part}
`;
}

const PARTS: { readonly [id: string]: string } = {
  'already-subscribed': '{{#asked}}\n{{> change}}\n{{/asked}}',
  'catch-up': '{{> catch-up}}',
  'how-did-it-go': '{{> outcome}}',
  'date-now': '{{> choices}}',
  welcome:
    '{{#with_date}}\n{{> plan}}\n{{/with_date}}\n{{#without_date}}\nNo day.\n{{/without_date}}',
};
