/** A plan and its deliveries. Every state and reason has a text; keys are never shown. */
import { capital, pluralIn } from '../../domain/locale.ts';

const plural = pluralIn('en');

/** Small numbers are written as words. */
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const count = (amount: number): string =>
  `${NUMBERS[amount] ?? amount} ${plural(amount, { one: 'lesson', other: 'lessons' })}`;

const earlier = (amount: number): string => count(amount).replace(' ', ' earlier ');

const eachOnItsDay = (amount: number): string =>
  `${count(amount)}, ${plural(amount, { one: '', other: 'each ' })}on its own day.`;

const SUPPRESSED = 'Emails to your address bounced, so we’ve stopped sending.';

export const plan = {
  title: 'Your plan',
  /** "3 months" */
  before: (duration: string): string => `${duration} before`,
  after: (duration: string): string => `${duration} after`,
  onTheDay: 'on the day',
  or: (durations: readonly string[]): string => durations.join(' or '),
  /** When a step is to be done, after its text. */
  by: (day: string): string => `By ${day}.`,
  dayAt: (day: string, time: string): string => `${day}, ${time}`,
  today: 'Today',
  past: (lessons: number): string => `Earlier lessons (${lessons})`,
  meantFor: (day: string): string => `Meant for ${day}`,
  toGo: (days: string): string => `<b>${days}</b> to go`,
  ago: (days: string): string => `<b>${days}</b> ago`,
  todayIsTheDay: '<b>Today</b> is the day',
  sentAt: (time: string, zone: string): string => `We send lessons at ${time}, ${zone} time.`,
  readIsNotSent: 'If you mark a lesson as read, we won’t email it.',
  markAsRead: 'Mark as read',
  markAsUnread: 'Mark as unread',
  sendAgain: 'Send it again',
  checklist: 'Checklist',
  checklistOf: (lesson: string): string => ` of “${lesson}”`,
  done: (done: number, all: number): string => `${done} of ${all} done`,
  stepDone: (step: string): string => `Done: ${step}`,
  statuses: {
    upcoming: 'Planned',
    now: 'Sending soon',
    catch_up: 'Key steps only',
    left_out: 'Left out',
    skipped: 'Not sent',
    sent: 'Sent',
    held: 'On hold',
    read: 'Read',
    failed: 'Not delivered',
    unknown: 'May have reached you',
  },
  unsent: {
    in_catch_up: 'Its key steps are in another email.',
    catch_up_refused: 'Your email provider or ours rejected the email with its key steps.',
    late_skip: 'It only helps on its own day, and that day has passed.',
    read_before: 'You got it in an earlier round.',
    read: 'You marked it as read, so we won’t email it.',
    unread: 'You marked it as unread while you had no date.',
    window_closed: 'We couldn’t send it in time.',
    paused: 'You’ve paused the lessons.',
    no_time_left: 'Too late to help now: skip it.',
    added_later: 'It was added to the course after its day had passed for you.',
    moment_passed: 'Its day in the course has changed, and has passed for you.',
    never_accepted: 'We couldn’t send it: the service that delivers our email didn’t accept it.',
    not_listed: 'This is a test site, and it doesn’t email your address.',
    cannot_compose: 'We couldn’t put this email together. That’s our fault.',
    suppressed: SUPPRESSED,
    with_lesson: 'It was part of your first lesson’s email.',
  },
  /** Why a planned email was canceled. */
  withdrawn: {
    moved: 'We canceled it when your date moved.',
    left: 'We canceled it when you left the course.',
    paused: 'We canceled it when you paused.',
    resumed: 'We planned it again when your pause ended.',
    replaced: 'A newer plan replaced it.',
    answered: 'We canceled it when you told us how it went.',
    off: 'We canceled it when you told us it’s off.',
    undone: 'We planned it again when you undid a change.',
    read: 'We planned it again because you’d read a lesson early.',
    suppressed: SUPPRESSED,
    lesson_removed: 'It was removed from the course before its day.',
  },
  notSent: 'We didn’t send it.',
  canceled: 'We canceled it.',
  sending: 'We’re sending it right now.',
  rejected: 'Your email provider or ours rejected it.',
  unclear: 'It may have reached you. To be safe, we won’t send it twice.',
  pause: {
    over: 'Its time ran out during your pause. If its key steps still help when you resume, we’ll send them.',
    before: 'Your pause ends before its day, so we’ll send it as planned.',
    within: 'You’ve paused. We’ll send it when the pause ends.',
    after: 'You’ve paused, and it’ll be too late for this lesson when the pause ends.',
  },
  /** When something is sent: the end of a sentence, with what joins it. */
  atOnce: ' right away',
  onConfirm: ' as soon as you confirm',
  on: (dayAt: string): string => ` on ${dayAt}`,
  comes: (when: string): string => `We’ll send it${when}.`,
  /** Which email has the key steps of a missed lesson; null: an email of their own. */
  steps: {
    came: (lesson: string | null, day: string): string =>
      `Its key steps are in ${inEmail(lesson)}, sent on ${day}.`,
    mayHaveCome: (lesson: string | null, day: string): string =>
      `Its key steps are in ${inEmail(lesson)}, probably sent on ${day}.`,
    come: (lesson: string | null, when: string): string =>
      `We’ll send its key steps in ${inEmail(lesson)}${when}.`,
  },
  /** The plan before sign-up, as sentences. */
  preview: {
    quoted: (title: string): string => `“${title}”`,
    comes: (titles: string, when: string): string => `You’ll get ${titles}${when}.`,
    stepsWith: (titles: string, missed: number, when: string): string =>
      `You’ll get ${titles}${when}, with the key steps of ${earlier(missed)}.`,
    steps: (missed: number, when: string): string =>
      `You’ll get one email with the key steps of ${earlier(missed)}${when}.`,
    leftOut: (amount: number): string =>
      `${capital(earlier(amount))} would come too late to help: skip ${plural(amount, { one: 'it', other: 'them' })}.`,
    ahead: (amount: number): string => capital(eachOnItsDay(amount)),
    thenAhead: (amount: number): string => `Then ${eachOnItsDay(amount)}`,
    nothing: 'There’s nothing left to send before that day.',
    noDate: (yours: string): string =>
      `That’s fine. You’ll get a welcome, and after one, two and four months we’ll ask when ${yours} is. Then we’ll stop asking.`,
    invitation: (yours: string): string =>
      `Enter the day of ${yours} to see your plan. We don’t save anything until you sign up.`,
    /** The plan in one sentence. @param days "91 days" */
    inShort: (days: string, amount: number, first: string): string =>
      `${days} to go: ${amount} ${plural(amount, { one: 'lesson', other: 'lessons, the first' })} on ${first}.`,
    inShortNow: (days: string, amount: number): string =>
      `${days} to go: ${amount} ${plural(amount, { one: 'lesson', other: 'lessons, the first' })} as soon as you confirm.`,
    inShortNothing: (days: string): string => `${days} to go.`,
    whole: 'Show the whole plan',
  },
};

