import { CATALOGUES, type Words } from '../../words/words.ts';

/** What the last form did, said on the page that follows it. */
export type Saved = keyof Words['own']['saved'];

export const isSaved = (text: string | undefined): text is Saved =>
  text !== undefined && Object.hasOwn(CATALOGUES.en.own.saved, text);
