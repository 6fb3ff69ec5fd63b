import type { Words } from '../words.ts';
import { email, web } from './emails.ts';
import { ending } from './ending.ts';
import { errors, fieldErrors } from './errors.ts';
import { manage } from './manage.ts';
import { move } from './move.ts';
import { notes } from './notes.ts';
import { calendar, plan } from './plan.ts';
import { closed, form, signUp } from './sign-up.ts';
import { course, layout, privacy } from './site.ts';

/** German, in an informal tone with "du". */
export const de: Words = {
  name: 'Deutsch',
  dir: 'ltr',
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