const inEmail = (lesson: string | null): string => (lesson === null ? 'one email' : `“${lesson}”`);

/** The calendar section of the page, and the texts of calendar events. */
export const calendar = {
  title: 'In your calendar',
  text: 'Add your lessons and your date once, and your calendar follows every change you make here. Google and Microsoft can take a day to notice.',
  apps: {
    apple: 'Apple Calendar and other apps',
    google: 'Google Calendar',
    outlook: 'Outlook.com (personal)',
    microsoft: 'Microsoft 365 (work or school)',
  },
  others: 'Other ways',
  file: '<file>Download a file</file> with the dates as they are today',
  onlyDay: (day: string): string =>
    `Add only the day itself, ${day}: <google>Google Calendar</google>, <outlook>Outlook.com</outlook> or <microsoft>Microsoft 365</microsoft>`,
  fine: 'Anyone with the calendar’s link can see your dates but can’t change them.',
  /** Below a lesson's task, before links to calendars. */
  task: (minutes: number, time: string): string =>
    `No time now? Put ${minutes} minutes in your calendar for tomorrow at ${time}:`,
  otherApp: 'Another calendar',
  theDay: (course: string): string => `The day that the course “${course}” counts down to.`,
  byEmail: (course: string, url: string): string =>
    `${course}. We’ll email it to you. You can also read it here: ${url}`,
  tomorrow: 'Tomorrow is the day',
  lessonTomorrow: (lesson: string): string => `You’ll get your next lesson tomorrow: “${lesson}”`,
};
