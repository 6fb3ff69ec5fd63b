/** The emails of five people who join at different distances from their date, as one document. */
import { catalog } from '../../src/course/catalog.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import { dayInWords, timeInWords, zoneInWords } from '../../src/domain/locale.ts';
import { civilDay, DAY, type Instant, instantAt, shift } from '../../src/domain/time.ts';
import { createWorld } from './world.ts';

const [COURSE] = catalog.all as [CompiledCourse, ...CompiledCourse[]];

/** The documents of the first course by language, relative to the project. */
export const LIVES: Readonly<Record<string, string>> = Object.fromEntries(
  COURSE.languages.map((language) => {
    const suffix = language === COURSE.language ? '' : `.${language}`;
    return [language, `content/${COURSE.id}/notes/lives${suffix}.md`];
  }),
);

/** The five lives of the documents, in days from joining to the date. */
export const FIVE: readonly number[] = [400, 100, 20, 5, 1];
const DATE = '2027-11-16';
const ZONES: Readonly<Record<string, string>> = { en: 'America/New_York', de: 'Europe/Berlin' };

/** One email of a life. */
export type LifeEmail = { readonly at: Instant; readonly subject: string; readonly text: string };

export type Life = {
  /** From joining to the date. */
  readonly days: number;
  readonly zone: string;
  readonly date: string;
  readonly emails: readonly LifeEmail[];
};

/** Plays people who join so many days ahead, with the compiled course, until a month after the date. */
export const livesIn = (locale: string, distances: readonly number[] = FIVE): Promise<Life[]> =>
  Promise.all(distances.map((days) => life(days, locale, ZONES[locale] ?? 'UTC')));

async function life(days: number, locale: string, zone: string): Promise<Life> {
  const start = instantAt(shift(DATE, `-P${days}D`), 10, zone);
  const world = createWorld({ start, provider: { keep_bodies: true } });
  await world.join({
    email: 'ada@example.com',
    name: 'Ada',
    target_date: DATE,
    time_zone: zone,
    send_hour: 8,
    locale,
  });
  await world.play(instantAt(DATE, 0, zone) + 30 * DAY);
  const emails = world.mails().map(({ at, subject, text }) => ({ at, subject, text }));
  world.close();
  return { days, zone, date: DATE, emails };
}

/** The lives as a Markdown document. */
export const written = (lives: readonly Life[], locale: string): string =>
  [INTRODUCTION, ...lives.map((one) => writtenLife(one, locale))].join('\n');

const INTRODUCTION = `# Five lives

Every email that five people get who sign up 400, 100, 20, 5 and 1 days before their date, at 10 in
the morning, for lessons at 8. These are the text parts as sent, without the tokens in the links. A
footer that repeats the last one is left out. Written by \`npm run lives\`.
`;

function writtenLife({ days, zone, emails }: Life, locale: string): string {
  let last = '';
  const texts = emails.map(({ at, subject, text }) => {
    const [body = '', footer = ''] = withoutTokens(text).split(/^-{40}$/m);
    const shown = footer === last ? body : `${body}${'-'.repeat(40)}${footer}`;
    last = footer;
    const when = `${dayInWords(civilDay(at, zone), locale)}, ${timeInWords(at, zone, locale)}`;
    const heading = `### ${subject}\n\n${when} (${zoneInWords(zone)})`;
    return `${heading}\n\n\`\`\`text\n${shown.trim()}\n\`\`\`\n`;
  });
  return [`## ${days} ${days === 1 ? 'day' : 'days'} ahead\n`, ...texts].join('\n');
}

/** Tokens depend on the secret and are no part of the text. */
const withoutTokens = (text: string): string =>
  text
    .replace(/(\/(?:manage|confirm|unsubscribe|calendar)\/)[\w.~-]+/g, '$1…')
    .replace(/(\/mail\/)[\w-]+/g, '$1…');
