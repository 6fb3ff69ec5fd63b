import { AsyncLocalStorage } from 'node:async_hooks';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Spoken } from './languages.ts';

/**
 * One value per render, also across an `await` in a component. Hono's `createContext` does the same
 * but adds 6.3 KB gzip to the bundle: `hono/jsx` exports it together with the browser's hooks.
 */
const rendering = new AsyncLocalStorage<Spoken>();

/** The language, texts and links of the page being rendered; set by `page` in `responses.tsx`. */
export const useSpeech = (): Spoken => rendering.getStore()!;

type SpeakingProps = { readonly speech: Spoken; readonly children?: Child };

/** Renders its children in this language. */
export function Speaking({ speech, children }: SpeakingProps) {
  const content = <>{children}</>;
  const html = rendering.run(speech, () => content.toString() as string | Promise<string>);
  return typeof html === 'string' ? raw(html) : html.then((text) => raw(text));
}

type RichProps = {
  readonly text: string;
  /** Link targets or components by name: `Read <more>the lesson</more>.` has the part `more`. */
  readonly parts?: Readonly<Record<string, string | (() => Child)>>;
};

/** A text with markup: `parts` become links or components, `<b>` becomes bold. */
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
