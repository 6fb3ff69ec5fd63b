import type { Words } from '../words.ts';
import { calendar } from './calendar.ts';
import { closed } from './closed.ts';
import { course } from './course.ts';
import { door } from './door.ts';
import { faults } from './faults.ts';
import { form } from './form.ts';
import { frame } from './frame.ts';
import { mail } from './mail.ts';
import { move } from './move.ts';
import { own } from './own.ts';
import { plan } from './plan.ts';
import { privacy } from './privacy.ts';
import { trouble } from './trouble.ts';
import { web } from './web.ts';

/** German: warm, and with "du". */
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
