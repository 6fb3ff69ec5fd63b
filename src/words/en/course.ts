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
