import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { ComponentType } from 'react';
import type { LessonProps } from '../../emails/lesson.tsx';
import type { MessageProps } from '../../emails/types.ts';
import { SYSTEM_MESSAGES, type SystemMessage } from '../../src/domain/messages.ts';
import type { Site } from './site.ts';

/** The components of `emails/`, by message. */
type Mails = { readonly lesson: ComponentType<LessonProps> } & {
  readonly [id in SystemMessage]: ComponentType<MessageProps>;
};

export type Emails = Pick<typeof import('react-email'), 'render' | 'toPlainText'> &
  Pick<typeof import('react'), 'createElement'> & { readonly mails: Mails };

const loaded = new Map<string, Promise<Emails>>();
const bundled = new Map<string, Promise<string>>();

/**
 * Bundles `emails/` with React, because Node cannot run JSX, once per process, and loads the bundle
 * once per look.
 */
export function loadEmails(emails: string, site: Pick<Site, 'colors' | 'fonts'>): Promise<Emails> {
  const { colors, fonts } = site;
  const theme = JSON.stringify({ ...colors, serif: fonts.titles, sans: fonts.text });
  const key = `${emails} ${theme}`;
  const known = loaded.get(key) ?? load(emails, theme);
  loaded.set(key, known);
  return known;
}

async function load(emails: string, theme: string): Promise<Emails> {
  const text = bundled.get(emails) ?? bundle(emails);
  bundled.set(emails, text);
  const folder = await mkdtemp(join(tmpdir(), 'milepost-'));
  try {
    const file = join(folder, 'emails.mjs');
    await writeFile(file, `const ${THEME} = ${theme};\n${await text}`);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Stands for the theme in the bundle. */
const THEME = 'theme_of_site';

async function bundle(emails: string): Promise<string> {
  const names = ['lesson', ...SYSTEM_MESSAGES];
  const entry = [
    ...names.map((name, index) => `import mail${index} from './${designOf(emails, name)}.tsx';`),
    `export const mails = {${names.map((name, index) => `'${name}': mail${index}`).join()}};`,
    "export { render, toPlainText } from 'react-email';",
    "export { createElement } from 'react';",
  ].join('\n');
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: emails, loader: 'tsx' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', SITE_THEME: THEME },
    // React's server build is CommonJS and loads Node's modules with `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

const designOf = (emails: string, name: string): string =>
  existsSync(join(emails, `${name}.tsx`)) ? name : 'message';
