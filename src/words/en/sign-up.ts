const NO_DATE_YET = 'I don’t have a date yet';

/** Signing up, confirming, a new address, unsubscribing. */
export const signUp = {
  inbox: {
    title: 'Check your inbox',
    text: 'We’ve emailed you. Press the button in that email to start your countdown. We won’t send anything else until you do.',
    textTo:
      'We’ve emailed <address></address>. Press the button in that email to start your countdown. We won’t send anything else until you do.',
    nothing: 'Nothing there after a few minutes?',
    spam: 'Look in spam or promotions for an email from <from></from>.',
    limit: (amount: number, minutes: number): string =>
      `An address can get ${amount} of these emails a day, at least ${minutes} minutes apart. If you’ve had today’s, use the newest one or try again tomorrow.`,
    slow: 'Our email service is sometimes slow. We’ll keep trying. You don’t need to sign up again.',
    slip: 'Typed the wrong address? <again>Sign up again</again>. The wrong one expires by itself.',
    slipTo: 'Typed the wrong address? Correct it below. The wrong one expires by itself.',
    write: 'Still nothing? Write to <address></address>. A person reads it.',
    send: 'Send it again',
    correct: 'Correct my details',
    asked: (minutes: number): string =>
      `OK, we’ll send another one if the last one is more than ${minutes} minutes old and this address hasn’t had today’s emails yet.`,
    dateWins: (day: string): string =>
      `You checked “${NO_DATE_YET}” and also entered a date. We’re counting down to ${day}.`,
  },
  confirm: {
    title: 'Confirm your address',
    ask: 'Start your countdown?',
    text: (course: string): string =>
      `Press the button to start “${course}”. Don’t want the course? Close this page, and we won’t send anything else.`,
    zoneGuessed: 'We guessed your time zone. Please check it, so that lessons arrive at your hour.',
    button: 'Yes, send me the course',
    wouldGet: 'What you’ll get',
    in: 'You’re in',
    inAlready: 'You’re already in',
    inText: 'Your address is confirmed. Your first email is on its way.',
    /** The welcome is part of a lesson that is due later that day. */
    inTextLater: (when: string): string =>
      `Your address is confirmed. We’ll send your first email${when}.`,
    inAlreadyText: 'Your address is confirmed, and the course is running.',
    setDate: 'Set your date',
    toPage: 'Go to your page',
    pageInEmails: 'Every email we send you has a link to your own page.',
  },
  address: {
    title: 'Confirm your new address',
    ask: 'Use this address from now on?',
    text: (course: string): string =>
      `Press the button, and we’ll send “${course}” and everything else to <address></address>. We’ll tell the old address once that it has changed.`,
    button: 'Yes, use this address',
    notYou: 'Wasn’t you? Close this page. Nothing changes.',
    newTitle: 'Your new address',
    inUse: 'Your new address is in use',
    already: 'That’s done already',
    goesTo:
      'We’ll send everything to <address></address>. The links in emails to the old address no longer open your page.',
    canUndo: 'The email we sent to the old address has a link to undo this for seven days.',
  },
  restore: {
    title: 'Undo the new address',
    ask: 'Undo the new address?',
    text: 'We’ll send everything to <address></address> again. All links we’ve sent since the change stop working.',
    another:
      'You signed up again with this address after the change. We’ll erase that countdown and bring back the earlier one.',
    button: 'Undo the new address',
    notYou: 'Did you change it yourself? Close this page. Nothing changes.',
    done: 'Your address is back',
    already: 'That’s done already',
    goesTo:
      'We’ll send everything to <address></address> again. The links we sent after the change no longer work.',
  },
  leave: {
    title: 'Leave the course',
    ask: 'Leave the course?',
    text: (course: string): string => `You’ll stop getting “${course}” right away.`,
    notYou: 'Wasn’t you?',
    notYouText: 'Press this button to cancel the sign-up. We won’t send anything else.',
    notMe: 'It wasn’t me',
    notWanted: 'Don’t want the course?',
    notWantedText: 'Press this button to decline the invitation. We won’t send anything else.',
    noThanks: 'No, thanks',
    onlyDate: 'Has only the date changed?',
    moveInstead: '<move>Move your date instead</move>, and the lessons move with it.',
    pauseInstead:
      'Need a break? We’ll hold the lessons until you resume, and your date stays as it is.',
    goneTitle: 'You’ve left',
    gone: 'You’ve left the course',
    goneAlready: 'You’re not on the list',
    goneText: 'We won’t send you any more of it. Thanks for your time, and good luck.',
    goneAlreadyText: 'We won’t send you any of it. Thanks for your time, and good luck.',
    leftOn: (day: string): string => `You left the course on ${day}.`,
    quoted: (course: string): string => `“${course}”`,
    otherCourse: 'another course',
    others: (courses: string): string => `You’re also taking ${courses}. Nothing changes there.`,
    all: 'Leave all courses',
    hold: 'What we still have about you',
    holdText:
      'We’ll erase it 90 days after you left. You don’t have to wait: <download>download everything</download> or <erase>erase everything</erase>.',
    slip: 'Left by mistake? <again>Sign up again</again>. It takes a minute.',
    wishTitle: 'Wasn’t you?',
    wishText: 'Press this button, and we won’t use your address or email you about it again.',
    thanksTitle: 'Thank you',
    thanks: 'Thanks for telling us',
    thanksText: 'We won’t use your address or email you about it again.',
    about: 'What’s this about? <course>A course that counts down to your own date.</course>',
  },
};

