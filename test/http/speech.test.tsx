import { describe, expect, it } from 'vitest';
import type { Spoken } from '../../src/http/shared/language.tsx';
import { Speaking, useSpeech } from '../../src/http/shared/language.tsx';
import { speechFor } from '../../src/words/words.ts';

const speaking = (language: string): Spoken => ({
  ...speechFor(language),
  to: (path) => path,
  versions: [],
});

const Language = () => <i>{useSpeech().language}</i>;

/** Renders its words before and after what it waits for. */
const Slow = async ({ until }: { readonly until: Promise<void> }) => {
  const before = useSpeech().language;
  await until;
  return (
    <p>
      {before} <Language />
    </p>
  );
};

describe('a page is rendered in its own language', () => {
  it('while another page is being rendered', async () => {
    const english = Promise.withResolvers<void>();
    const german = Promise.withResolvers<void>();
    const pages = [
      <Speaking speech={speaking('en')}>
        <Slow until={english.promise} />
      </Speaking>,
      <Speaking speech={speaking('de')}>
        <Slow until={german.promise} />
      </Speaking>,
    ].map((page) => Promise.resolve(page.toString()));
    german.resolve();
    await german.promise;
    english.resolve();
    expect((await Promise.all(pages)).map(String)).toEqual([
      '<p>en <i>en</i></p>',
      '<p>de <i>de</i></p>',
    ]);
  });

  it('and a part of it in another', async () => {
    const page = (
      <Speaking speech={speaking('en')}>
        <Language />
        <Speaking speech={speaking('de')}>
          <Language />
        </Speaking>
        <Language />
      </Speaking>
    );
    expect(String(await page.toString())).toBe('<i>en</i><i>de</i><i>en</i>');
  });
});
