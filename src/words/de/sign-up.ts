import type { Words } from '../words.ts';

export const signUp: Words['signUp'] = {
  inbox: {
    title: 'Schau in dein Postfach',
    text: 'Eine Mail mit einem Knopf ist zu dir unterwegs. Drück ihn, und dein Countdown beginnt. Bis dahin kommt nichts weiter.',
    nothing: 'Nach einer Minute noch nichts da?',
    spam: 'Schau bei Spam oder Werbung nach einer Mail von <from></from>.',
    badHour:
      'Manchmal hat der Dienst, der unsere Mails zustellt, eine schlechte Stunde. Dann kommt die Mail von selbst, sobald es geht: Du musst dich nicht noch einmal anmelden.',
    slip: 'Ein Tippfehler in der Adresse? <again>Melde dich noch einmal an</again>, mit der richtigen; die andere verfällt von selbst.',
    write: 'Immer noch nichts? Schreib an <address></address>. Das liest ein Mensch.',
  },
  confirm: {
    title: 'Bestätige deine Adresse',
    ask: 'Deinen Countdown starten?',
    text: (course) =>
      `Ein Knopf, und „${course}“ ist zu dir unterwegs. Falls du nicht darum gebeten hast, schließ diese Seite: Es wird nichts geschickt.`,
    button: 'Ja, schickt mir den Kurs',
    wouldGet: 'Was du bekämst',
    in: 'Du bist dabei',
    inAlready: 'Du bist schon dabei',
    inText: 'Deine Adresse ist bestätigt. Deine erste E-Mail ist unterwegs.',
    inTextLater: (when) =>
      `Deine Adresse ist bestätigt. Deine erste E-Mail schicken wir dir${when}.`,
    inAlreadyText: 'Deine Adresse ist bestätigt, und der Kurs läuft.',
    setDate: 'Gib deinen Termin an',
    toPage: 'Zu deiner eigenen Seite',
    pageInMails: 'Der Link zu deiner eigenen Seite steht in jeder Mail, die wir dir schicken.',
  },
  address: {
    title: 'Bestätige deine neue Adresse',
    ask: 'Ab jetzt diese Adresse nutzen?',
    text: (course) =>
      `Drücke den Knopf, und wir schicken „${course}“ und alles andere an <address></address>. Der alten Adresse sagen wir ein einziges Mal, dass sie sich geändert hat.`,
    button: 'Ja, nutzt diese Adresse',
    notYou: 'Warst du das nicht? Schließe diese Seite. Es ändert sich nichts.',
    newTitle: 'Deine neue Adresse',
    inUse: 'Deine neue Adresse gilt',
    already: 'Das ist schon erledigt',
    goesTo:
      'Wir schicken alles an <address></address>. Die Links in E-Mails an die alte Adresse öffnen deine Seite nicht mehr.',
    canUndo:
      'In der E-Mail an die alte Adresse steht ein Link, mit dem du das sieben Tage lang rückgängig machen kannst.',
  },
  restore: {
    title: 'Neue Adresse rückgängig machen',
    ask: 'Die neue Adresse rückgängig machen?',
    text: 'Wir schicken dann alles wieder an <address></address>. Alle Links, die wir seit der Änderung verschickt haben, sind dann ungültig.',
    another:
      'Du hast dich nach der Änderung mit dieser Adresse neu angemeldet. Dieser Countdown wird gelöscht, und der frühere kommt zurück.',
    button: 'Neue Adresse rückgängig machen',
    notYou: 'Hast du sie selbst geändert? Schließe diese Seite. Es ändert sich nichts.',
    done: 'Deine Adresse gilt wieder',
    already: 'Das ist schon erledigt',
    goesTo:
      'Wir schicken alles wieder an <address></address>. Die Links, die wir nach der Änderung verschickt haben, sind ungültig.',
  },
  leave: {
    title: 'Den Kurs verlassen',
    ask: 'Den Kurs verlassen?',
    text: (course) =>
      `„${course}“ endet für dich sofort und ohne Fragen. Nach diesem Knopf kommt nichts mehr.`,
    notYou: 'Das warst nicht du?',
    notYouText: 'Dann drück diesen Knopf, und die Anmeldung verfällt. Es kommt nichts mehr.',
    notMe: 'Das war ich nicht',
    onlyDate: 'Hat sich nur der Termin geändert?',
    moveInstead:
      '<move>Verschieb lieber deinen Termin</move>, und die Lektionen verschieben sich mit.',
    goneTitle: 'Du bist raus',
    gone: 'Du hast den Kurs verlassen',
    goneAlready: 'Du stehst nicht auf der Liste',
    goneText: 'Du bekommst daraus nichts mehr. Danke für deine Zeit, und viel Glück.',
    goneAlreadyText:
      'Du bekommst daraus nichts, jetzt nicht und später nicht. Danke für deine Zeit, und viel Glück.',
    leftOn: (day) => `Du hast den Kurs am ${day} verlassen.`,
    quoted: (course) => `„${course}“`,
    otherCourse: 'einen anderen Kurs',
    others: (courses) => `Du bekommst auch ${courses}. Das geht weiter.`,
    all: 'Alle Kurse verlassen',
    hold: 'Was wir noch über dich haben',
    holdText:
      'Wir löschen es von selbst, 90 Tage nachdem du gegangen bist. Du musst nicht warten: <download>Lade alles herunter</download>, oder <erase>lösch alles</erase>.',
    slip: 'War das ein Versehen? <again>Melde dich wieder an</again>; es dauert eine Minute.',
    wishTitle: 'Das warst nicht du?',
    wishText:
      'Dann drück diesen Knopf, und der Wunsch, deine Adresse zu nutzen, verfällt. Wir schreiben dir deswegen nicht noch einmal.',
    thanksTitle: 'Danke',
    thanks: 'Danke, dass du es uns sagst',
    thanksText:
      'Deine Adresse wird nicht genutzt, und wir schreiben dir deswegen nicht noch einmal.',
    about:
      'Worum es hier geht? <course>Um einen Kurs, der auf deinen eigenen Termin zuläuft.</course>',
  },
};

