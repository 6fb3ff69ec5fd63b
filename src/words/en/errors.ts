import type { FieldErrorCodes, FieldErrorFacts } from '../../domain/parse/fields.ts';

/** Error pages: what failed, why, and the next step. */
export type ErrorText = {
  readonly title: string;
  readonly text: string;
  /** The label of the link to the next step, if it is not one of the usual ones. */
  readonly way?: string;
};

const GIVE_DATE = 'Set your date';
const FAILED = 'That didn’t work';

export const errors = {
  method: {
    title: 'This isn’t a page',
    text: 'This address only takes forms, so there’s nothing to see here. Nothing was changed.',
  },
  notFound: {
    title: 'Page not found',
    text: 'There’s nothing at this address. Did you come from one of our emails? Your email program may have cut off the end of the link. Copy the whole link into your browser, or open it from another of our emails. If that doesn’t help, sign up again with your address: nothing changes, and we’ll email you a new link.',
  },
  failed: {
    title: 'Something went wrong',
    soon: 'Please come back in a moment',
    broken: 'Something broke on our side. Try again in a minute.',
    noAnswer: 'Our database isn’t answering. It should be back in a minute.',
    usedUp: (when: string): string =>
      `Our database has reached its daily limit. Come back ${when}.`,
    notYou: 'It’s not your fault.',
    kept: 'What you sent is still on this page. Sending it twice does no harm.',
    tryAgain: 'Try again',
    sendAgain: 'Send it again',
  },
  noSuchCourse: {
    title: 'Course not found',
    text: 'There’s no course at this address. It may have been renamed. You’ll find every course we have on the start page.',
  },
  noLessonThere: {
    title: 'Lesson not found',
    text: 'This course doesn’t have that lesson. It may have been renamed or removed. You’ll find every lesson on the course page.',
    way: 'Go to the course',
  },
  noPageThere: {
    title: 'Page not found',
    text: 'This course doesn’t have that page. It may have been renamed or removed. You’ll find every page on the course page.',
    way: 'Go to the course',
  },
  elsewhere: {
    title: 'This is a copy of the course',
    text: 'This copy doesn’t send email, and we haven’t saved anything. Sign up on the original site.',
    way: 'Go to the original site',
  },
  tooMuch: {
    title: 'Too much text',
    text: 'That’s too much for this form, and we haven’t saved anything. Send 16 KB at most.',
  },
  mediaType: (type: string | null): ErrorText => ({
    title: FAILED,
    text: `Send a form or JSON. This was “${type ?? 'nothing'}”.`,
  }),
  noJson: {
    title: FAILED,
    text: 'The body isn’t a JSON object. Send one like {"email": "ada@example.com"}.',
  },
  brokenForm: {
    title: FAILED,
    text: 'The form arrived damaged. Go back and send it again.',
  },
  expired: {
    title: 'This link has expired',
    text: 'The link in that email was good for seven days. Enter your address in the form, and we’ll email you a new one.',
    way: 'Get a new link',
  },
  replaced: {
    title: 'This link was replaced',
    text: 'We’ve sent you newer links since then. Use the link in a newer email. If you don’t have one, sign up again with your address: nothing changes, and we’ll email you the link.',
    way: 'Get a new link',
  },
  forgotten: {
    title: 'Your details have been erased',
    text: 'We’ve erased everything this link belonged to, and we won’t send anything else. You can start over at any time.',
    way: 'Start over',
  },
  departed: {
    title: 'You’ve left the course',
    text: 'You’ve left this course, so we don’t send you anything. Want it back? Sign up again.',
    way: 'Sign up again',
  },
  unconfirmed: {
    title: 'Not confirmed yet',
    text: 'Press the button in the confirmation email first. Then you can use this page. If you don’t have that email, sign up again.',
    way: 'Sign up again',
  },
  noSuchEmail: {
    title: 'Email not found',
    text: 'There’s no such email, or we haven’t sent it yet. Your page lists every email we’ve sent you.',
  },
  addressExpired: {
    title: 'This link has expired',
    text: 'The link in that email was good for seven days. Enter the new address again on your own page. Every lesson we’ve emailed you has a link to it.',
  },
  restoreExpired: {
    title: 'Too late to undo',
    text: 'You had seven days to undo this change, and they’re over. Did someone else make it? Reply to one of our emails, and we’ll help you.',
  },
  addressReplaced: {
    title: 'This link no longer works',
    text: 'The change was canceled, or another address was entered later. Use the link in the newest email, or enter the address again on your own page.',
  },
  addressTaken: {
    title: 'This address is taken',
    text: 'This address already has its own sign-up, and we can’t merge the two. Enter another address on your own page. Or open the page that belongs to this address, from any email we sent there, and erase it first.',
  },
  too_early: {
    title: 'It’s too early for that',
    text: 'Your date is still ahead, or you don’t have one. From that day on, you can tell us here how it went.',
  },
  too_late: {
    title: 'Nothing to undo',
    text: 'You can undo a change for 24 hours, and you haven’t made one in that time. If your date is wrong, set the right one instead.',
    way: GIVE_DATE,
  },
  no_such_lesson: {
    title: 'Lesson not found',
    text: 'Your plan doesn’t have that lesson. It may have been removed from the course, or you don’t have a date yet. Your page shows the lessons you have.',
  },
  no_such_step: {
    title: 'Step not found',
    text: 'The lesson doesn’t have that step. It may have been removed from the course. Your page shows the steps you have.',
  },
  not_sent: {
    title: 'Not sent yet',
    text: 'We haven’t sent you that lesson, so we can’t send it again. You can read it on the web.',
  },
  no_date: {
    title: 'You need a date first',
    text: 'That lesson counts the days to your date, and you don’t have a date ahead. Set one first, or read the lesson on the web.',
    way: GIVE_DATE,
  },
  too_soon: {
    title: 'We’ve just sent it again',
    text: 'We sent you that lesson again within the last day. Look in spam or promotions. You can ask again tomorrow.',
  },
  unreachable: {
    title: 'We can’t email your address',
    text: 'Emails to your address came back or were marked as spam, so we’ve stopped sending. Enter another address on your page.',
    way: 'Enter another address',
  },
  too_many: {
    title: 'Too many new addresses',
    text: 'We haven’t saved anything, because we emailed a new address a short while ago. Look for that email, in spam and promotions too, and press its button. Or try again tomorrow.',
  },
};

