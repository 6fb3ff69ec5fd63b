/** The layout around every page. */
export const layout = {
  skip: 'Skip to the content',
  promise:
    'A course that counts down to your own date. No tracking: we do not see what you open or click.',
  privacy: 'Privacy',
  otherLanguages: 'Other languages',
  toStart: 'Go to the start page',
  toPage: 'Go to your page',
  pleaseCheck: 'Please check',
  courseToCheck: (course: string): string => `Please check · ${course}`,
  testLink: {
    title: 'This link is from a test email',
    text: 'In a real email, it opens the subscriber’s own page. Here it changes nothing.',
  },
  notReady: {
    title: 'Not ready yet',
    text: 'This course is being set up. Please come back a little later.',
    forOperator: 'If you are setting it up',
    health: '<health>/health</health> says the same to programs.',
  },
};

/** The public pages of a course. `yours` is the date in the course's words: "your interview". */
export const course = {
  lessons: 'The lessons',
  theDay: '<b>The day</b> itself',
  sample: 'What a lesson is like',
  wholeLesson: (distance: string): string => `${distance} · the whole lesson`,
  forToday: (minutes: number): string => `For today, ${minutes} minutes`,
  readAll: 'Read it all',
  lessonWithList: 'The lesson with its checklist and links',
  checklist: 'The checklist',
  links: 'Links',
  byMail: 'Get it by mail',
  onTheSide: 'To read on the side',
  others: 'Other courses',
  untranslated: 'This part is not in English yet. You read it as its author wrote it.',
  promises: {
    few: 'Few mails, each on its day',
    fewText: 'One small task and a list for the time that is left. Nothing in between.',
    moves: (yours: string): string => `${yours} moves, the lessons move`,
    movesText:
      'Change the date from any mail, without a password. What you have had is not sent again.',
    late: 'Late? No flood',
    lateText: 'Lessons that you missed come as one short mail, cut to the time that you have.',
    nobody: 'Nobody watches',
    nobodyText: 'No tracking of what you open or click. One click, and you are gone.',
  },
};

/** Must match what the program does: change both together. */
export const privacy = {
  title: 'Privacy',
  lead: 'We keep what it takes to send you the course, and erase it afterwards.',
  keep: 'What we keep',
  kept: [
    'What you typed: your address, your date, your time zone, the hour, your language and, if you gave one, your name.',
    'When you signed up, confirmed, moved your date or left, and the words that you agreed to.',
    'What you tell us on your own page: a pause, a lesson that you have read, the boxes that you tick, your notes, a new address, how it went, or that it’s off.',
    'Which mails we sent you, when, and whether they could be delivered.',
  ],
  not: 'What we do not',
  notText:
    'No cookies. No tracking of what you open or click. No profile. Your address goes to nobody but the provider that delivers our mail.',
  who: 'Who works for us',
  whoText: 'The pages and the database run at Cloudflare; Resend delivers the mail.',
  long: 'How long',
  longText: 'We erase your address and all that belongs to it by ourselves:',
  longs: (forgetAfter: string): readonly string[] => [
    `${forgetAfter} after your date, when nothing more is planned. A question of ours that you may still answer is waited for, two weeks at most.`,
    'Without a date, 90 days after our last question that you left unanswered.',
    `${forgetAfter} after you tell us that it’s off, or a year if you ask us to keep your place.`,
    '90 days after you left.',
    '90 days after a sign-up that nobody confirmed. Until then it gets the confirmation, and nothing else.',
    'What stays is a scrambled mark that nobody can read: for good, of an address where mail came back or was unwanted, so that it is not mailed again; for 90 days, of how often a mailbox was asked to confirm; for two days, of how often a network signed up.',
  ],
  rights:
    'You can leave at any time with the link in every mail. On your own page you can download everything that we have stored about you, and erase it at once.',
  us: 'Who we are',
  usText:
    '<address></address>, read by a person. Write to us to see, correct or erase what we hold about you.',
};
