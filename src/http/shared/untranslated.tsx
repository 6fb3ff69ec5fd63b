import type { Child } from 'hono/jsx';
import { speechFor } from '../../words/words.ts';
import { Speaking, useSpeech } from './i18n.tsx';

type ForeignProps = {
  /** What the part is written in. */
  readonly language: string;
  readonly children?: Child;
};

/**
 * The author's words. Where they are not in the reader's language it says so, and all of the part
 * speaks the author's, its headings too.
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
