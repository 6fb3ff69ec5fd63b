import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { speechFor } from '../../words/words.ts';
import type { Spoken } from '../languages.ts';

let speaking: Spoken = { ...speechFor('en'), to: (path) => path, versions: [] };

/** How the page being written speaks; `page` in `answers.tsx` sets it. */
export const useSpeech = (): Spoken => speaking;

type SpeakingProps = { readonly speech: Spoken; readonly children?: Child };

/**
 * Writes what is inside it in this speech. It is written in one go, so that no other page comes in
 * between. Hono's contexts do the same and bring a renderer for browsers along.
 */
export function Speaking({ speech, children }: SpeakingProps) {
  const outside = speaking;
  speaking = speech;
  try {
    // biome-ignore lint/complexity/noUselessFragments: what is inside may be a list
    return raw(String(<>{children}</>));
  } finally {
    speaking = outside;
  }
}

type RichProps = {
  readonly text: string;
  /** Where each part leads, or what it is: `Read <more>the lesson</more>.` has one, `more`. */
  readonly parts?: Readonly<Record<string, string | (() => Child)>>;
};

/** A sentence of the catalogue in which some words are more than words; `<b>` is for weight. */
export const Rich = ({ text, parts = {} }: RichProps) => (
  <>
    {text.split(/(<\w+>.*?<\/\w+>)/).map((piece) => {
      const [, name = '', words = ''] = /^<(\w+)>(.*)<\/\w+>$/.exec(piece) ?? [];
      const part = parts[name];
      if (typeof part === 'string') return <a href={part}>{words}</a>;
      return part?.() ?? (name === 'b' ? <strong>{words}</strong> : piece);
    })}
  </>
);
