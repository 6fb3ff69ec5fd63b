import type { Words } from '../words.ts';
import { mail, web } from './emails.ts';
import { faults, trouble } from './errors.ts';
import { own } from './manage.ts';
import { move } from './move.ts';
import { calendar, plan } from './plan.ts';
import { closed, door, form } from './sign-up.ts';
import { course, frame, privacy } from './site.ts';

/** German, in an informal tone with "du". */
export const de: Words = {
  name: 'Deutsch',
  dir: 'ltr',
  calendar,
  closed,
  course,
  door,
  faults,
  form,
  frame,
  mail,
  move,
  own,
  plan,
  privacy,
  trouble,
  web,
};
