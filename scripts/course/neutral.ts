import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { neededMessages } from './check-outcomes.ts';
import { type Draft, type Entry, entry } from './load.ts';
import type { Report } from './problems.ts';
import { type MessageMeta, messageSchema } from './schema.ts';
import { readMarkdown } from './source.ts';

/**
 * Adds the messages that a course needs and does not word itself, in each of its languages, from
 * `emails/messages/`. A language without neutral messages gets none: it is no interface language.
 */
export async function withNeutral(emails: string, draft: Draft, report: Report): Promise<Draft> {
  if (draft.course === undefined) return draft;
  const needed = neededMessages(draft);
  const complete = (language: string, own: readonly Entry<MessageMeta>[]) =>
    addMissing(emails, language, needed, own, report);
  return {
    ...draft,
    messages: await complete(draft.course.meta.language, draft.messages),
    translations: await Promise.all(
      draft.translations.map(async (translation) => ({
        ...translation,
        messages: await complete(translation.language, translation.messages),
      })),
    ),
  };
}

/** Whether the message is the neutral one that ships with Milepost. */
export const isNeutral = ({ source }: Entry<unknown>): boolean =>
  source.file.startsWith(`${FOLDER}/`);

const FOLDER = 'emails/messages';

async function addMissing(
  emails: string,
  language: string,
  needed: readonly string[],
  own: readonly Entry<MessageMeta>[],
  report: Report,
): Promise<Entry<MessageMeta>[]> {
  const added: Entry<MessageMeta>[] = [];
  for (const id of needed) {
    const path = join(emails, 'messages', language, `${id}.md`);
    if (own.some(({ meta }) => meta.id === id) || !existsSync(path)) continue;
    const found = entry(messageSchema, await readMarkdown(dirname(emails), path, report), report);
    if (found) added.push(found);
  }
  return [...own, ...added];
}
