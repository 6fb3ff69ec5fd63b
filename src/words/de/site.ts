import type { Words } from '../words.ts';

export const layout: Words['layout'] = {
  skip: 'Zum Inhalt springen',
  promise:
    'Ein Kurs, der auf deinen eigenen Termin zuläuft. Kein Tracking: Wir sehen nicht, was du öffnest oder anklickst.',
  privacy: 'Datenschutz',
  otherLanguages: 'Andere Sprachen',
  toStart: 'Zur Startseite',
  toPage: 'Zu deiner Seite',
  pleaseCheck: 'Bitte prüfen',
  courseToCheck: (course) => `Bitte prüfen · ${course}`,
  testLink: {
    title: 'Dieser Link ist aus einer Test-E-Mail',
    text: 'In einer echten E-Mail öffnet er die eigene Seite der Person. Hier ändert er nichts.',
  },
  notReady: {
    title: 'Noch nicht bereit',
    text: 'Dieser Kurs wird gerade eingerichtet. Bitte komm etwas später wieder.',
    forOperator: 'Falls du ihn einrichtest',
    health: '<health>/health</health> sagt Programmen dasselbe.',
  },
};

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

export const privacy: Words['privacy'] = {
  title: 'Datenschutz',
  lead: 'Wir speichern, was es braucht, um dir den Kurs zu schicken, und löschen es danach.',
  keep: 'Was wir speichern',
  kept: [
    'Was du eingibst: deine Adresse, deinen Termin, deine Zeitzone, die Stunde, deine Sprache und, falls du ihn nennst, deinen Namen.',
    'Wann du dich angemeldet, bestätigt, verschoben oder abgemeldet hast, und die Worte, denen du zugestimmt hast.',
    'Was du uns auf deiner eigenen Seite sagst: eine Pause, eine gelesene Lektion, deine Häkchen, deine Notizen, eine neue Adresse, wie es gelaufen ist oder dass der Termin nicht stattfindet.',
    'Welche Mails wir dir geschickt haben, wann, und ob sie zugestellt werden konnten.',
  ],
  not: 'Was wir nicht tun',
  notText:
    'Keine Cookies. Kein Verfolgen dessen, was du öffnest oder anklickst. Kein Profil. Deine Adresse bekommt niemand außer dem Anbieter, der unsere Mails zustellt.',
  who: 'Wer für uns arbeitet',
  whoText: 'Die Seiten und die Datenbank laufen bei Cloudflare; Resend stellt die Mails zu.',
  long: 'Wie lange',
  longText: 'Wir löschen deine Adresse und alles, was dazugehört, von selbst:',
  longs: (forgetAfter) => [
    `${forgetAfter} nach deinem Termin, wenn nichts mehr geplant ist. Auf eine Frage von uns, die du noch beantworten kannst, warten wir, höchstens zwei Wochen.`,
    'Ohne Termin: 90 Tage nach unserer letzten Frage, die du offen gelassen hast.',
    `${forgetAfter}, nachdem du uns sagst, dass der Termin nicht stattfindet, oder ein Jahr, wenn wir deinen Platz behalten sollen.`,
    '90 Tage, nachdem du gegangen bist.',
    '90 Tage nach einer Anmeldung, die niemand bestätigt hat. Bis dahin bekommt sie die Bestätigungsmail und sonst nichts.',
    'Was bleibt, ist ein verschlüsseltes Kennzeichen, das niemand lesen kann: auf Dauer von einer Adresse, von der Mail zurückkam oder bei der sie unerwünscht war, damit sie nie wieder angeschrieben wird; 90 Tage lang davon, wie oft ein Postfach um Bestätigung gebeten wurde; zwei Tage lang davon, wie oft sich ein Netz angemeldet hat.',
  ],
  rights:
    'Du kannst jederzeit gehen, mit dem Link in jeder Mail. Auf deiner eigenen Seite kannst du alles herunterladen, was wir über dich gespeichert haben, und es sofort löschen.',
  us: 'Wer wir sind',
  usText:
    '<address></address>, gelesen von einem Menschen. Schreib uns, um zu sehen, zu berichtigen oder zu löschen, was wir über dich haben.',
};
