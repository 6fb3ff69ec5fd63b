/** The reference of a course's files, from the schemas that the build checks them with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { MESSAGES, SYSTEM_MESSAGES, type SystemMessage } from '../../src/domain/messages.ts';
import { KEYS } from './reference-words.ts';
import {
  courseSchema,
  courseWordsSchema,
  lessonSchema,
  lessonWordsSchema,
  messageSchema,
  pageSchema,
  pageWordsSchema,
} from './schema.ts';
import { siteSchema } from './site.ts';
import { LESSON, vocabularyOf } from './slots.ts';

/** Each file with its schema. */
const FILES = {
  course: ['content/<course>/course.yaml', courseSchema],
  lesson: ['content/<course>/lessons/<file>.md', lessonSchema],
  page: ['content/<course>/pages/<file>.md', pageSchema],
  message: ['content/<course>/messages/<id>.md', messageSchema],
  site: ['content/site.yaml', siteSchema],
} as const;

const TRANSLATIONS = {
  course: courseWordsSchema,
  lesson: lessonWordsSchema,
  page: pageWordsSchema,
} as const;

type Node = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
};

/** `docs/course-reference.md`. Throws if a key has no words, or words have no key. */
export function reference(): string {
  const used = new Set<string>();
  const files = Object.entries(FILES).map(([name, [path, schema]]) => {
    const rows = keysOf(nodeOf(schema)).map(({ key, node, isRequired }) => {
      const words = KEYS[`${name}.${key}`] ?? KEYS[`*.${key}`];
      if (!words) throw new Error(`scripts/course/reference-words.ts lacks ${name}.${key}`);
      used.add(KEYS[`${name}.${key}`] ? `${name}.${key}` : `*.${key}`);
      return `| \`${key}\` | ${isRequired ? 'required' : otherwise(node)} | ${cell(words)}${cell(limits(node))} |`;
    });
    return `## \`${path}\`\n\n| key | if left out | |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  const idle = Object.keys(KEYS).filter((key) => !used.has(key));
  if (idle.length > 0) throw new Error(`reference-words.ts has no such keys: ${idle.join(', ')}`);
  return [INTRODUCTION, ...files, translations(), tags()].join('\n');
}

const INTRODUCTION = `# Course reference

Every key and every tag of a course. \`npm run reference\` writes this page from the schemas of the build. [Writing a course](writing-a-course.md) explains how to use them.
`;

function translations(): string {
  const rows = Object.entries(TRANSLATIONS).map(([name, schema]) => {
    const keys = keysOf(nodeOf(schema)).map(({ key }) => `\`${key}\``);
    const path = FILES[name as keyof typeof TRANSLATIONS][0].replace(
      '<course>/',
      '<course>/<language>/',
    );
    return `| \`${path}\` | ${keys.join(', ')} |`;
  });
  return `## Translations

A translation has these keys only. It takes all others from the original.

| file | keys |
|---|---|
${rows.join('\n')}
`;
}

function tags(): string {
  const common = [...LESSON.slots];
  const rows = SYSTEM_MESSAGES.map((id) => {
    const { slots, sections, partials, required } = vocabularyOf(id, [{ id: '<outcome>' }]);
    const own = [...slots].filter((slot) => !common.includes(slot)).map((slot) => `{{${slot}}}`);
    const lacks = common.filter((slot) => !slots.has(slot)).map((slot) => `{{${slot}}}`);
    const blocks = Object.keys(sections).map((section) => `{{#${section}}}`);
    const parts = [...partials].map((part) =>
      required.includes(part) ? `**{{> ${part}}}**` : `{{> ${part}}}`,
    );
    const cells = [own, blocks, parts, lacks].map((all) =>
      all
        .map((tag) => (tag.startsWith('**') ? `**\`${tag.slice(2, -2)}\`**` : `\`${tag}\``))
        .join(' '),
    );
    return `| \`${id}\` | ${cell(subjectOf(id))} | ${windowOf(id)} | ${cells.join(' | ')} |`;
  });
  return `## Tags

Lessons and messages may use ${common.map((slot) => `\`{{${slot}}}\``).join(' ')}.

Lessons may use ${Object.keys(LESSON.sections)
    .map((section) => `\`{{#${section}}}\``)
    .join(
      ' ',
    )}. Lessons and messages may use \`{{#at_least_P6W}}\` and \`{{#under_P6W}}\`, with any duration: text for people who have that much time left, or less. The public page of a lesson leaves it out.

A message must contain the parts in **bold**.

| message | its neutral subject | may be sent within | own tags | sections | parts | without |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function subjectOf(id: SystemMessage): string {
  const file = join(import.meta.dirname, '../../emails/messages/en', `${id}.md`);
  const [, frontMatter = ''] = readFileSync(file, 'utf8').split('---\n');
  return (parse(frontMatter) as { subject: string }).subject;
}

function windowOf(id: SystemMessage): string {
  const { window } = MESSAGES[id];
  if (window === null) return 'the time until the next lesson';
  const days = window / 86_400_000;
  return days === 1 ? 'a day' : `${days} days`;
}

const nodeOf = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;

/** Keys with their parents, as in `outcomes[].label`. The dark colors have the names of the light ones. */
function keysOf(node: Node, path = ''): { key: string; node: Node; isRequired: boolean }[] {
  const inner = node.items ? { at: `${path}[]`, node: node.items } : { at: path, node };
  const free = inner.node.additionalProperties;
  const named = Object.entries(inner.node.properties ?? {}).flatMap(([name, own]) => {
    const key = inner.at === '' ? name : `${inner.at}.${name}`;
    if (key.startsWith('colors.dark.')) return [];
    const isRequired = inner.node.required?.includes(name) ?? false;
    return [{ key, node: own, isRequired }, ...keysOf(own, key)];
  });
  return typeof free === 'object' ? [...named, ...keysOf(free, `${inner.at}.<course>`)] : named;
}

function otherwise({ default: value }: Node): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? 'none' : `\`${value}\``;
}

function limits({ enum: values, items, minimum, maximum = Infinity, maxLength }: Node): string {
  const choices = values ?? items?.enum;
  if (choices) return ` One of ${choices.map((value) => `\`${value}\``).join(', ')}.`;
  if (maxLength) return ` At most ${maxLength} characters.`;
  if (minimum !== undefined && maximum < 1000) return ` ${minimum} to ${maximum}.`;
  return '';
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
