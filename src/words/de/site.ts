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
    text: 'Wir richten diesen Kurs gerade ein. Bitte komm etwas später wieder.',
    forOperator: 'Falls du ihn einrichtest',
    health: 'Dasselbe steht als JSON unter <health>/health</health>.',
  },
};

export const course: Words['course'] = {
  lessons: 'Die Lektionen',
  theDay: '<b>Der Tag</b> selbst',
  sample: 'Eine Lektion als Beispiel',
  wholeLesson: (distance) => `${distance} · die ganze Lektion`,
  forToday: (minutes) => `Deine Aufgabe: ${minutes} Minuten`,
  readAll: 'Die ganze Lektion lesen',
  lessonWithList: 'Die Lektion mit Checkliste und Links',
  checklist: 'Die Checkliste',
  links: 'Links',
  byEmail: 'Per E-Mail bekommen',
  onTheSide: 'Zum Weiterlesen',
  others: 'Andere Kurse',
  untranslated: 'Diesen Teil gibt es noch nicht auf Deutsch. Hier ist das Original.',
  promises: {
    few: 'Wenige E-Mails, jede an ihrem Tag',
    fewText:
      'Eine kleine Aufgabe und eine Checkliste für die Zeit, die dir bleibt. Dazwischen nichts.',
    moves: (yours) => `${yours} verschiebt sich? Die Lektionen auch`,
    movesText: 'Ändere den Termin aus jeder E-Mail heraus, ohne Passwort.',
    late: 'Spät dran? Keine Flut',
    lateText:
      'Hast du Lektionen verpasst, bekommst du eine kurze E-Mail, passend zu der Zeit, die dir bleibt.',
    nobody: 'Kein Tracking',
    nobodyText:
      'Wir sehen nicht, was du öffnest oder anklickst. Mit einem Klick meldest du dich ab.',
  },
};

export const privacy: Words['privacy'] = {
  title: 'Datenschutz',
  lead: 'Wir speichern, was wir brauchen, um dir den Kurs zu schicken, und löschen es danach.',
  keep: 'Was wir speichern',
  kept: [
    'Was du eingibst: deine Adresse, deinen Termin, deine Zeitzone, die Uhrzeit, deine Sprache und deinen Namen, falls du ihn nennst. Fragt ein Formular nicht nach deiner Zeitzone, raten wir sie anhand deines Netzes.',
    'Wann du dich angemeldet, bestätigt, deinen Termin verschoben oder den Kurs verlassen hast, und die Worte, denen du zugestimmt hast.',
    'Was du uns auf deiner eigenen Seite sagst: eine Pause, eine gelesene Lektion, abgehakte Schritte, deine Notizen, eine neue Adresse, wie es gelaufen ist oder dass der Termin nicht stattfindet.',
    'Welche E-Mails wir dir geschickt haben, wann, und ob sie zugestellt werden konnten.',
  ],
  not: 'Was wir nicht tun',
  notText:
    'Wir verwenden keine Cookies, verfolgen nicht, was du öffnest oder anklickst, und bilden kein Profil. Deine Adresse geben wir nur an den Anbieter weiter, der unsere E-Mails zustellt.',
  who: 'Dienste, die wir nutzen',
  whoText: 'Cloudflare betreibt die Seiten und die Datenbank. Resend stellt die E-Mails zu.',
  long: 'Wie lange wir es speichern',
  longText: 'Deine Adresse und alles, was dazugehört, löschen wir automatisch:',
  longs: (forgetAfter) => [
    `${forgetAfter} nach deinem Termin, wenn nichts mehr geplant ist. Auf eine Frage von uns, die du noch beantworten kannst, warten wir höchstens zwei Wochen.`,
    'Ohne Termin: 90 Tage nach der letzten Frage, die du nicht beantwortet hast.',
    `${forgetAfter}, nachdem du uns gesagt hast, dass der Termin nicht stattfindet, oder ein Jahr, wenn wir deinen Platz behalten sollen.`,
    '90 Tage, nachdem du den Kurs verlassen hast.',
    '90 Tage nach einer Anmeldung, die nicht bestätigt wurde. Bis dahin schicken wir ihr nur die Bestätigungs-E-Mail.',
    'Wir behalten nur verschlüsselte Markierungen, die sich nicht zurückrechnen lassen: von einer Adresse auf Dauer, wenn E-Mails an sie zurückkamen oder als Spam markiert wurden, damit wir ihr nicht wieder schreiben; von einer Adresse für 90 Tage, um zu begrenzen, wie oft wir sie um Bestätigung bitten; und von einem Netz für zwei Tage, um seine Anmeldungen zu begrenzen.',
    'Wenn du den Kurs verlässt oder deine Daten löschst, behalten wir eine solche Markierung deiner Adresse, bis du dich wieder anmeldest. So tragen wir dich nicht aus einer Liste wieder ein.',
  ],
  rights:
    'Du kannst den Kurs jederzeit mit dem Link in jeder E-Mail verlassen. Auf deiner eigenen Seite kannst du alles herunterladen, was wir über dich gespeichert haben, oder es sofort löschen.',
  us: 'Wer wir sind',
  usText:
    '<address></address>. Das liest ein Mensch. Schreibe uns, wenn du sehen, berichtigen oder löschen willst, was wir über dich gespeichert haben.',
};
