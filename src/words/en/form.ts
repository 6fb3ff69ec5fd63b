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
  dayHint: 'A rough day is fine. You can move it at any time.',
  noDateYet: 'I have no date yet',
  zone: 'Your time zone',
  chooseZone: 'Choose your time zone',
  hour: 'Lessons arrive at',
  language: 'Your language',
  showPlan: 'Show my plan',
  email: 'Email address',
  emailHint: 'Only for this course. Nobody else gets it.',
  callYou: 'What may we call you?',
  trap: 'Leave this field empty',
  check: 'A check that you are no robot',
  checkNeedsScript:
    'This form checks that no robot sends it, and the check needs JavaScript. Turn it on, or write to <address></address>: a person reads it and signs you up.',
  start: 'Start my countdown',
  startHint:
    'You get one mail with a button. Nothing else leaves until you press it, and you can stop with one click at any time.',
  details: {
    title: 'Your details',
    name: 'Your name',
    newEmail: 'New email address',
    newEmailHint:
      'The lessons go to <address></address>. Somewhere else? A mail goes to the new address, and once you press the button in it, everything follows.',
    save: 'Save the details',
  },
  /** Regions of the zone database; one without an entry here keeps its own name. */
  regions: { Other: 'Other' } as Readonly<Record<string, string>>,
};
