import type { Words } from '../words.ts';

export const ending: Words['ending'] = {
  goal: {
    tick: 'Noch kein fester Termin: An diesem Tag möchte ich bereit sein',
    yours: 'dein Zieltag',
    first: (day) => `Bereit am ${day}?`,
    make: 'Diesen Termin zum Ziel machen?',
    makeButton: 'Zum Ziel machen',
    real: (yours) => `Ist an diesem Tag ${yours}?`,
    realButton: 'Ja, speichern',
    known: 'Kennst du jetzt den echten Termin?',
    knownText:
      'Gib oben den echten Termin ein und entferne das Häkchen. Oder, falls es derselbe Tag ist:',
    sameDay: 'Er ist an diesem Tag',
  },
  day: {
    title: 'Viel Glück heute!',
    text: 'Hier ist deine Liste für heute.',
    goalTitle: 'Bis heute wolltest du bereit sein',
    goalText: 'Hier ist die Liste für den Tag selbst.',
    moved:
      'Hat sich der Termin verschoben? <move>Ändere ihn hier</move>. Findet er nicht statt? <off>Sag uns Bescheid</off>.',
    asksFrom: (time) => `Ab ${time}\u00a0Uhr kannst du uns hier sagen, wie es gelaufen ist.`,
  },
  outcome: {
    open: 'Wie ist es gelaufen?',
    onlyYou: 'Nur du siehst deine Antwort. Von ihr hängt ab, was wir dir als Nächstes schicken.',
    chosen: 'Diese Antwort hast du gewählt. Drücke den Knopf, um sie zu speichern.',
    save: 'Antwort speichern',
    others: 'Eine andere Antwort wählen',
    told: (label) => `Deine Antwort: ${label}`,
    follows: {
      done: 'Dann hören wir hier auf.',
      ask_again: 'In zwei Wochen fragen wir noch einmal.',
      next_round: 'Wir schicken dir einen Rückblick und fragen nach dem nächsten Termin.',
    },
    askedAgain: (day) => `Wir fragen am ${day} noch einmal.`,
    notAgain: 'Wir fragen nicht noch einmal.',
    hereToo: 'Du kannst jederzeit hier antworten.',
    nothingMore:
      'Du bekommst keine E-Mails mehr von uns. Gibt es eines Tages einen neuen Termin, gib ihn unten ein, und ein neuer Countdown beginnt.',
  },
  dateNow: {
    title: 'Hast du jetzt einen Termin?',
    text: 'Wenn ja, gib ihn ein, und wir schicken dir die Lektionen, die davor noch helfen. Wenn nicht, wähle ein neues Ziel, oder behalte deinen Platz ohne Termin.',
    date: 'Termin eingeben',
    goal: 'Ein neues Ziel wählen',
    keep: 'Meinen Platz behalten',
  },
  off: {
    titles: {
      ahead: 'Findet der Termin nicht statt?',
      after: 'Hat der Termin nicht stattgefunden?',
      no_date: 'Sollen wir nicht mehr fragen?',
    },
    text: 'Wir hören sofort auf: keine E-Mails mehr, keine Fragen, und der Kalender ist leer. Das kannst du 24 Stunden lang rückgängig machen.',
    link: 'Findet der Termin nicht statt? <off>Sag uns Bescheid</off>.',
    chosen: 'Das hast du gewählt. Drücke den Knopf, um es zu speichern.',
    save: 'Diese Wahl speichern',
    others: 'Etwas anderes wählen',
    choices: {
      cancelled: 'Der Termin wurde abgesagt',
      changed: 'Meine Pläne haben sich geändert',
      kept: 'Meinen Platz behalten, ohne Fragen',
    },
    states: {
      cancelled: 'Dein Countdown ist beendet',
      kept: 'Wir halten deinen Platz frei',
    },
    silent: 'Wir schreiben dir nicht und fragen nichts.',
    erased: (day) =>
      `Am ${day} löschen wir deine Angaben, außer du gibst vorher einen neuen Termin ein.`,
    plan: 'Zurzeit ist keine Lektion geplant. Gib jederzeit einen Termin ein, und die Lektionen kommen wieder.',
  },
  undo: {
    title: 'Aus Versehen geändert?',
    moved: (before, until) =>
      `Vorher war es <b>${before}</b>. Bis ${until} kannst du das rückgängig machen.`,
    dated: (until) =>
      `Vorher hattest du keinen Termin. Bis ${until} kannst du das rückgängig machen.`,
    answered: (until) =>
      `Du hast uns gesagt, wie es gelaufen ist. Bis ${until} kannst du deine Antwort rückgängig machen.`,
    off: (until) =>
      `Du hast deinen Countdown beendet. Bis ${until} kannst du das rückgängig machen, und alles ist wieder wie vorher.`,
    paused: (until) =>
      `Du hast deine Pause geändert. Bis ${until} kannst du das rückgängig machen.`,
    read: (lesson, until) =>
      `Du hast „${lesson}“ als gelesen markiert. Bis ${until} kannst du das rückgängig machen.`,
    notes: (until) =>
      `Du hast deine Notizen geändert. Bis ${until} kannst du das rückgängig machen.`,
    clock: (time, zone) => `${time}\u00a0Uhr, Ortszeit ${zone}`,
    button: 'Rückgängig machen',
  },
};