/** Texts for every field error. */
export type FieldErrorTexts = {
  readonly [F in keyof FieldErrorCodes]: {
    readonly [C in FieldErrorCodes[F]]: string | ((facts: FieldErrorFacts) => string);
  };
};

const NOT_A_DATE = 'Write the date as year-month-day, like 2027-11-03, or';
const NO_SUCH_DAY = 'There’s no such day in the calendar. Check the month and the day.';
const NO_ADDRESS = 'This isn’t an email address. It should look like ada@example.com.';

const NOTE: FieldErrorTexts['place'] = {
  not_text: 'Write this as text.',
  too_long: ({ known }) => `That’s too long. Use ${known} characters at most.`,
};

/** Field errors: what is wrong and how to fix it. */
export const fieldErrors: FieldErrorTexts = {
  person: {
    missing:
      'Please complete the robot check above the button, then send the form again. It needs JavaScript.',
    refused:
      'The robot check didn’t work or took too long. Please complete it again, then send the form again.',
    hidden:
      'A field that you can’t see was filled in, maybe by your browser or a password manager. We’ve emptied it. Please send the form again.',
  },
  course: {
    unknown: ({ known }) => `We don’t have this course. Choose one of: ${known}.`,
  },
  email: {
    missing: 'Enter your email address. The lessons go there.',
    control: 'The address contains an invisible character. Type it by hand.',
    several: 'Enter one address only, like ada@example.com, without a name or spaces.',
    no_at: 'The address has no @. It should look like ada@example.com.',
    local: NO_ADDRESS,
    not_text: NO_ADDRESS,
    local_not_ascii:
      'Before the @, we can only send to plain letters, digits and signs, without accents. Enter another address.',
    dots: 'Before the @, a dot can’t come first, last or next to another dot. Check the address.',
    domain: 'The part after the @ isn’t an email domain. It should look like example.com.',
    no_dot: 'The part after the @ isn’t complete. It should look like example.com.',
    unreachable: 'Email can’t reach an address with this ending. Check it, or enter another one.',
    example: 'This address is only an example and can’t get email. Enter your own.',
    typo: ({ known }) => `Did you mean ${known}? If not, send the form again as it is.`,
    too_long: 'This is too long for an email address. Please check it.',
  },
  target_date: {
    missing: 'Enter your date, or say that you don’t have one yet.',
    not_a_date: `${NOT_A_DATE} none.`,
    no_such_day: NO_SUCH_DAY,
    today:
      'That’s today, so there’s nothing left to count down to. Take a deep breath, and good luck.',
    past: 'That day is over. Choose a later one, or say that you don’t have a date yet.',
    too_far: 'That’s more than 20 years away. Choose an earlier day.',
  },
  date_kind: { unknown: ({ known }) => `Choose one of these: ${known}.` },
  time_zone: {
    missing: 'Choose your time zone, so that lessons arrive at your hour.',
    unknown: 'We don’t know this time zone. Choose one like Europe/Berlin or America/New_York.',
  },
  send_hour: { not_an_hour: 'Choose a full hour of the day, from 0 to 23.' },
  name: {
    control: 'Write your name on one line, in letters.',
    markup: 'A name can’t contain < or >. Write it in plain letters.',
    link: 'Email programs would turn this into a link. Enter only your name, with a space after a dot.',
    too_long: 'This name is too long for a greeting. Use 40 characters at most.',
  },
  until: {
    not_a_date: `${NOT_A_DATE} leave it empty.`,
    no_such_day: NO_SUCH_DAY,
    past: 'Choose a day from tomorrow on, or leave it empty.',
    too_far: 'That’s more than 20 years away. Choose an earlier day, or leave it empty.',
  },
  outcome: { unknown: ({ known }) => `Choose one of the answers: ${known}.` },
  ending: { unknown: ({ known }) => `Choose one of these: ${known}.` },
  time: NOTE,
  place: NOTE,
  names: NOTE,
  phone: NOTE,
  questions: NOTE,
  round: { unknown: 'You haven’t had this round. Leave it out for the current one.' },
  lesson: { missing: 'Say which lesson you mean, like one-week.' },
  step: { missing: 'Say which step of the lesson you mean.' },
  done: { not_yes_or_no: 'Say yes or no: is the step done?' },
};
