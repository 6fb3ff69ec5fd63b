import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DECISIONS = 'docs/decisions';
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdown('docs')];

describe('a link within the docs leads to a file and a heading that exist', () => {
  it.each(pages)('%s', (page) => {
    const links = [
      ...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g),
    ];
    const broken = links.filter(([, path, heading]) => {
      const target = path ? join(dirname(page), path) : page;
      return !existsSync(target) || (heading && !anchorsOf(target).includes(heading));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe('a path in the docs exists', () => {
  it.each(pages.filter((page) => !page.startsWith(DECISIONS)))('%s', (page) => {
    const named = readFileSync(page, 'utf8').matchAll(
      /`((?:src|test|scripts|emails|bench|docs|migrations)\/[\w./-]+)`/g,
    );
    expect([...named].map(([, path]) => path!).filter((path) => !existsSync(path))).toEqual([]);
  });
});

function markdown(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}

/** Heading anchors as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
