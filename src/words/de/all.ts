import type { Words } from '../words.ts';
import { calendar } from './calendar.ts';
import { closed } from './closed.ts';
import { course } from './course.ts';
import { trouble } from './errors.ts';
import { faults } from './faults.ts';
import { form } from './form.ts';
import { frame } from './layout.ts';
import { mail } from './mail.ts';
import { own } from './manage.ts';
import { move } from './move.ts';
import { plan } from './plan.ts';
import { privacy } from './privacy.ts';
import { door } from './sign-up.ts';
import { web } from './web.ts';

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
