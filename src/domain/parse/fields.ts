/** Typed input: all error codes by field (the messages are in `src/words/`), and checkboxes. */
import type { AddressFault } from '../address.ts';
import type { NameFault } from '../person-name.ts';

type NoteErrorCode = 'not_text' | 'too_long';

type DayErrorCode = 'not_a_date' | 'no_such_day' | 'past' | 'too_far';

export type FieldErrorCodes = {
  readonly course: 'unknown';
  readonly email: AddressFault | 'not_text' | 'example' | 'typo';
  readonly target_date: DayErrorCode | 'missing' | 'today';
  readonly date_kind: 'unknown';
  readonly time_zone: 'missing' | 'unknown';
  readonly send_hour: 'not_an_hour';
  readonly name: NameFault;
  readonly until: DayErrorCode;
  readonly outcome: 'unknown';
  readonly ending: 'unknown';
  readonly time: NoteErrorCode;
  readonly place: NoteErrorCode;
  readonly names: NoteErrorCode;
  readonly phone: NoteErrorCode;
  readonly questions: NoteErrorCode;
  readonly round: 'unknown';
  readonly lesson: 'missing';
  readonly step: 'missing';
  readonly done: 'not_yes_or_no';
  /** The robot check. */
  readonly person: 'missing' | 'refused' | 'hidden';
};

/** Values for the messages: the valid choices. */
export type FieldErrorFacts = { readonly known: string };

/**
 * Whether a checkbox is checked. A browser omits an unchecked one; an API client may also send
 * false, null, 0 or an empty value, as JSON or as form text.
 */
export const isChecked = (given: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof given) &&
  !UNCHECKED.includes(String(given).trim().toLowerCase());

const UNCHECKED: readonly string[] = ['', 'no', 'off', 'false', '0'];
