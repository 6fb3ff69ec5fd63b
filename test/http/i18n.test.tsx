import { describe, expect, it } from 'vitest';
import type { PageI18n } from '../../src/http/shared/language.tsx';
import { I18nProvider, useI18n } from '../../src/http/shared/language.tsx';
import { AuthorContent } from '../../src/http/shared/layout.tsx';
import { i18nFor } from '../../src/words/words.ts';

const speaking = (language: string): PageI18n => ({
  ...i18nFor(language),
  to: (path) => path,
  versions: [],
  embedded: false,
});

const Language = () => <i>{useI18n().language}</i>;

/** Renders its text before and after an await. */
const Slow = async ({ until }: { readonly until: Promise<void> }) => {
  const before = useI18n().language;
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
      <I18nProvider i18n={speaking('en')}>
        <Slow until={english.promise} />
      </I18nProvider>,
      <I18nProvider i18n={speaking('de')}>
        <Slow until={german.promise} />
      </I18nProvider>,
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
      <I18nProvider i18n={speaking('en')}>
        <Language />
        <I18nProvider i18n={speaking('de')}>
          <Language />
        </I18nProvider>
        <Language />
      </I18nProvider>
    );
    expect(String(await page.toString())).toBe('<i>en</i><i>de</i><i>en</i>');
  });

  it('and an untranslated part with a note, in the language of its author', async () => {
    const page = (
      <I18nProvider i18n={speaking('de')}>
        <AuthorContent language="en">
          <Language />
        </AuthorContent>
      </I18nProvider>
    );
    expect(String(await page.toString())).toMatch(
      /noch nicht auf Deutsch[^<]*<\/p><div lang="en" dir="ltr"><i>en<\/i><\/div>$/,
    );
  });
});
