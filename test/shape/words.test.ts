import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STARTER_TEXTS } from '../../scripts/cli/new-texts.ts';
import { CATALOGUES, type Language, type Words } from '../../src/words/words.ts';
import { literalsOf } from '../support/strings.ts';

const { en, ...others } = CATALOGUES;

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));

/** Every text by its path in the catalog. */
function leaves(words: object, path: readonly string[] = []): [string, unknown][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, [...path, key])
      : [[[...path, key].join('.'), value] as [string, unknown]],
  );
}

/** A text rendered with placeholder arguments. */
function said(word: unknown): string {
  const words: unknown = typeof word === 'function' ? word(...SOME) : word;
  return typeof words === 'object' ? Object.values(words ?? {}).join(' ') : String(words);
}

/** An argument that works as a name, amount, list or duration. */
const SOME = ['1', '2', '3', '4'].map((text) =>
  Object.assign([{ amount: 1, unit: 'day', toString: () => text }], { toString: () => text }),
);

const READERS = ['src/http', 'src/usecases', 'emails', 'scripts/course', 'src/words']
  .flatMap(files)
  .filter((file) => !/words\/\w+\/(?!errors)/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** Tables indexed by a state, a reason or another value. */
const BY_KEY =
  /^(faults|plan\.(looks|unsent|withdrawn|mails)|own\.(saved|outcome)|move\.(phrases|labels|notes|choices|buttons)|closed|trouble|form\.regions)\./;

it('every text is used', () => {
  const unused = leaves(en)
    .map(([path]) => path)
    .filter((path) => !BY_KEY.test(path))
    .filter((path) => !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(READERS));
  expect(unused).toEqual([]);
});

describe.each(Object.entries(others))('%s', (language, words) => {
  /** Texts that are the same in both languages. */
  const SAME: Readonly<Record<string, readonly string[]>> = {
    de: ['course.links', 'email.stone.below', 'email.stone.above'],
  };
  const own = new Map(leaves(words));

  it('has no English text left', () => {
    const left = leaves(en).filter(([path, word]) => {
      if (SAME[language]?.includes(path) || /^(dir$|form\.regions\.)/.test(path)) return false;
      return said(word) === said(own.get(path)) && /[a-z]{2}/i.test(said(word));
    });
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it('has no English text left where a new course begins', () => {
    const begun = (text: unknown) =>
      JSON.stringify(typeof text === 'function' ? text('3 X', 'Y') : text);
    const texts = new Map(leaves(STARTER_TEXTS[language as Language]));
    const left = leaves(STARTER_TEXTS.en).filter(
      ([path, text]) => begun(text) === begun(texts.get(path)),
    );
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it.each(readdirSync('emails/messages/en'))('has no English text left in %s', (name) => {
    const text = (of: string) => readFileSync(join('emails/messages', of, name), 'utf8');
    expect(text(language)).not.toBe(text('en'));
  });

  it('marks the same parts of a sentence', () => {
    const parts = (word: unknown) =>
      [...said(word).matchAll(/<(\w+)>/g)].map(([tag]) => tag).sort();
    for (const [path, word] of leaves(en))
      expect([path, parts(own.get(path))]).toEqual([path, parts(word)]);
  });

  it("uses the language's quotation marks and pronouns", () => {
    for (const [path, word] of own) {
      const text = said(word).replaceAll('{"email": "ada@example.com"}', '');
      expect([path, text.match(/["'“](?=\w)| {2}/)]).toEqual([path, null]);
    }
  });
});

it('French has narrow no-break spaces, though its files have ordinary ones', () => {
  const texts = leaves(others.fr).map(([, word]) => said(word));
  expect(texts.filter((text) => / [;:!?»]|« /.test(text))).toEqual([]);
  expect(texts.filter((text) => /\u202f/.test(text)).length).toBeGreaterThan(80);
});

/** Texts for operators and the document's frame aren't translated. */
const isPage = (file: string): boolean =>
  file.endsWith('x') && !/with-services|shared\/responses|http\/admin/.test(file);

/** The texts that a file shows to people: between tags, and in visible or spoken attributes. */
function shownIn(file: string): string[] {
  return literalsOf(file)
    .filter(({ before }) => !/(from|import|===|!==|case|in|has\(|header\()\s*$/.test(before))
    .filter(({ before }) => {
      const [, name] = /(?:"([\w-]+)"|([\w-]+)): $/.exec(before)?.filter(Boolean) ?? [];
      return name === undefined || SHOWN.includes(name.replaceAll('"', ''));
    })
    .map(({ text }) => text.trim())
    .filter((text) => /^[A-Z][a-z]+\W*$|[A-Za-z]{2,}[ ,.;:]+[a-z]{2,}/.test(text));
}

const SHOWN = ['title', 'alt', 'placeholder', 'label', 'aria-label', 'hint', 'words', 'text'];

/** Names, styles and values for programs: not shown to people as they are. */
const NOT_WORDS =
  /^(field wrong|button quiet|stone stone-day|edge-road ink|edge-line muted|Other|Milepost)$|^<\w|^Disallow: |\.txt$|charset=|filename=|:root|@media|border-left:|^;list-style:|^border-|^th scope=/;

it.each([...files('src/http').filter(isPage), ...files('emails')])(
  '%s has no hard-coded text',
  (file) => {
    expect(shownIn(file).filter((text) => !NOT_WORDS.test(text))).toEqual([]);
  },
);

it('the search finds text where there is some', () => {
  expect(shownIn('scripts/cli/new-texts.ts').length).toBeGreaterThan(10);
});

/** Other code of the pages; texts for programs and operators stay English. */
it.each(
  readdirSync('src/http', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(admin|operator|middleware)\//.test(file))
    .map((file) => `src/http/${file}`),
)('%s takes its texts from the catalog', (file) => {
  const texts = shownIn(file).filter((text) => / /.test(text.trim()) && !NOT_WORDS.test(text));
  expect(texts).toEqual([]);
});

it('a script takes its texts from the page', () => {
  const code = readFileSync('src/http/assets/sign-up.js', 'utf8').replace(
    /\/\*[\s\S]*?\*\/|\/\/.*$/gm,
    '',
  );
  expect(code.match(/(['"`])[A-Z][a-z]+( [a-z]+)*\1/)).toBeNull();
});

it("a missing text doesn't compile", () => {
  const words: readonly Words[] = Object.values(CATALOGUES);
  expect(words.length).toBeGreaterThan(1);
});
