import { CATALOGUES, type Words } from '../../words/words.ts';

/** The result of the last form, shown on the page after the redirect. */
export type Saved = keyof Words['own']['saved'];

export const isSaved = (text: string | undefined): text is Saved =>
  text !== undefined && Object.hasOwn(CATALOGUES.en.own.saved, text);
