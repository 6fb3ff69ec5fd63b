import { mail, web } from './emails.ts';
import { faults, trouble } from './errors.ts';
import { own } from './manage.ts';
import { move } from './move.ts';
import { calendar, plan } from './plan.ts';
import { closed, door, form } from './sign-up.ts';
import { course, frame, privacy } from './site.ts';

/** English: complete; its type is the schema of every other language. */
export const en = {
  /** The language's own name and writing direction. */
  name: 'English',
  dir: 'ltr' as 'ltr' | 'rtl',
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
