/** Field errors: what is wrong and how to fix it. */
import type { Faults } from '../faults.ts';

const NOT_A_DATE = 'Write the date as year-month-day, like 2027-11-03, or';
const NO_SUCH_DAY = 'The calendar has no such day. Check month and day.';

export const faults: Faults = {
  person: {
    missing:
      'The check that you are no robot has not been passed: wait for its tick above the button, then send the form again. It needs JavaScript.',
    refused:
      'The check that you are no robot did not go through, or it took too long. Pass it once more above the button, and send the form again.',
  },
  course: {
    unknown: ({ known }) => `We have no such course. Choose one of: ${known}.`,
  },
  email: {
    missing: 'Give your email address; the lessons go there.',
    control: 'The address holds a character that cannot be seen. Type it by hand.',
    several: 'Give one address alone, like ada@example.com: no name, no spaces, no second address.',
    no_at: 'The address has no @. It should look like ada@example.com.',
    local: 'This is not an address that mail can reach. It should look like ada@example.com.',
    not_text: 'This is not an address that mail can reach. It should look like ada@example.com.',
    local_not_ascii:
      'Before the @ we can only write to plain letters, digits and signs, without accents. Give another address.',
    dots: 'Before the @, a dot cannot stand first, last or beside another dot. Check the address.',
    domain: 'What follows the @ is not a mail domain. It should look like example.com.',
    no_dot: 'The part after the @ is not complete. It should look like example.com.',
    too_long: 'The address is too long to be one. Check it, please.',
  },
  target_date: {
    missing: 'Give your date, or say that you have none yet.',
    not_a_date: `${NOT_A_DATE} none.`,
    no_such_day: NO_SUCH_DAY,
    today:
      'That is today, and there is nothing left to count down to. Breathe; you know what you know.',
    past: 'That day is over. Give a day from tomorrow on, or say that you have none yet.',
    too_far: 'That is more than 20 years away. Give an earlier day, or say that you have none yet.',
  },
  time_zone: {
    missing: 'Choose your time zone; lessons leave by your clock.',
    unknown: 'We do not know this time zone. Choose one like Europe/Berlin or America/New_York.',
  },
  send_hour: { not_an_hour: 'Choose a full hour of the day, from 0 to 23.' },
  name: {
    control: 'Write your name on one line, in letters.',
    markup: 'A name cannot hold < or >. Write it in plain letters.',
    link: 'This looks like a link or an address. Write only a name; put a space after a dot.',
    too_long: 'This name is too long for a greeting. Use 40 characters at most.',
  },
  until: {
    not_a_date: `${NOT_A_DATE} leave it empty.`,
    no_such_day: NO_SUCH_DAY,
    past: 'Give a day from tomorrow on, or leave it empty.',
    too_far: 'That is more than 20 years away. Give an earlier day, or leave it empty.',
  },
  outcome: { unknown: ({ known }) => `Choose one of the answers: ${known}.` },
  lesson: { missing: 'Say which lesson you mean, like one-week.' },
  step: { missing: 'Say which step of the lesson you mean.' },
  done: { not_a_tick: 'Say yes or no: is the step done?' },
};
