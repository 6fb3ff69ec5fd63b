/** Signing up, confirming, a new address, unsubscribing. */
export const door = {
  inbox: {
    title: 'Check your inbox',
    text: 'A mail with one button is on its way. Press it, and your countdown starts. Until then nothing else leaves.',
    nothing: 'Nothing there after a minute?',
    spam: 'Look in spam or promotions for a mail from <from></from>.',
    badHour:
      'Now and then the service that delivers our mail has a bad hour. The mail then comes by itself as soon as it can: you need not sign up again.',
    slip: 'A slip in the address? <again>Sign up again</again> with the right one; the other one lapses by itself.',
    write: 'Still nothing? Write to <address></address>. A person reads it.',
  },
  confirm: {
    title: 'Confirm your address',
    ask: 'Start your countdown?',
    text: (course: string): string =>
      `One button, and “${course}” is on its way to you. If you did not ask for it, close this page: nothing is sent.`,
    button: 'Yes, send me the course',
    wouldGet: 'What you would get',
    in: 'You are in',
    inAlready: 'You are already in',
    inText: 'Your address is confirmed. A welcome is on its way.',
    inAlreadyText: 'Your address is confirmed, and the course is running.',
    giveDay: (yours: string): string => `Give the day of ${yours}`,
    toPage: 'Go to your own page',
    pageInMails: 'The link to your own page is in every mail that we send you.',
  },
  address: {
    title: 'Confirm your new address',
    ask: 'Use this address from now on?',
    text: (course: string): string =>
      `“${course}” and all else that we send goes to <address></address> after this button. The old address gets nothing more.`,
    button: 'Yes, use this address',
    notYou: 'Was it not you? Close this page: nothing changes.',
    newTitle: 'Your new address',
    inUse: 'Your new address is in use',
    already: 'That is done already',
    goesTo:
      'Everything goes to <address></address>. The old address gets nothing more, and the links in its mails lead to your page no longer.',
  },
  leave: {
    title: 'Leave the course',
    ask: 'Leave the course?',
    text: (course: string): string =>
      `“${course}” ends for you at once and without questions. Nothing more is sent after this button.`,
    notYou: 'Was it not you?',
    notYouText: 'Then press this button, and the request is void. Nothing more is sent.',
    notMe: 'It was not me',
    onlyDate: 'Has only the date changed?',
    moveInstead: '<move>Move your date instead</move>, and the lessons move with it.',
    goneTitle: 'You have left',
    gone: 'You have left the course',
    goneAlready: 'You are not on the list',
    goneText:
      'Nothing more of it is sent to you. Thank you for the time you gave it, and good luck.',
    goneAlreadyText:
      'Nothing of it is sent to you, now or later. Thank you for the time you gave it, and good luck.',
    leftOn: (day: string): string => `You left the course on ${day}.`,
    quoted: (course: string): string => `“${course}”`,
    otherCourse: 'another course',
    others: (courses: string): string => `You also take ${courses}. That goes on.`,
    all: 'Leave all courses',
    hold: 'What we still hold about you',
    holdText:
      'We erase it by ourselves, 90 days after you left. You need not wait: <download>download everything</download>, or <erase>erase everything</erase>.',
    slip: 'If that was a slip, <again>sign up again</again>; it takes a minute.',
    wishTitle: 'It was not you?',
    wishText:
      'Then press this button, and the wish to use your address is void. We do not write to you about it again.',
    thanksTitle: 'Thank you',
    thanks: 'Thank you for telling us',
    thanksText: 'Your address is not used, and we do not write to you about it again.',
    about: 'What this is about? <course>A course that counts down to your own date.</course>',
  },
};
