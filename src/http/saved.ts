/** What the last form did, said on the page that follows it. */
export const SAVED = {
  moved: 'Saved. Your plan below is the new one.',
  same: 'That is what it was already. Nothing has changed.',
  undone: 'Taken back. Everything is as it was before.',
  paused: 'Saved. The lessons wait.',
  resumed: 'You are going on. Your plan below is the new one.',
  not_paused: 'You had not paused. The lessons are on their way.',
  read: 'Noted. That lesson is not mailed to you.',
  already: 'We know already. Nothing has changed.',
  resent: 'It is on its way to you once more.',
  saved: 'Saved. Your plan below is the new one.',
  check_new_inbox:
    'Saved. We have written to the new address: press the button in that mail, and everything goes there.',
  ticked: 'Ticked off.',
  unticked: 'Open again.',
  offer: 'Thank you for telling us. We are glad for you.',
  waiting: 'Thank you for telling us. Waiting is hard.',
  not_this_time:
    'We are sorry. A look back is on its way to you. When you have a new date, give it here.',
} as const;

export type Saved = keyof typeof SAVED;

export const isSaved = (text: string | undefined): text is Saved =>
  text !== undefined && Object.hasOwn(SAVED, text);
