/**
 * Every language of the interface. Tools and tests import this file as `#catalogs`; the Worker
 * imports `course/compiled/catalogs.ts` instead, where the build lists its courses' languages.
 */
import { de } from './de/all.ts';
import { en } from './en/all.ts';
import { fr } from './fr/all.ts';
import type { Words } from './words.ts';

/** To add a language, add its folder and list it here. */
export const CATALOGUES = { en, de, fr } as const satisfies Readonly<Record<string, Words>>;
