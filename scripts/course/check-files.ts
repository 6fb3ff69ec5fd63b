import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Report } from './problems.ts';

/** Reports the files and folders in `content/` that the build does not read. */
export async function checkFiles(root: string, report: Report): Promise<void> {
  const say = (path: string, message: string) => report.error(relative(root, path), 1, message);
  const content = join(root, 'content');
  for (const one of await entriesOf(content)) {
    const path = join(content, one.name);
    if (one.isDirectory()) await courseFiles(path, say);
    else if (!/^(site|coverage)\.yaml$|\.svg$/.test(one.name)) say(path, strayFile(one.name));
  }
}

type Say = (path: string, message: string) => void;

const TEXTS = ['lessons', 'pages', 'messages'];

async function courseFiles(folder: string, say: Say): Promise<void> {
  const entries = await entriesOf(folder);
  // Without its settings, a folder is reported as no course.
  if (!entries.some(({ name }) => /^course\.ya?ml$/.test(name))) return;
  for (const one of entries) {
    const path = join(folder, one.name);
    if (TEXTS.includes(one.name)) await textFiles(path, say);
    else if (!one.isDirectory()) {
      if (!isSettings(one.name, entries) && one.name !== 'ids.lock') {
        say(path, strayFile(one.name));
      }
    } else if (isLanguage(one.name)) await translationFiles(path, say);
    else if (!['notes', 'test'].includes(one.name)) say(path, strayFolder(one.name));
  }
}

async function translationFiles(folder: string, say: Say): Promise<void> {
  const entries = await entriesOf(folder);
  for (const one of entries) {
    const path = join(folder, one.name);
    if (TEXTS.includes(one.name)) await textFiles(path, say);
    else if (one.isDirectory()) say(path, strayFolder(one.name));
    else if (!isSettings(one.name, entries)) say(path, strayFile(one.name));
  }
}

async function textFiles(folder: string, say: Say): Promise<void> {
  for (const one of await entriesOf(folder)) {
    const path = join(folder, one.name);
    if (one.isDirectory()) say(path, "isn't read; move its files up into the folder above it");
    else if (!one.name.endsWith('.md')) say(path, strayFile(one.name));
  }
}

/** `course.yml` alone is reported where `course.yaml` is missing. */
const isSettings = (name: string, entries: readonly Dirent[]): boolean =>
  name === 'course.yaml' ||
  (name === 'course.yml' && !entries.some((one) => one.name === 'course.yaml'));

function strayFile(name: string): string {
  const better = name
    .replace(/\.(md|markdown|mdx|mdown|txt|md\.txt)$/i, '.md')
    .replace(/\.yml$/i, '.yaml');
  if (better !== name) return `isn't read; rename it to ${better}`;
  return "isn't read; move it out of content/";
}

function strayFolder(name: string): string {
  const plural = `${name.toLowerCase().replace(/s$/, '')}s`;
  if (TEXTS.includes(plural)) return `isn't read; rename it to ${plural}`;
  const language = canonical(name.replaceAll('_', '-'));
  if (language) return `isn't read as a language; rename it to ${language}`;
  return "isn't read; move it out of content/ (a translation is in a folder such as de)";
}

/** Whether a folder's name is a language's BCP 47 tag, such as `de` or `pt-BR`. */
export const isLanguage = (name: string): boolean => canonical(name) === name;

/** The usual spelling of a known language's tag; undefined if there is no such language. */
function canonical(tag: string): string | undefined {
  try {
    const [known] = Intl.getCanonicalLocales(tag);
    return known && NAMES.of(known) === undefined ? undefined : known;
  } catch {
    return undefined;
  }
}

const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** Without what editors, file managers and Git leave, and what is there for readers of the source. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(({ name }) => !/^\.|^(LICENSE|README)\b|^Thumbs\.db$|~$/.test(name))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
