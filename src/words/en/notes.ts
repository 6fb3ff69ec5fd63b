import type { NoteField } from '../../domain/notes.ts';

/** The person's private notes: on their page, in their calendar and on the day sheet. */
export const notes = {
  title: 'Your notes',
  text: 'Anyone who can open this page can see your notes.',
  labels: {
    time: 'Time',
    place: 'Place or link',
    names: 'Names',
    phone: 'Phone if you’re late',
    questions: 'Questions you were asked',
  },
  hints: {
    time: 'With its time zone, like 10:30 AM, New York time',
    questions: 'Up to 2,000 characters. They’re never in an email or your calendar.',
  } as { readonly [F in NoteField]?: string },
  share: 'Show these in my calendar and in the last lesson’s email, too',
  warning:
    'Anyone with your calendar’s link could then see them, and so could anyone you forward that email to.',
  save: 'Save notes',
  saveQuestions: 'Save questions',
  print: 'Print your day sheet',
  change: 'Change your notes',
  questionsBefore: 'Questions you were asked last time',
  questionsOf: (round: number): string => `Questions from round ${round}`,
};
