/** The day itself, what comes after it, a countdown that is off, goals, and undo. */
export const ending = {
  /** A date that is not an appointment: `yours` stands where the course says "your interview". */
  goal: {
    tick: 'No fixed date yet: this is the day I want to be ready',
    yours: 'the day you want to be ready by',
    first: (day: string): string => `Ready by ${day}?`,
    make: 'Make this date a goal?',
    makeButton: 'Make it a goal',
    real: (yours: string): string => `Is this the date of ${yours}?`,
    realButton: 'Yes, save it',
    known: 'Do you know the real date now?',
    knownText: 'Enter the real date above and uncheck the box. Or, if it’s the same day:',
    sameDay: 'It’s this day',
  },
  day: {
    title: 'Good luck today!',
    text: 'Here’s your list for today.',
    goalTitle: 'You wanted to be ready by today',
    goalText: 'Here’s the list for the day itself.',
    moved:
      'Has it moved? <move>Change the date</move>. Not happening? <off>Tell us it’s off</off>.',
    asksFrom: (time: string): string => `From ${time}, you can tell us here how it went.`,
  },
  outcome: {
    open: 'How did it go?',
    onlyYou: 'Only you see your answer. It decides what we send you next.',
    chosen: 'This is the answer you chose. Press the button to save it.',
    save: 'Save this answer',
    others: 'Choose another answer',
    told: (label: string): string => `You told us: ${label}`,
    follows: {
      done: 'We’ll stop here.',
      ask_again: 'We’ll ask once more in two weeks.',
      next_round: 'We’ll email you a look back, and ask for your next date.',
    },
    askedAgain: (day: string): string => `We’ll ask once more on ${day}.`,
    notAgain: 'We won’t ask again.',
    hereToo: 'You can answer here at any time.',
    nothingMore:
      'You won’t get any more emails. If there’s another date some day, set it below to start a new countdown.',
  },
  dateNow: {
    title: 'Do you have a date now?',
    text: 'If you do, enter it and we’ll send the lessons that still help before it. If you don’t, set another goal, or keep your place without a date.',
    date: 'Enter my date',
    goal: 'Set another goal',
    keep: 'Keep my place',
  },
  off: {
    titles: {
      ahead: 'Is it off?',
      after: 'Was it called off?',
      no_date: 'Don’t want us to ask?',
    },
    text: 'We’ll stop right away: no more emails, no questions, and nothing in your calendar. You can undo this for 24 hours.',
    link: 'Not happening? <off>Tell us it’s off</off>.',
    chosen: 'This is what you chose. Press the button to save it.',
    save: 'Save this choice',
    others: 'Choose something else',
    choices: {
      cancelled: 'It was canceled',
      changed: 'My plans have changed',
      kept: 'Keep my place, without questions',
    },
    states: {
      cancelled: 'Your countdown is off',
      kept: 'We’re keeping your place',
    },
    silent: 'We won’t email you or ask anything.',
    erased: (day: string): string =>
      `We’ll erase your details on ${day}, unless you set a new date before then.`,
    plan: 'You have no lessons planned. Set a date at any time to bring them back.',
  },
  undo: {
    title: 'Changed by mistake?',
    moved: (before: string, until: string): string =>
      `It was <b>${before}</b> before. You can undo this until ${until}.`,
    dated: (until: string): string =>
      `You didn’t have a date before. You can undo this until ${until}.`,
    answered: (until: string): string =>
      `You told us how it went. You can undo your answer until ${until}.`,
    off: (until: string): string =>
      `You ended your countdown. You can undo that until ${until}, and everything will be as it was.`,
    paused: (until: string): string => `You changed your pause. You can undo that until ${until}.`,
    read: (lesson: string, until: string): string =>
      `You marked “${lesson}” as read. You can undo that until ${until}.`,
    notes: (until: string): string => `You changed your notes. You can undo that until ${until}.`,
    clock: (time: string, zone: string): string => `${time}, ${zone} time`,
    button: 'Undo',
  },
};
