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
import { typeset } from './typography.ts';

/** French, in a formal tone with "vous", without words that depend on the reader's gender. */
export const fr: Words = typeset({
  name: 'Français',
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
});
