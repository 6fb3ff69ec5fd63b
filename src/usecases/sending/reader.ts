/** What the personal values of an email depend on. */
import type { Course } from '../../domain/course.ts';
import { type CivilDate, civilDay, type Instant } from '../../domain/time.ts';
import type { Due } from '../../storage/due.ts';
import type { I18n } from '../../words/words.ts';

/** The inputs of an email when it is frozen. */
export type Moment = {
  readonly course: Course;
  /** The course in the author's language, for untranslated parts of an email. */
  readonly original: Course;
  readonly due: Due;
  readonly now: Instant;
  readonly baseUrl: string;
};

export type Spoken = Moment & { readonly speech: I18n };

export const today = ({ due, now }: Moment): CivilDate => civilDay(now, due.person.timeZone);
