/** The number of files that define one fact, and so the cost of adding another one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';

type Homes = { readonly of: string; readonly files: readonly string[] };

/**
 * The files that define a column of `subscriptions`: schema, SQL and the domain's type. For the
 * column with the fewest files, because a column with rules is in more.
 */
export function columnHomes(): Homes {
  const files = read(['migrations', 'src/storage', 'src/domain']);
  const schema = [...files].filter(([file]) => file.endsWith('.sql')).map(([, text]) => text);
  return fewest(
    columnsOf(schema.join('\n')).map((column) => ({
      of: column,
      files: [...files].filter(([file, text]) => defines(file, text, column)).map(([file]) => file),
    })),
  );
}

/** The files that name a system message, its texts included. */
export function messageHomes(): Homes {
  const files = read(['src', 'emails', 'scripts/course', 'content']);
  return fewest(
    SYSTEM_MESSAGES.map((message) => ({
      of: message,
      files: [...files]
        .filter(([file, text]) => wordIn(`${file}\n${text}`, message))
        .map(([file]) => file),
    })),
  );
}

const columnsOf = (schema: string): string[] => {
  const [, table = ''] = /CREATE TABLE subscriptions \((.*?)\n\)/s.exec(schema) ?? [];
  return [...table.matchAll(/^\s+(\w+) (?:TEXT|INTEGER|REAL)\b/gm)].map(([, name]) => name!);
};

/** The domain uses many columns; only its types define them. */
function defines(file: string, text: string, column: string): boolean {
  const property = column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  if (file.startsWith('src/domain/')) return wordIn(text, `readonly ${property}`);
  return wordIn(text, column) || wordIn(text, property);
}

const wordIn = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\w-])${RegExp.escape(word)}(?![\\w-])`).test(text);

function fewest(all: readonly Homes[]): Homes {
  const [first] = all.toSorted((a, b) => a.files.length - b.files.length);
  if (!first || first.files.length === 0) throw new Error('A fact stands in no file at all.');
  return first;
}

const read = (folders: readonly string[]): Map<string, string> =>
  new Map(
    folders
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
          join(folder, file),
        ),
      )
      .filter((file) => /\.(tsx?|sql|md|yaml)$/.test(file) && !file.includes('/compiled/'))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  );
