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

/** English: complete, and the measure of every other language. */
export const en = {
  /** The language's own name, and the direction in which it is written. */
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
