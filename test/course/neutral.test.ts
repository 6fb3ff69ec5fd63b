import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import type { Piece } from '../../src/domain/template.ts';
import { LANGUAGES } from '../../src/words/words.ts';
import { compileFiles, EMAILS, type Files } from './fixture.ts';

/** As little as a course can be: a few settings, and a lesson of eight lines. */
const RACE: Files = {
  'content/race/course.yaml': `id: race
title: Your First Marathon
tagline: Lessons up to the day of your race
description: A free course for your first marathon.
target: race
author: Ada & Co
outcomes:
  - { id: finished, label: I finished, leads_to: done }
  - { id: stopped, label: Next time, leads_to: next_round }
`,
  'content/race/ids.lock': 'ids: [one-week]\nretired: []\n',
  'content/race/lessons/one-week.md': `---
id: one-week
offset: -P1W
title: One week to your race
minutes: 10
task: Lay out the clothes that you'll wear.
---
Run twice this week, slowly.
`,
};

const WELCOME = `---
id: welcome
title: Welcome
subject: Welcome to the starting line
preheader: A few words before you run, written by the people of the race.
---

Run, {{greeting}}
`;

test.each(LANGUAGES)('the neutral messages are complete: %s', (language) => {
  const files = readdirSync(join(EMAILS, 'messages', language));
  expect(files.sort()).toEqual(SYSTEM_MESSAGES.map((id) => `${id}.md`).sort());
});

test('settings and one lesson of eight lines are a course', async () => {
  const { problems, compiled } = await compileFiles(RACE);
  expect(problems).toEqual([]);
  const { templates } = compiled!.courses[0]!;
  expect(Object.keys(templates).sort()).toEqual(['one-week', ...SYSTEM_MESSAGES].sort());
  expect(textOf(templates['one-week']!.subject)).toBe('One week to your race');
});

test('neutral messages name the course, in HTML and as text', async () => {
  const { compiled } = await compileFiles(RACE);
  const { confirm } = compiled!.courses[0]!.templates;
  expect(textOf(confirm!.subject)).toBe('Confirm your email: Your First Marathon');
  expect(textOf(confirm!.text)).toMatch(/signed up for “Your First\s+Marathon”/);
  expect(textOf(confirm!.html)).toContain('Ada &amp; Co');
  expect(textOf(confirm!.html)).toContain('href="{{base_url}}/c/race"');
});

test.each([
  ['de', 'dein Lauf'],
  ['fr', 'votre course'],
])('the messages of a course in one language have no other: %s', async (language, yours) => {
  const settings = RACE['content/race/course.yaml']!;
  const { problems, compiled } = await compileFiles({
    ...RACE,
    'content/race/course.yaml': `${settings}language: ${language}\n`.replace(
      'target: race',
      `target: { name: X, your: ${yours} }`,
    ),
  });
  expect(problems).toEqual([]);
  const { templates } = compiled!.courses[0]!;
  for (const id of SYSTEM_MESSAGES) {
    const text = textOf(templates[id]!.text).replace(AUTHORS, '');
    expect([id, ENGLISH.exec(text)?.input]).toEqual([id, undefined]);
  }
});

test.each(LANGUAGES)(
  'a confirmation says who asks, whatever its language: %s',
  async (language) => {
    const settings = RACE['content/race/course.yaml']!;
    const { compiled } = await compileFiles({
      ...RACE,
      'content/race/course.yaml': `${settings}language: ${language}\n`.replace(
        'target: race',
        'target: { name: X, your: your race }',
      ),
    });
    const { text } = compiled!.courses[0]!.templates.confirm!;
    const [signedUp, invited] = ['signed_up', 'invited'].map((name) =>
      textOf(
        text.filter(
          (piece) => typeof piece === 'object' && 'section' in piece && piece.section === name,
        ),
      ),
    );
    expect(invited).toContain('Ada & Co');
    expect(invited).toMatch(/\b90\b/);
    expect(signedUp).not.toContain('Ada & Co');
    for (const words of [invited, signedUp]) {
      expect(words).toContain('{{address}}');
      expect(words).toContain('{{unsubscribe_url}}');
    }
  },
);

/** Slots, and what the course's author wrote. */
const AUTHORS = /\{\{.*?\}\}|Your\s+First\s+Marathon|One\s+week\s+to\s+your\s+race/g;

/** Common English words that neither German nor French has. */
const ENGLISH = /\b(the|and|you|your|with|are|not|this|that|we|from|have|has|it|of)\b/i;

test('a course replaces a neutral message by a file of its name', async () => {
  const { compiled } = await compileFiles({ ...RACE, 'content/race/messages/welcome.md': WELCOME });
  const { welcome, confirm } = compiled!.courses[0]!.templates;
  expect(textOf(welcome!.subject)).toBe('Welcome to the starting line');
  expect(textOf(confirm!.subject)).toContain('Confirm your email');
});

test('a translation has the neutral messages of its language, and the build lists them', async () => {
  const { problems, compiled, lacks } = await compileFiles({
    ...RACE,
    'content/race/messages/welcome.md': WELCOME,
    'content/race/de/course.yaml': `title: Dein erster Marathon
tagline: Lektionen bis zum Tag deines Laufs
description: Ein kostenloser Kurs für deinen ersten Marathon.
target: { name: Marathon, your: dein Marathon }
outcomes:
  - { id: finished, label: Ich bin im Ziel }
  - { id: stopped, label: Nächstes Mal }
`,
  });
  expect(problems).toEqual([]);
  expect(lacks).toEqual(['race de lacks lessons: one-week; messages: welcome']);
  const { welcome } = compiled!.courses[0]!.translations.de!.templates;
  expect(textOf(welcome!.text)).toContain('willkommen bei „Dein erster Marathon“');
});

function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return 'slot' in piece ? `{{${piece.slot}}}` : textOf(piece.pieces);
    })
    .join('');
}
