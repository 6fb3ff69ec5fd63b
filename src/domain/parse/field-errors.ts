/**
 * Everything that can be wrong with what a person typed, by field. The domain only names it; the
 * words are in `src/words/`.
 */
import type { AddressFault } from '../address.ts';
import type { NameFault } from '../person-name.ts';

type DayFault = 'not_a_date' | 'no_such_day' | 'past' | 'too_far';

export type FaultOf = {
  readonly course: 'unknown';
  readonly email: AddressFault | 'not_text';
  readonly target_date: DayFault | 'missing' | 'today';
  readonly time_zone: 'missing' | 'unknown';
  readonly send_hour: 'not_an_hour';
  readonly name: NameFault;
  readonly until: DayFault;
  readonly outcome: 'unknown';
  readonly lesson: 'missing';
  readonly step: 'missing';
  readonly done: 'not_a_tick';
  /** The check that a person sends the form. */
  readonly person: 'missing' | 'refused';
};

/** What the words may name: the choices that there are. */
export type FaultFacts = { readonly known: string };
