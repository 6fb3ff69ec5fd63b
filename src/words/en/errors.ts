import type { FieldErrorCodes, FieldErrorFacts } from '../../domain/parse/fields.ts';

/** Error pages: what failed, why, and the next step. */
export type ErrorText = {
  readonly title: string;
  readonly text: string;
  /** The label of the link to the next step, if it is not one of the usual ones. */
  readonly way?: string;
};

const GIVE_DATE = 'Give a date';
const FAILED = 'That did not work';

export const errors = {
  method: {
    title: 'This is not a page',
    text: 'This address takes nothing but what a form sends to it. Nothing has been changed.',
  },
  notFound: {
    title: 'Page not found',
    text: "There's nothing at this address. Did you come from one of our emails? Your email program may have cut off the end of the link. Copy the whole link into your browser, or open it from another of our emails. If that doesn't help, sign up again with your address: nothing changes, and we'll email you a new link.",
  },
  failed: {
    title: 'This did not work',
    soon: 'Please come back in a moment',
    broken: 'Something broke on our side. Try again in a minute.',
    noAnswer: 'Our database does not answer. It should be back in a minute.',
    usedUp: (when: string): string =>
      `Our database has done all that it may do in a day. Come back ${when}.`,
    notYou: 'Nothing you did caused it.',
    kept: 'What you sent is kept on this page; sending it twice does no harm.',
    tryAgain: 'Try again',
    sendAgain: 'Send it again',
  },
  noSuchCourse: {
    title: 'No such course',
    text: 'There is no course at this address. It may have been renamed; the start page leads to all that there are.',
  },
  noLessonThere: {
    title: 'No such lesson',
    text: 'This course has no such lesson. It may have been renamed or taken out; the course lists all that it has.',
    way: 'Go to the course',
  },
  noPageThere: {
    title: 'No such page',
    text: 'This course has no such page. It may have been renamed or taken out; the course lists all that it has.',
    way: 'Go to the course',
  },
  elsewhere: {
    title: 'The course lives elsewhere',
    text: 'This is a copy of the course, and it sends no mail. Nothing was saved. Sign up where the course lives.',
    way: 'Go there',
  },
  tooMuch: {
    title: 'Too much at once',
    text: 'That is too much for this form, and nothing was saved. Send 16 KB at most.',
  },
  mediaType: (type: string | null): ErrorText => ({
    title: FAILED,
    text: `Send a form or JSON; "${type ?? 'nothing'}" is neither.`,
  }),
  noJson: {
    title: FAILED,
    text: 'The body is not a JSON object. Send one like {"email": "ada@example.com"}.',
  },
  brokenForm: {
    title: FAILED,
    text: 'The form arrived broken. Go back and send it again.',
  },
  expired: {
    title: 'This link has run out',
    text: 'The link in that mail was good for seven days. Sign up again, and a new one is on its way.',
    way: 'Sign up again',
  },
  replaced: {
    title: 'This link was replaced',
    text: 'Newer links have taken the place of this one. Every mail that we have sent since has one that works. If you have none, sign up once more with your address: nothing changes, and we mail you the link.',
    way: 'Have the link mailed',
  },
  forgotten: {
    title: 'We no longer know you',
    text: 'We have erased what this link belonged to, and nothing more will be sent. You can start afresh at any time.',
    way: 'Start afresh',
  },
  departed: {
    title: 'You have left the course',
    text: 'You have left this course, so nothing is sent to you. If you want it again, sign up once more.',
    way: 'Sign up again',
  },
  unconfirmed: {
    title: 'Not confirmed yet',
    text: 'Press the button in the confirmation mail first; then this page is yours.',
    way: 'Send me a new confirmation',
  },
  noSuchEmail: {
    title: 'No such mail',
    text: 'There is no such mail to show, or it has not left yet. Your page lists everything that did.',
  },
  addressExpired: {
    title: 'This link has run out',
    text: 'The link in that mail was good for seven days. Give the new address once more on your own page; every mail of the course has the link to it.',
  },
  restoreExpired: {
    title: 'Too late to undo',
    text: "You had seven days to undo this change, and they're over. Did someone else make it? Reply to one of our emails, and we'll help you.",
  },
  addressReplaced: {
    title: 'This link is no longer in use',
    text: 'This wish was taken back, or another address was given after it. The newest mail has the link that works; on your own page you can give the address once more.',
  },
  addressTaken: {
    title: 'This address is taken',
    text: 'This address already has a place of its own with us, and two cannot share one. Give another address on your own page; or open the page that this address has, from any mail that we sent to it, and erase it there first.',
  },
  too_early: {
    title: 'It is too early for that',
    text: 'Your date is still ahead, or you don’t have one. From the day itself on, you can tell us here how it went.',
  },
  too_late: {
    title: 'Nothing to undo',
    text: 'You can undo a change for 24 hours, and there’s none from that time. If your date is wrong, set the right one instead.',
    way: GIVE_DATE,
  },
  no_such_lesson: {
    title: 'No such lesson',
    text: 'Your plan has no such lesson. Perhaps it was taken out of the course, or you have no date yet; your page shows what there is.',
  },
  no_such_step: {
    title: 'No such step',
    text: 'The lesson has no such step. Perhaps it was taken out of the course; your page shows what there is.',
  },
  not_sent: {
    title: 'Not sent yet',
    text: 'We have not sent you that lesson, so it cannot come once more. It leaves on its day; until then you can read it on the web.',
  },
  no_date: {
    title: 'It needs a date',
    text: 'That lesson counts the days to your date, and you don’t have a date ahead. Set one first, or read the lesson on the web.',
    way: GIVE_DATE,
  },
  too_soon: {
    title: 'It has just been sent',
    text: 'We have sent you that lesson once more within the last day. Look for it in spam or promotions; tomorrow you can ask again.',
  },
  unreachable: {
    title: 'Your address takes no mail',
    text: 'Mail to your address came back or was marked as unwanted, so we send nothing there. Give another address on your page.',
    way: 'Give another address',
  },
  too_many: {
    title: 'Too many new addresses',
    text: 'Nothing was saved: we have written to a new address a short while ago. Look there for the mail and press its button, in spam and promotions too; or try again tomorrow.',
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
      'Before the @, we can only send to plain letters, digits, and signs, without accents. Enter another address.',
    dots: 'Before the @, a dot can’t come first, last, or next to another dot. Check the address.',
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
