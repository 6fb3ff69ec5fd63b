import { type Child, createContext, useContext } from 'hono/jsx';
import { speechFor } from '../../words/words.ts';
import type { Spoken } from '../languages.ts';

/** How the page being written speaks; `page` in `answers.tsx` sets it. */
export const Speaking = createContext<Spoken>({
  ...speechFor('en'),
  to: (path) => path,
  versions: [],
});

export const useSpeech = (): Spoken => useContext(Speaking);

type RichProps = {
  readonly text: string;
  /** What to make of each part: `Read <more>the lesson</more>.` has one, `more`. */
  readonly parts: Readonly<Record<string, (words: string) => Child>>;
};

/** A sentence of the catalogue in which some words are more than words. */
export const Rich = ({ text, parts }: RichProps) => (
  <>
    {text.split(/(<\w+>.*?<\/\w+>)/).map((piece) => {
      const [, name = '', words = ''] = /^<(\w+)>(.*)<\/\w+>$/.exec(piece) ?? [];
      return parts[name]?.(words) ?? piece;
    })}
  </>
);
