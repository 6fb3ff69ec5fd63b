/** A plan and its deliveries. Every state and reason has a text; keys are never shown. */
import { capital, pluralIn } from '../../domain/format.ts';

const plural = pluralIn('en');

/** Small numbers are written as words. */
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const count = (amount: number): string =>
  `${NUMBERS[amount] ?? amount} ${plural(amount, { one: 'lesson', other: 'lessons' })}`;

const eachOnItsDay = (amount: number): string =>
  `${count(amount)}, ${plural(amount, { one: '', other: 'each ' })}on its own day.`;

const SUPPRESSED = 'Mail to your address came back, so we have stopped sending.';
const CANNOT_COMPOSE = 'We could not put this mail together. The fault is ours.';

export const plan = {
  title: 'Your plan',
  /** "3 months" */
  before: (duration: string): string => `${duration} before`,
  after: (duration: string): string => `${duration} after`,
  or: (durations: readonly string[]): string => durations.join(' or '),
  dayAt: (day: string, time: string): string => `${day}, ${time}`,
  today: 'Today',
  past: (lessons: number): string => `Earlier lessons (${lessons})`,
  meantFor: (day: string): string => `Meant for ${day}`,
  toGo: (days: string): string => `<b>${days}</b> to go`,
  ago: (days: string): string => `<b>${days}</b> ago`,
  todayIsTheDay: '<b>Today</b> is the day',
  leaveAt: (time: string, zone: string): string => `Lessons leave at ${time}, ${zone} time.`,
  readIsNotMailed: 'A lesson that you mark as read is not mailed.',
  markAsRead: 'Mark as read',
  markAsUnread: 'Mark as unread',
  sendAgain: 'Send it once more',
  checklist: 'Checklist',
  checklistOf: (lesson: string): string => ` of “${lesson}”`,
  done: (done: number, all: number): string => `${done} of ${all} done`,
  stepDone: (step: string): string => `Done: ${step}`,
  statuses: {
    upcoming: 'Planned',
    now: 'On its way',
    catch_up: 'In your catch-up',
    skipped: 'Not sent',
    sent: 'Sent',
    held: 'Waits',
    read: 'Read',
    failed: 'Not delivered',
    unknown: 'May have reached you',
  },
  unsent: {
    in_catch_up: 'Its most useful steps travel in another mail.',
    late_skip: 'Its time is over, and it is of no use later.',
    read_before: 'You had it in an earlier round.',
    read: 'You told us that you have read it, so it is not mailed.',
    window_closed: 'Its time was over before it could leave.',
    paused: 'It waits, because you have paused.',
    no_time_left: 'Its time is over, and the date is too close to catch up on it.',
    added_later: 'It was added to the course after its time had passed for you.',
    moment_passed: 'Its place in the course has changed, and its time has passed for you.',
    never_accepted: 'It never left: the service that delivers our mail did not take it.',
    cannot_compose: CANNOT_COMPOSE,
    suppressed: SUPPRESSED,
  },
  /** Why a planned email was canceled. */
  withdrawn: {
    moved: 'It was taken back when your date moved.',
    left: 'It was taken back when you left the course.',
    paused: 'It was taken back when you paused.',
    resumed: 'It was planned anew when your pause ended.',
    replaced: 'A newer plan took its place.',
    answered: 'It was taken back when you told us how it went.',
    off: 'It was canceled when you told us that it’s off.',
    undone: 'It was planned again when you undid a change.',
    read: 'It was planned anew when you had read a lesson ahead.',
    suppressed: SUPPRESSED,
    lesson_removed: 'It was taken out of the course before its day.',
  },
  notSent: 'It was not sent.',
  takenBack: 'It was taken back.',
  leaving: 'It is leaving right now.',
  refused: 'Your mail provider or ours refused it.',
  unclear: 'It may have reached you; to be safe we do not send it twice.',
  leavesSoon: 'It leaves within minutes.',
  leavesOnConfirm: 'It leaves as soon as you confirm.',
  stepsOnConfirm: 'Its most useful steps come in one mail, as soon as you confirm.',
  pause: {
    over: 'Its time ran out in your pause. If days are left when you go on, its most useful steps come in one mail.',
    before: 'Your pause ends before its day: it comes as planned.',
    within: 'It waits, because you have paused, and comes when the pause ends.',
    after: 'It waits, because you have paused, and its time is over before the pause ends.',
  },
  /** Which email has the essential steps of a missed lesson; null: an email of their own. */
  steps: {
    came: (lesson: string | null, day: string): string =>
      `Its most useful steps came ${inMail(lesson)} on ${day}.`,
    comeSoon: (lesson: string | null): string =>
      `Its most useful steps come ${inMail(lesson)}, within minutes.`,
    come: (lesson: string | null, dayAt: string): string =>
      `Its most useful steps come ${inMail(lesson)} on ${dayAt}.`,
  },
  /** The plan before sign-up, as sentences. */
  preview: {
    quoted: (title: string): string => `“${title}”`,
    missed: (amount: number): string =>
      `${capital(count(amount))} ${plural(amount, { one: 'was', other: 'were' })} meant for an earlier day.`,
    stepsWith: (titles: string, atOnce: boolean): string =>
      `The most useful steps come with ${titles}, ${when(atOnce)}.`,
    stepsInOneMail: (atOnce: boolean): string =>
      `The most useful steps come in one mail, ${when(atOnce)}.`,
    comes: (titles: string, atOnce: boolean): string => `${titles} comes ${when(atOnce)}.`,
    ahead: (amount: number): string => capital(eachOnItsDay(amount)),
    thenAhead: (amount: number): string => `Then ${eachOnItsDay(amount)}`,
    nothing: 'There is nothing left to send before that day.',
    noDate: (yours: string): string =>
      `That is fine. You get a welcome, and we ask for the day of ${yours} after one, two and four months. Then we stop asking.`,
    invitation: (yours: string): string =>
      `Give the day of ${yours}, and your own dates appear here. Nothing is stored until you sign up.`,
  },
};

const inMail = (lesson: string | null): string =>
  lesson === null ? 'in one mail' : `with “${lesson}”`;

const when = (atOnce: boolean): string => (atOnce ? 'as soon as you confirm' : 'at your next hour');

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
  theDay: (course: string): string => `The day that the course “${course}” counts down to.`,
  byMail: (course: string, url: string): string =>
    `${course}. We’ll email it to you. You can also read it here: ${url}`,
  tomorrow: 'Tomorrow is the day',
  lessonTomorrow: (lesson: string): string => `You’ll get your next lesson tomorrow: “${lesson}”`,
};