export const form: Words['form'] = {
  optional: 'freiwillig',
  error: 'Fehler: ',
  summary: (amount) =>
    amount === 1
      ? 'Eine Angabe braucht noch einen Blick'
      : 'Einige Angaben brauchen noch einen Blick',
  lastLesson: 'Die letzte Lektion jetzt lesen',
  readAt: (url) => `Lies ${url}`,
  when: (yours) => `Wann ist ${yours}?`,
  day: (yours) => `An welchem Tag ist ${yours}?`,
  dayHint: 'Ungefähr reicht. Du kannst den Tag jederzeit verschieben.',
  noDateYet: 'Ich habe noch keinen Termin',
  zone: 'Deine Zeitzone',
  chooseZone: 'Wähle deine Zeitzone',
  hour: 'Die Lektionen kommen um',
  language: 'Deine Sprache',
  showPlan: 'Meinen Plan zeigen',
  email: 'E-Mail-Adresse',
  emailHint: 'Nur für diesen Kurs. Niemand sonst bekommt sie.',
  callYou: 'Wie dürfen wir dich nennen?',
  trap: 'Lass dieses Feld leer',
  check: 'Eine Prüfung, dass du kein Roboter bist',
  checkNeedsScript:
    'Dieses Formular prüft, dass kein Roboter es abschickt, und die Prüfung braucht JavaScript. Schalte es ein, oder schreib an <address></address>: Ein Mensch liest das und meldet dich an.',
  start: 'Meinen Countdown starten',
  startHint:
    'Du bekommst eine Mail mit einem Knopf. Bis du ihn drückst, kommt nichts weiter, und du kannst jederzeit mit einem Klick aufhören.',
  details: {
    title: 'Deine Angaben',
    name: 'Dein Name',
    newEmail: 'Neue E-Mail-Adresse',
    newEmailHint:
      'Die Lektionen gehen an <address></address>. Lieber woandershin? Dann geht eine Mail an die neue Adresse, und sobald du den Knopf darin drückst, zieht alles um.',
    save: 'Angaben speichern',
  },
  regions: {
    Africa: 'Afrika',
    America: 'Amerika',
    Antarctica: 'Antarktis',
    Arctic: 'Arktis',
    Asia: 'Asien',
    Atlantic: 'Atlantik',
    Australia: 'Australien',
    Europe: 'Europa',
    Indian: 'Indischer Ozean',
    Pacific: 'Pazifik',
    Other: 'Andere',
  },
};

export const closed: Words['closed'] = {
  day: {
    title: 'Heute keine Anmeldungen mehr',
    text: (when) =>
      `Wir können nur eine bestimmte Zahl von Mails am Tag verschicken, und die von heute sind vergeben. Nichts wurde gespeichert. Komm ${when} wieder: Dann ist wieder Platz.`,
  },
  network: {
    title: 'Zu viele Anmeldungen aus deinem Netz',
    text: (when) =>
      `Aus dem Netz, in dem du bist, wurden heute zu viele Adressen angemeldet. Nichts wurde gespeichert. Komm ${when} wieder, oder versuch es aus einem anderen Netz.`,
  },
  mail: {
    title: 'Unsere Post macht Pause',
    text: (when) =>
      `Der Dienst, der unsere Mails zustellt, nimmt im Moment keine an. Nichts wurde gespeichert. Komm ${when} wieder: Dann geht es weiter.`,
  },
  rush: {
    title: 'Zu schnell',
    text: (when) =>
      `Aus deinem Netz kam zu viel auf einmal. Nichts wurde gespeichert. Versuch es ${when} noch einmal.`,
  },
  check: {
    title: 'Wir können das Formular nicht prüfen',
    text: (when) =>
      `Der Dienst, der Menschen von Robotern unterscheidet, antwortet nicht. Nichts wurde gespeichert. Versuch es ${when} noch einmal.`,
  },
  back: {
    inAMinute: 'in einer Minute',
    today: (time, zone) => `heute nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    on: (day, time, zone) => `am ${day}, nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    midnight: ', das ist Mitternacht UTC,',
  },
};
