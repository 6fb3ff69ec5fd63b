import { describe, expect, test } from 'vitest';
import { compile } from '../../scripts/course/compile.ts';
import { staticSize } from '../../scripts/course/pieces.ts';
import { LESSON, vocabularyOf } from '../../scripts/course/slots.ts';
import type { Compiled } from '../../src/course/compiled.ts';
import { isSystemMessage } from '../../src/domain/messages.ts';
import { fill, type Piece, type Values } from '../../src/domain/template.ts';
import { conditionOf } from '../../src/domain/time-left.ts';
import { decoded } from '../support/entities.ts';
import { EMAILS, ENGINE, TODAY } from './fixture.ts';

const { compiled } = await compile(ENGINE, EMAILS, TODAY);
const courses = (compiled as Compiled).courses;
const templates = courses.flatMap((course) =>
  Object.entries(course.templates).map(([id, template]) => ({ id, course, template })),
);

/** The label of the button by message: the recipient may be a stranger. */
const UNPROVED: { readonly [id: string]: string } = {
  confirm: 'confirm_url',
  'confirm-address': 'address_url',
  'address-changed': 'restore_url',
};

describe.each(templates)('$id', ({ id, course, template }) => {
  const html = asMustache(template.html);
  const text = asMustache(template.text);

  test('has no empty slot and no leftover markers', () => {
    for (const part of [html, text]) expect(part).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
    expect(html).not.toMatch(/<!--(?!\[if mso\]|<!\[endif\])|data-(tag|text|skip|id|line|block)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    expect(html).toMatch(/^[\x00-\x7f]+$/);
    expect(text).not.toMatch(/&\w+;|&#\d+;|<\/?[a-z]+>|[\u200b-\u200f\ufeff\ue000-\ue002]/);
  });

  test('has its subject as the title', () => {
    const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';
    expect(decoded(title)).toBe(asMustache(template.subject));
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  test('has less than 60 KB of HTML', () => {
    expect(staticSize(template.html)).toBeLessThan(60 * 1024);
  });

  test('has one h1 and skips no heading level', () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  test('has a language, presentation tables and marked links', () => {
    expect(html).toMatch(/<html[^>]* lang="en"/);
    expect(html).toMatch(/<div[^>]* lang="en"/);
    for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('presentation');
    for (const [link] of html.matchAll(/<a [^>]*>/g)) {
      expect(link).toMatch(/text-decoration(-line)?:underline|background-color|border:2px/);
    }
    expect(html).not.toContain('<img');
  });

  test('has the same links in HTML and in plain text', () => {
    const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map((match) => decoded(match[1]!));
    const inText = text.match(/\{\{\w*url\}\}[^\s<>]*(?=>|\s)|https?:\/\/[^\s<>]+/g) ?? [];
    expect([...new Set(inText)].sort()).toEqual([...new Set(inHtml)].sort());
  });

  test('uses only slots that the sender fills', () => {
    const vocabulary = isSystemMessage(id) ? vocabularyOf(id, course.outcomes) : LESSON;
    const sections = isSystemMessage(id) ? [] : ['catch_up', 'day_notes', 'next', 'task_time'];
    for (const part of [template.subject, template.html, template.text]) {
      for (const piece of part) {
        if (typeof piece === 'string') continue;
        if ('slot' in piece) {
          if (!/^(by|hours):/.test(piece.slot)) expect(vocabulary.slots).toContain(piece.slot);
        } else if (conditionOf(piece.section) === null) {
          expect([...Object.keys(vocabulary.sections), ...sections]).toContain(piece.section);
        }
      }
    }
  });

  test('has no gap in the plain text, whatever its sections show', () => {
    for (const rows of [0, 1, 2]) {
      const filled = fill(template.text, values(template.text, rows), (value) => value);
      expect(filled).not.toMatch(/\n{4}|^\n|\n\n$/);
      expect(filled).not.toContain('{{');
    }
  });

  test('contains the required texts in both parts', () => {
    const slots = ['address', 'postal_address', 'unsubscribe_url', 'reply_to'];
    // An email to an unconfirmed address says nothing about the person.
    if (!id.includes('address')) slots.push('signed_up_on');
    if (!UNPROVED[id]) slots.push('manage_url', 'move_url', 'copy_url');
    for (const slot of slots) {
      expect(html).toContain(`{{${slot}}}`);
      expect(text).toContain(`{{${slot}}}`);
    }
  });

  test("lists the lesson's checklist in plain text", () => {
    const lesson = course.lessons.find((candidate) => candidate.id === id);
    for (const step of lesson?.steps ?? []) {
      expect(text.replace(/\s+/g, ' ')).toContain(`[ ] ${step.text}`);
    }
  });
});

test('an email to an unconfirmed address contains no personal data and no link to a personal page', () => {
  for (const { id, template } of templates.filter((one) => UNPROVED[one.id])) {
    const all = asMustache([...template.subject, ...template.html, ...template.text]);
    expect(all).not.toMatch(/\{\{(greeting|manage_url|move_url|copy_url)\}\}/);
    expect(all.match(new RegExp(`href="\\{\\{${UNPROVED[id]}\\}\\}"`, 'g'))).toHaveLength(1);
  }
});

/** Words to pass on, in HTML and in text. */
const QUOTED = /<blockquote[\s\S]*?<\/blockquote>|^>.*$/gm;

test('links to a lesson are personal, except in emails to a stranger and in words to pass on', () => {
  const parts = templates.flatMap(({ id, template }) =>
    [template.html, template.text].map((part) => ({ id, all: asMustache(part) })),
  );
  for (const { id, all } of parts) {
    const unquoted = all.replace(QUOTED, '');
    expect([id, unquoted]).toEqual([id, expect.not.stringMatching(/\{\{base_url\}\}\/lessons/)]);
    const quoted = all.match(QUOTED)?.join('') ?? '';
    expect([id, quoted]).toEqual([id, expect.not.stringMatching(/\{\{manage_url\}\}/)]);
  }
  const linked = parts.filter(({ all }) => all.includes('{{manage_url}}/lessons/'));
  expect(linked.map(({ id }) => id)).toContain('one-week');
  expect(linked.filter(({ id }) => UNPROVED[id])).toEqual([]);
});

test.each(courses)(
  '$id: each answer to "How did it go?" has its own link, in HTML and in text',
  (course) => {
    const { html, text } = course.templates['how-did-it-go']!;
    expect(course.outcomes.length).toBeGreaterThan(2);
    for (const { id, label } of course.outcomes) {
      const link = `{{manage_url}}?outcome=${id}#outcome`;
      expect(asMustache(html)).toContain(`href="${link}"`);
      expect(asMustache(text)).toContain(`${label}:\n${link}\n`);
    }
  },
);

test('the lesson of the last day is the shortest', () => {
  for (const { lessons, templates } of courses) {
    const sizes = lessons.map(({ id }) => staticSize(templates[id]!.text));
    expect(Math.min(...sizes)).toBe(staticSize(templates[lessons.at(-1)!.id]!.text));
  }
});

test('equal input gives equal bytes', async () => {
  const again = await compile(ENGINE, EMAILS, '2030-01-01');
  expect(JSON.stringify(again.compiled)).toBe(JSON.stringify(compiled));
});

function asMustache(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('slot' in piece) return `{{${piece.slot}}}`;
      return `{{#${piece.section}}}${asMustache(piece.pieces)}{{/${piece.section}}}`;
    })
    .join('');
}

/** A word for every slot, and this many rows for every section. */
function values(pieces: readonly Piece[], rows: number): Values {
  const all: { [name: string]: string | Values[] } = {};
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if ('slot' in piece) all[piece.slot] = 'word';
    else {
      // A section can occur several times, each with its own slots.
      const { section } = piece;
      const places = pieces.flatMap((one) =>
        typeof one !== 'string' && 'section' in one && one.section === section ? one.pieces : [],
      );
      all[section] = Array.from({ length: rows }, () => values(places, rows));
    }
  }
  return all;
}
