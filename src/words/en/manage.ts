/** The person's own page. */
import { pluralIn } from '../../domain/locale.ts';

const plural = pluralIn('en');

export const manage = {
  title: 'Your countdown',
  whenIs: (yours: string): string => `when is ${yours}?`,
  todayIs: 'today is the day',
  running: 'your countdown',
  behind: 'your day is behind you',
  off: 'your countdown has ended',
  bounced:
    'Emails to your address came back, so we have stopped sending. Does it work again? <again>Sign up again</again> with it and press the button in the email we send you: your course goes on as it was. Or enter <address>another address</address>.',
  complained:
    'An email to your address was marked as spam, so we have stopped sending. Enter <address>another address</address>, or reply to one of our emails if that was a mistake: we can start again.',
  /** The result of the last form. */
  saved: {
    moved: 'Saved. Your plan below is the new one.',
    same: 'That is what it was already. Nothing has changed.',
    undone: 'Undone. Everything is as it was before.',
    paused: 'Saved. The lessons wait.',
    resumed: 'You are going on. Your plan below is the new one.',
    not_paused: 'You had not paused. The lessons are on their way.',
    read: 'Noted. That lesson is not mailed to you.',
    already: 'We know already. Nothing has changed.',
    resent: 'It is on its way to you once more.',
    saved: 'Saved. Your plan below is the new one.',
    check_new_inbox:
      'Saved. We have written to the new address: press the button in that mail, and everything goes there.',
    noted: 'Your notes are saved.',
    checked: 'Ticked off.',
    unchecked: 'Open again.',
    answered: 'Saved. Thanks for telling us.',
    off: 'Saved. Your countdown is off.',
    unread: 'Marked as unread. Your plan below is the new one.',
  },
  pause: {
    paused: 'You have paused',
    untilGoOn: 'The lessons wait until you go on.',
    untilDay: (day: string): string => `The lessons wait until ${day}.`,
    atTheLatest: (day: string): string =>
      `A pause ends two days after your date at the latest: on ${day}.`,
    dateStays: 'Your date stays where it is.',
    goOn: 'Go on now',
    title: 'Need a break?',
    change: 'Change the pause',
    until: 'Until',
    untilHint: 'Leave it empty to pause until you go on.',
    button: 'Pause the lessons',
    changeButton: 'Change it',
    fine: 'Lessons wait and your date stays. Whatever is still of use comes when you go on.',
  },
  noDate: {
    text: 'You haven’t set a date yet. Enter one, even a rough one, and we’ll plan your lessons.',
    notKnown: 'Not known yet',
    waits: 'Waits until you have a date',
    notAgain: 'We do not ask for it again. This page stays open to you.',
    askedOn: (day: string): string =>
      `We ask you for it on ${day}; until then nothing else is mailed.`,
    lastOn: (day: string): string => `We write once more, on ${day}, and then stop asking.`,
  },
  /** The first card: the next lesson and the checklists. `away`: "in 28 days", "tomorrow". */
  next: {
    lesson: (away: string): string => `Next lesson ${away}`,
    email: (away: string): string => `Next email ${away}`,
    soon: 'Within a few minutes',
    none: 'You’ve had every lesson',
    read: 'Read it now',
    again: 'Read the last one again',
    move: 'Move the date',
    pause: 'Pause',
    progress: (done: number, all: number): string => `${done} of ${all} steps done`,
    step: (lesson: string): string => `Next step, from “${lesson}”`,
  },
  history: {
    title: (emails: number): string => `What we’ve sent you (${emails})`,
    onceMore: 'Once more, because you asked for it.',
    unsent: 'What was planned once, and not sent',
  },
  data: {
    title: 'Your data',
    text: 'We keep your address, your plan, what we have sent you, the boxes that you tick and your notes. <privacy>Nothing else, and nothing that watches you.</privacy>',
    erasedOn: (day: string): string => `If you plan nothing new, we erase all of it on ${day}.`,
    download: 'Download everything',
    downloadFine: 'One file, all that we have stored about you.',
    downloadStored: 'Download everything that we have stored',
    leave: 'Leave the course',
    leaveFine: 'Nothing more is sent, from that moment on.',
    erase: 'Erase everything',
    eraseFine: 'You see first what that means.',
    linksText: 'Forwarded one of our emails? Anyone who has it can open this page.',
    links: 'Reset my private links',
    linksFine: "First you'll see what that does.",
  },
  links: {
    ask: 'Reset your private links?',
    text: 'The links in all earlier emails stop working, except the unsubscribe links. We email you new ones at <address></address>.',
    more: "A calendar that follows your dates has to be added again. If you've entered a new address and not confirmed it yet, you'll have to enter it again.",
    button: 'Reset my private links',
    back: '<back>Go back to your page</back>',
    sent: 'Check your inbox',
    sentText: "We've reset your private links and emailed the new ones to <address></address>.",
  },
  erase: {
    ask: 'Erase everything?',
    warning: 'This cannot be taken back. It happens at once, and nothing more is sent.',
    yourCourse: 'your course',
    address: (address: string): string => `Your address, ${address}, and your name if you gave one`,
    plan: (course: string): string => `“${course}”: your date and your plan`,
    mails: (amount: number): string =>
      `, and the list of ${amount} ${plural(amount, { one: 'mail', other: 'mails' })} that we have sent you`,
    checked: (amount: number): string =>
      `, and ${amount} ${plural(amount, { one: 'ticked box', other: 'ticked boxes' })}`,
    notes: ', and your notes',
    others: (amount: number): string =>
      `The same of ${amount} ${plural(amount, { one: 'other course', other: 'other courses' })} that you have here`,
    suppressed:
      'Emails to your address came back or were marked as spam. To avoid emailing it again, we keep a scrambled mark of it that nobody can read.',
    button: 'Erase everything now',
    notSure: 'Not sure yet?',
    ways: '<download>Download everything first</download>, or <back>go back to your page</back>.',
    done: 'Everything is erased',
    receipt: (on: string): string =>
      `On ${on} we erased your address and all that belonged to it. Nothing more is sent to you.`,
    mark: 'All that is left is a mark that nobody can read, so that we do not email that address again by mistake.',
    keepIt:
      'This page is your receipt. We keep no record of it: print or save it if you need one. The links in our mails lead nowhere now.',
    thanks:
      'Thank you for the time you gave the course. If you want it again one day, <again>start afresh</again>.',
  },
};
