/** The layout around every page. */
export const layout = {
  skip: 'Skip to content',
  promise:
    'A course that counts down to your own date. No tracking: we don’t see what you open or click.',
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
    text: 'We’re still setting up this course. Please come back a little later.',
    forOperator: 'If you’re setting it up',
    health: 'You’ll find the same as JSON at <health>/health</health>.',
  },
};

/** The public pages of a course. `yours` is the date in the course's words: "your interview". */
export const course = {
  lessons: 'The lessons',
  theDay: '<b>The day</b> itself',
  sample: 'A sample lesson',
  wholeLesson: (distance: string): string => `${distance} · the whole lesson`,
  forToday: (minutes: number): string => `Your task: ${minutes} minutes`,
  readAll: 'Read the whole lesson',
  lessonWithList: 'The lesson with its checklist and links',
  checklist: 'The checklist',
  links: 'Links',
  byEmail: 'Get it by email',
  onTheSide: 'More to read',
  others: 'Other courses',
  untranslated: 'This part isn’t in English yet. Here’s the original.',
  promises: {
    few: 'Few emails, each on its day',
    fewText: 'One small task and a checklist for the time you have left. Nothing in between.',
    moves: (yours: string): string => `${yours} moves? So do the lessons`,
    movesText: 'Change the date from any email, without a password.',
    late: 'Starting late? No flood',
    lateText: 'If you’ve missed lessons, you get one short email, cut to the time you have left.',
    nobody: 'No tracking',
    nobodyText: 'We don’t see what you open or click. Unsubscribe with one click.',
  },
};

/** Must match what the program does: change both together. */
export const privacy = {
  title: 'Privacy',
  lead: 'We keep what we need to send you the course, and erase it afterwards.',
  keep: 'What we keep',
  kept: [
    'What you enter: your address, your date, your time zone, the hour, your language, and your name if you tell us. If a form doesn’t ask for your time zone, we guess it from your network.',
    'When you signed up, confirmed, moved your date or left, and the words you agreed to.',
    'What you tell us on your own page: a pause, a lesson you’ve read, the steps you check off, your notes, a new address, how it went, or that it’s off.',
    'Which emails we sent you, when, and whether they could be delivered.',
  ],
  not: 'What we don’t do',
  notText:
    'We don’t use cookies, don’t track what you open or click, and don’t build a profile. We only share your address with the provider that delivers our email.',
  who: 'Services we use',
  whoText: 'Cloudflare runs the pages and the database. Resend delivers the email.',
  long: 'How long we keep it',
  longText: 'We erase your address and everything that belongs to it automatically:',
  longs: (forgetAfter: string): readonly string[] => [
    `${forgetAfter} after your date, if nothing else is planned. If you can still answer a question we’ve asked, we wait two weeks at most for that.`,
    'Without a date: 90 days after the last question you didn’t answer.',
    `${forgetAfter} after you tell us it’s off, or a year if you ask us to keep your place.`,
    '90 days after you leave.',
    '90 days after a sign-up that wasn’t confirmed. Until then, we send it the confirmation and nothing else.',
    'We keep only scrambled marks that can’t be turned back: of an address, permanently, if emails to it came back or were marked as spam, so that we don’t email it again; of an address, for 90 days, to limit how often we ask it to confirm; and of a network, for two days, to limit its sign-ups.',
    'If you leave or erase your details, we also keep such a mark of your address until you sign up again. It keeps us from adding you from a list.',
  ],
  rights:
    'You can leave at any time with the link in every email. On your own page, you can download everything we’ve stored about you, or erase it right away.',
  us: 'Who we are',
  usText:
    '<address></address>. A person reads it. Write to us to see, correct or erase what we have about you.',
};
