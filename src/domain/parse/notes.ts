/** Parses private notes from a form or JSON. */
import { DAY_FIELDS, FIELDS, NOTE_LENGTHS, type Note, type NoteField } from '../notes.ts';
import { isChecked } from './fields.ts';
import { all, type Input, invalid, isMissing, ok, type Parsed } from './sign-up.ts';

/** What to write; undefined keeps what is there. */
export type NoteWish = Pick<Note, 'round'> & {
  readonly [F in Exclude<keyof Note, 'round' | 'writtenAt'>]: Note[F] | undefined;
};

/**
 * A browser omits an unchecked box, so the box counts as unchecked in a form that has a field of
 * the day.
 * @param current the round of the countdown; earlier rounds can be written too
 */
export function readNotes(input: Input, current: number): Parsed<NoteWish> {
  const hasBox = ['share', ...DAY_FIELDS].some((name) => input[name] !== undefined);
  return all({
    ...(Object.fromEntries(FIELDS.map((field) => [field, readText(field, input[field])])) as Texts),
    round: readRound(input.round, current),
    share: ok(hasBox ? isChecked(input.share) : undefined),
  });
}

type Texts = { readonly [F in NoteField]: Parsed<string | undefined> };

function readRound(given: unknown, current: number): Parsed<number> {
  if (isMissing(given)) return ok(current);
  const round = Number(given);
  return Number.isInteger(round) && round > 0 && round <= current
    ? ok(round)
    : invalid('round', 'unknown');
}

function readText(field: NoteField, given: unknown): Parsed<string | undefined> {
  if (given === undefined) return ok(undefined);
  if (isMissing(given)) return ok('');
  if (typeof given !== 'string' && typeof given !== 'number') return invalid(field, 'not_text');
  const text = cleaned(String(given), field === 'questions');
  const most = NOTE_LENGTHS[field];
  return text.length > most && [...text].length > most
    ? invalid(field, 'too_long', String(most))
    : ok(text);
}

/** Without control characters; only the questions have lines. */
const cleaned = (text: string, hasLines: boolean): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(hasLines ? /[^\P{Cc}\n\t]/gu : /[\p{Cc}\s]+/gu, hasLines ? '' : ' ')
    .trim();