/** Labels and hints of all forms. */
export const form = {
  optional: 'optional',
  error: 'Error: ',
  summary: (amount: number): string =>
    amount === 1 ? 'One thing needs another look' : 'Some things need another look',
  lastLesson: 'Read the last lesson now',
  readAt: (url: string): string => `Read ${url}`,
  when: (yours: string): string => `When is ${yours}?`,
  day: (yours: string): string => `The day of ${yours}`,
  dayHint: 'A rough date is fine. You can move it any time.',
  noDateYet: NO_DATE_YET,
  dateWins:
    'You’ve entered a date, so we’ll count down to it. To sign up without one, clear it and check the box.',
  zone: 'Your time zone',
  zoneUnsure: 'Your browser doesn’t say where you are. Please check this.',
  searchZones: 'Search time zones',
  searchZonesBy: 'City, country or offset, like Kyiv, India or +7',
  chooseZone: 'Choose your time zone',
  hour: 'Lessons arrive at',
  language: 'Your language',
  showPlan: 'Show my plan',
  email: 'Email address',
  emailHint: 'Only for this course. We don’t share it.',
  useAddress: (address: string): string => `Use ${address}`,
  callYou: 'What should we call you?',
  trap: 'Leave this field empty',
  check: 'Robot check',
  checkNeedsScript:
    'The robot check needs JavaScript. Turn it on, or write to <address></address> and we’ll sign you up.',
  start: 'Start my countdown',
  startHint:
    'We’ll send you one email with a button. We won’t send anything else until you press it, and you can stop any time with one click.',
  details: {
    title: 'Your details',
    name: 'Your name',
    newEmail: 'New email address',
    newEmailHint:
      'We send the lessons to <address></address>. To change that, enter a new address. We’ll email it, and everything stays as it is until you press the button in that email.',
    save: 'Save details',
  },
  /** Regions of the zone database; one without an entry here keeps its own name. */
  regions: { Other: 'Other' } as Readonly<Record<string, string>>,
};

/** Why sign-up is closed. `when`: "today after 9:00 AM in Tokyo", "in a minute". */
export const closed = {
  day: {
    title: 'No more sign-ups today',
    text: (when: string): string =>
      `We can only send so many emails a day, and there are none left today. We haven’t saved anything. Come back ${when}.`,
  },
  network: {
    title: 'Too many sign-ups from your network',
    text: (when: string): string =>
      `Too many addresses were signed up from your network today. We haven’t saved anything. Come back ${when}, or try from another network.`,
  },
  mail: {
    title: 'We can’t send email right now',
    text: (when: string): string =>
      `Our email service isn’t taking any more email right now. We haven’t saved anything. Come back ${when}.`,
  },
  held: {
    title: 'Sign-ups are paused',
    text: (_when: string): string =>
      'We aren’t taking sign-ups right now. We haven’t saved anything, but the form still has what you entered. Please come back later.',
  },
  rush: {
    title: 'Too fast',
    text: (when: string): string =>
      `Too many requests came from your network at once. We haven’t saved anything. Try again ${when}.`,
  },
  check: {
    title: 'The robot check isn’t working',
    text: (when: string): string =>
      `The service that runs the robot check isn’t answering. We haven’t saved anything. Try again ${when}.`,
  },
  back: {
    inAMinute: 'in a minute',
    today: (time: string, zone: string): string => `today after ${time} in ${zone}`,
    on: (day: string, time: string, zone: string): string => `on ${day} after ${time} in ${zone}`,
    midnight: ', which is midnight UTC',
  },
};
