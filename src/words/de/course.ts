import type { Words } from '../words.ts';

export const course: Words['course'] = {
  lessons: 'Die Lektionen',
  theDay: '<b>Der Tag</b> selbst',
  sample: 'So liest sich eine Lektion',
  wholeLesson: (distance) => `${distance} · die ganze Lektion`,
  forToday: (minutes) => `Für heute, ${minutes} Minuten`,
  readAll: 'Alles lesen',
  lessonWithList: 'Die Lektion mit Checkliste und Links',
  checklist: 'Die Checkliste',
  links: 'Links',
  byMail: 'Per Mail bekommen',
  onTheSide: 'Zum Weiterlesen',
  others: 'Andere Kurse',
  untranslated: 'Diesen Teil gibt es noch nicht auf Deutsch. Du liest ihn im Original.',
  promises: {
    few: 'Wenige Mails, jede an ihrem Tag',
    fewText: 'Eine kleine Aufgabe und eine Liste für die Zeit, die bleibt. Dazwischen nichts.',
    moves: (yours) => `${yours} rückt, die Lektionen rücken mit`,
    movesText:
      'Du änderst den Termin aus jeder Mail heraus, ohne Passwort. Was du schon hattest, kommt nicht noch einmal.',
    late: 'Spät dran? Keine Flut',
    lateText: 'Verpasste Lektionen kommen als eine kurze Mail, passend zu der Zeit, die du hast.',
    nobody: 'Niemand schaut zu',
    nobodyText: 'Wir verfolgen nicht, was du öffnest oder anklickst. Ein Klick, und du bist weg.',
  },
};
