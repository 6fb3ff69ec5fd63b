/** The person's own page. */
import { pluralIn } from '../../domain/locale.ts';

const plural = pluralIn('en');

export const manage = {
  title: 'Your countdown',
  whenIs: (yours: string): string => `when is ${yours}?`,
  todayIs: 'today is the day',
  running: 'your countdown',
  behind: 'your date has passed',
  off: 'your countdown has ended',
  bounced:
    'Emails to your address came back, so we’ve stopped sending. Does it work again? <again>Sign up again</again> with it and press the button in the email we send you. Your course picks up where it was. Or enter <address>another address</address>.',
  complained:
    'An email to your address was marked as spam, so we’ve stopped sending. Enter <address>another address</address>. If it was a mistake, reply to one of our emails and we’ll start again.',
  /** The result of the last form. */
  saved: {
    moved: 'Saved. Your new plan is below.',
    same: 'Nothing changed. It was already set that way.',
    undone: 'Undone. Everything is back the way it was.',
    paused: 'Paused. We’ll hold your lessons.',
    resumed: 'Resumed. Your new plan is below.',
    not_paused: 'Your lessons weren’t paused, so nothing changed.',
    read: 'Marked as read. We won’t email it.',
    already: 'Nothing changed. You’d already told us.',
    resent: 'We’re sending it again.',
    saved: 'Saved. Your plan below is up to date.',
    check_new_inbox:
      'Saved. We’ve emailed the new address. Press the button in that email to switch to it.',
    noted: 'Your notes are saved.',
    checked: 'Checked off.',
    unchecked: 'Unchecked.',
    answered: 'Saved. Thanks for telling us.',
    off: 'Saved. Your countdown is off.',
    unread: 'Marked as unread. Your new plan is below.',
  },
  pause: {
    paused: 'Your lessons are paused',
    untilGoOn: 'We’ll hold them until you resume.',
    untilDay: (day: string): string => `We’ll hold them until ${day}.`,
    atTheLatest: (day: string): string =>
      `The pause ends on ${day} at the latest, two days after your date.`,
    dateStays: 'Your date stays the same.',
    goOn: 'Resume now',
    title: 'Need a break?',
    change: 'Change the pause',
    until: 'Until',
    untilHint: 'Leave it empty to pause until you resume.',
    button: 'Pause the lessons',
    changeButton: 'Save the pause',
    fine: 'We’ll hold your lessons, and your date stays the same. When you resume, we’ll send what still helps.',
  },
  noDate: {
    text: 'You haven’t set a date yet. Enter one, even a rough one, and we’ll plan your lessons.',
    notKnown: 'No date yet',
    waits: 'Waiting for your date',
    notAgain: 'We won’t ask again. You can set a date here at any time.',
    askedOn: (day: string): string =>
      `We’ll ask you for it on ${day}. Until then, we won’t send anything else.`,
    lastOn: (day: string): string => `We’ll email you once more, on ${day}, and then stop asking.`,
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
    onceMore: 'Sent again because you asked for it.',
    unsent: 'Planned but not sent',
  },
  data: {
    title: 'Your data',
    text: 'We keep what you’ve told us, your plan, and a list of the emails we’ve sent you. We don’t track what you open or click. <privacy>More about privacy</privacy>.',
    erasedOn: (day: string): string =>
      `We’ll erase all of it on ${day}, unless you set a new date before then.`,
    download: 'Download everything',
    downloadFine: 'One file with everything we’ve stored about you.',
    downloadStored: 'Download everything we’ve stored',
    leave: 'Leave the course',
    leaveFine: 'You’ll stop getting it right away.',
    erase: 'Erase everything',
    eraseFine: 'First you’ll see what that does.',
    linksText: 'Forwarded one of our emails? Anyone who has it can open this page.',
    links: 'Reset my private links',
    linksFine: 'First you’ll see what that does.',
  },
  links: {
    ask: 'Reset your private links?',
    text: 'This turns off the links in all earlier emails, except the unsubscribe links. We’ll email you new ones at <address></address>.',
    more: 'If your calendar follows your dates, you’ll have to add it again. If you’ve entered a new address and haven’t confirmed it yet, you’ll have to enter it again.',
    button: 'Reset my private links',
    back: '<back>Go back to your page</back>',
    sent: 'Check your inbox',
    sentText: 'We’ve reset your private links and emailed the new ones to <address></address>.',
  },
  erase: {
    ask: 'Erase everything?',
    warning: 'You can’t undo this. We’ll erase everything right away and won’t send anything else.',
    yourCourse: 'your course',
    address: (address: string): string =>
      `Your address, ${address}, and your name if you entered one`,
    plan: (course: string): string => `“${course}”: your date and your plan`,
    emails: (amount: number): string =>
      `, and the list of ${amount} ${plural(amount, { one: 'email', other: 'emails' })} we’ve sent you`,
    checked: (amount: number): string =>
      `, and ${amount} ${plural(amount, { one: 'checked step', other: 'checked steps' })}`,
    notes: ', and your notes',
    others: (amount: number): string =>
      `The same for ${amount} ${plural(amount, { one: 'other course', other: 'other courses' })} you have here`,
    suppressed:
      'Emails to your address came back or were marked as spam. So that we don’t email it again, we’ll keep a scrambled mark that can’t be turned back into the address.',
    button: 'Erase everything now',
    notSure: 'Not sure yet?',
    ways: '<download>Download everything first</download>, or <back>go back to your page</back>.',
    done: 'We’ve erased everything',
    receipt: (on: string): string =>
      `On ${on}, we erased your address and everything that belonged to it. We won’t send you anything else.`,
    mark: 'We’ve kept a scrambled mark that can’t be turned back into the address, so that we don’t email it again by mistake.',
    keepIt:
      'This page is your receipt. We don’t keep a copy, so print or save it if you need one. The links in our emails no longer work.',
    thanks:
      'Thanks for your time. If you want the course again one day, <again>start over</again>.',
  },
};
