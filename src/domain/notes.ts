/** A person's private notes about their date, one record a round. */
import type { Instant } from './time.ts';

/** The longest text of each field, in characters. */
export const NOTE_LENGTHS = {
  time: 100,
  place: 300,
  names: 200,
  phone: 60,
  questions: 2000,
} as const;

export type NoteField = keyof typeof NOTE_LENGTHS;

/** For the day itself. Calendar and email may show these, and never the questions. */
export const DAY_FIELDS = ['time', 'place', 'names', 'phone'] as const;

export type Note = Readonly<Record<NoteField, string>> & {
  readonly round: number;
  /** Whether the calendar and the last lesson's email show the fields of the day. */
  readonly share: boolean;
  readonly writtenAt: Instant;
};

type Noted = { readonly notes: readonly Note[]; readonly round: number };

/** The record of a round; its texts are empty if nothing was written. */
export const noteOf = ({ notes }: Pick<Noted, 'notes'>, round: number): Note =>
  notes.find((note) => note.round === round) ?? { ...EMPTY, round };

/** The records with this one in place of its round's; an empty one is removed. */
export const withNote = ({ notes }: Pick<Noted, 'notes'>, note: Note): readonly Note[] =>
  [...notes.filter(({ round }) => round !== note.round), note].filter((one) =>
    FIELDS.some((field) => one[field] !== ''),
  );

/** The record that calendar and email may show; undefined unless the person chose to. */
export const sharedNote = ({ notes, round }: Noted): Note | undefined =>
  notes.find((note) => note.round === round && note.share);

/** The fields of the day that calendar and email may show, one line each. */
export function sharedLines(noted: Noted, labels: Readonly<Record<NoteField, string>>): string[] {
  const note = sharedNote(noted);
  return DAY_FIELDS.flatMap((field) => (note?.[field] ? [`${labels[field]}: ${note[field]}`] : []));
}

export const FIELDS = Object.keys(NOTE_LENGTHS) as readonly NoteField[];

const EMPTY: Omit<Note, 'round'> = {
  time: '',
  place: '',
  names: '',
  phone: '',
  questions: '',
  share: false,
  writtenAt: 0,
};
