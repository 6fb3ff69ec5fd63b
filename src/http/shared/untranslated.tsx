import type { Child } from 'hono/jsx';
import { speechFor } from '../../words/words.ts';
import { Speaking, useSpeech } from './i18n.tsx';

type ForeignProps = {
  /** The language of the content. */
  readonly language: string;
  readonly children?: Child;
};

/**
 * The author's content. If it is not in the reader's language, adds a note and renders the whole
 * part, including its headings, in the author's language.
 */
export const Foreign = ({ language, children }: ForeignProps) => {
  const own = useSpeech();
  if (language === own.language) return <>{children}</>;
  const speech = { ...own, ...speechFor(language, [language]) };
  return (
    <>
      <p class="untranslated">{own.words.course.untranslated}</p>
      <div lang={language} dir={speech.words.dir}>
        <Speaking speech={speech}>{children}</Speaking>
      </div>
    </>
  );
};
