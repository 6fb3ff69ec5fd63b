import { email, web } from './emails.ts';
import { ending } from './ending.ts';
import { errors, fieldErrors } from './errors.ts';
import { manage } from './manage.ts';
import { move } from './move.ts';
import { notes } from './notes.ts';
import { calendar, plan } from './plan.ts';
import { closed, form, signUp } from './sign-up.ts';
import { course, layout, privacy } from './site.ts';

/** English: complete; its type is the schema of every other language. */
export const en = {
  /** The language's own name and writing direction. */
  name: 'English',
  dir: 'ltr' as 'ltr' | 'rtl',
  calendar,
  closed,
  course,
  ending,
  signUp,
  fieldErrors,
  form,
  layout,
  email,
  move,
  manage,
  notes,
  plan,
  privacy,
  errors,
  web,
};
