/** The layout around every page. */
export const frame = {
  skip: 'Skip to the content',
  promise:
    'A course that counts down to your own date. No tracking: we do not see what you open or click.',
  privacy: 'Privacy',
  otherLanguages: 'Other languages',
  toStart: 'Go to the start page',
  toPage: 'Go to your page',
  pleaseCheck: 'Please check',
  courseToCheck: (course: string): string => `Please check · ${course}`,
  notReady: {
    title: 'Not ready yet',
    text: 'This course is being set up. Please come back a little later.',
    forOperator: 'If you are setting it up',
    health: '<health>/health</health> says the same to programs.',
  },
};
