import type { Words } from '../words.ts';

const NO_DATE_YET = 'Ich habe noch keinen Termin';

export const signUp: Words['signUp'] = {
  inbox: {
    title: 'Schau in dein Postfach',
    text: 'Wir haben dir eine E-Mail geschickt. Drücke den Knopf darin, dann beginnt dein Countdown. Vorher schicken wir dir nichts weiter.',
    textTo:
      'Wir haben eine E-Mail an <address></address> geschickt. Drücke den Knopf darin, dann beginnt dein Countdown. Vorher schicken wir dir nichts weiter.',
    nothing: 'Nach ein paar Minuten noch nichts da?',
    spam: 'Schau im Spam- oder Werbeordner nach einer E-Mail von <from></from>.',
    limit: (amount, minutes) =>
      `Eine Adresse bekommt höchstens ${amount} dieser E-Mails am Tag, im Abstand von mindestens ${minutes} Minuten. Sind die von heute schon da, nimm die neueste oder versuche es morgen noch einmal.`,
    slow: 'Manchmal ist der Dienst, der unsere E-Mails zustellt, langsam. Dann kommt deine E-Mail, sobald es geht. Du musst dich nicht noch einmal anmelden.',
    slip: 'Hast du dich bei der Adresse vertippt? <again>Melde dich noch einmal an</again>. Die falsche verfällt von selbst.',
    slipTo:
      'Hast du dich bei der Adresse vertippt? Korrigiere sie hier unten. Die falsche verfällt von selbst.',
    write: 'Immer noch nichts? Schreibe an <address></address>. Das liest ein Mensch.',
    send: 'Noch einmal schicken',
    correct: 'Meine Angaben korrigieren',
    asked: (minutes) =>
      `Gut, wir schicken noch eine, wenn die letzte mehr als ${minutes} Minuten alt ist und diese Adresse die von heute noch nicht hatte.`,
    dateWins: (day) =>
      `Du hast „${NO_DATE_YET}“ angekreuzt und auch einen Termin eingegeben. Wir zählen bis zum Termin herunter: ${day}.`,
  },
  confirm: {
    title: 'Bestätige deine Adresse',
    ask: 'Deinen Countdown starten?',
    text: (course) =>
      `Drücke den Knopf, um „${course}“ zu starten. Möchtest du den Kurs nicht? Schließe diese Seite, dann schicken wir nichts weiter.`,
    zoneGuessed:
      'Wir haben deine Zeitzone geraten. Bitte prüfe sie, damit die Lektionen zu deiner Stunde kommen.',
    button: 'Ja, schickt mir den Kurs',
    wouldGet: 'Was du bekommst',
    in: 'Du bist dabei',
    inAlready: 'Du bist schon dabei',
    inText: 'Deine Adresse ist bestätigt. Deine erste E-Mail ist unterwegs.',
    inTextLater: (when) =>
      `Deine Adresse ist bestätigt. Deine erste E-Mail schicken wir dir${when}.`,
    inAlreadyText: 'Deine Adresse ist bestätigt, und der Kurs läuft.',
    setDate: 'Gib deinen Termin ein',
    toPage: 'Zu deiner Seite',
    pageInEmails: 'In jeder E-Mail, die wir dir schicken, steht der Link zu deiner eigenen Seite.',
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
    text: (course) => `Du bekommst „${course}“ ab sofort nicht mehr.`,
    notYou: 'Warst du das nicht?',
    notYouText:
      'Drücke diesen Knopf, um die Anmeldung abzubrechen. Wir schicken dann nichts weiter.',
    notMe: 'Das war ich nicht',
    notWanted: 'Möchtest du den Kurs nicht?',
    notWantedText:
      'Drücke diesen Knopf, um die Einladung abzulehnen. Wir schicken dann nichts weiter.',
    noThanks: 'Nein, danke',
    onlyDate: 'Hat sich nur der Termin geändert?',
    moveInstead:
      '<move>Verschiebe lieber deinen Termin</move>, und die Lektionen verschieben sich mit.',
    pauseInstead:
      'Brauchst du eine Pause? Dann warten die Lektionen, bis du weitermachst, und dein Termin bleibt, wie er ist.',
    goneTitle: 'Du hast den Kurs verlassen',
    gone: 'Du hast den Kurs verlassen',
    goneAlready: 'Du stehst nicht auf der Liste',
    goneText: 'Wir schicken dir nichts mehr daraus. Danke für deine Zeit, und viel Glück.',
    goneAlreadyText: 'Wir schicken dir nichts daraus. Danke für deine Zeit, und viel Glück.',
    leftOn: (day) => `Du hast den Kurs am ${day} verlassen.`,
    quoted: (course) => `„${course}“`,
    otherCourse: 'einen anderen Kurs',
    others: (courses) => `Du bekommst auch ${courses}. Daran ändert sich nichts.`,
    all: 'Alle Kurse verlassen',
    hold: 'Was wir noch über dich gespeichert haben',
    holdText:
      'Wir löschen es 90 Tage, nachdem du den Kurs verlassen hast. Du musst nicht warten: <download>Lade alles herunter</download> oder <erase>lösche alles</erase>.',
    slip: 'War das ein Versehen? <again>Melde dich wieder an</again>. Das dauert eine Minute.',
    wishTitle: 'Warst du das nicht?',
    wishText:
      'Drücke diesen Knopf, dann nutzen wir deine Adresse nicht und schreiben dir deswegen nicht noch einmal.',
    thanksTitle: 'Danke',
    thanks: 'Danke, dass du es uns sagst',
    thanksText: 'Wir nutzen deine Adresse nicht und schreiben dir deswegen nicht noch einmal.',
    about:
      'Worum geht es hier? <course>Um einen Kurs, der auf deinen eigenen Termin zuläuft.</course>',
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
  noDateYet: NO_DATE_YET,
  dateWins:
    'Du hast einen Termin eingegeben, also zählen wir bis dahin herunter. Willst du dich ohne Termin anmelden, lösche ihn und kreuze das Kästchen an.',
  zone: 'Deine Zeitzone',
  zoneUnsure: 'Dein Browser verrät nicht, wo du bist. Bitte prüfe die Zeitzone.',
  searchZones: 'Zeitzone suchen',
  searchZonesBy: 'Stadt, Land oder Abstand, etwa Kyiv, Indien oder +7',
  chooseZone: 'Wähle deine Zeitzone',
  hour: 'Die Lektionen kommen um',
  language: 'Deine Sprache',
  showPlan: 'Meinen Plan zeigen',
  email: 'E-Mail-Adresse',
  emailHint: 'Nur für diesen Kurs. Wir geben sie nicht weiter.',
  useAddress: (address) => `${address} nehmen`,
  callYou: 'Wie sollen wir dich nennen?',
  trap: 'Lass dieses Feld leer',
  check: 'Roboterprüfung',
  checkNeedsScript:
    'Die Roboterprüfung braucht JavaScript. Schalte es ein, oder schreibe an <address></address>, dann melden wir dich an.',
  start: 'Meinen Countdown starten',
  startHint:
    'Wir schicken dir eine E-Mail mit einem Knopf. Bis du ihn drückst, kommt nichts weiter, und du kannst jederzeit mit einem Klick aufhören.',
  details: {
    title: 'Deine Angaben',
    name: 'Dein Name',
    newEmail: 'Neue E-Mail-Adresse',
    newEmailHint:
      'Die Lektionen gehen an <address></address>. Um das zu ändern, gib eine neue Adresse ein. Wir schicken eine E-Mail dorthin, und bis du den Knopf darin drückst, bleibt alles, wie es ist.',
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
      `Wir können nur eine bestimmte Zahl von E-Mails am Tag verschicken, und für heute ist keine mehr übrig. Wir haben nichts gespeichert. Komm ${when} wieder.`,
  },
  network: {
    title: 'Zu viele Anmeldungen aus deinem Netz',
    text: (when) =>
      `Aus deinem Netz wurden heute zu viele Adressen angemeldet. Wir haben nichts gespeichert. Komm ${when} wieder, oder versuche es aus einem anderen Netz.`,
  },
  mail: {
    title: 'Im Moment können wir keine E-Mails verschicken',
    text: (when) =>
      `Der Dienst, der unsere E-Mails zustellt, nimmt im Moment keine an. Wir haben nichts gespeichert. Komm ${when} wieder.`,
  },
  held: {
    title: 'Im Moment keine Anmeldungen',
    text: () =>
      'Wir nehmen gerade keine Anmeldungen an. Wir haben nichts gespeichert, aber deine Angaben stehen noch im Formular. Bitte komm später wieder.',
  },
  rush: {
    title: 'Zu schnell',
    text: (when) =>
      `Aus deinem Netz kamen zu viele Anfragen auf einmal. Wir haben nichts gespeichert. Versuche es ${when} noch einmal.`,
  },
  check: {
    title: 'Die Roboterprüfung funktioniert gerade nicht',
    text: (when) =>
      `Der Dienst für die Roboterprüfung antwortet nicht. Wir haben nichts gespeichert. Versuche es ${when} noch einmal.`,
  },
  back: {
    inAMinute: 'in einer Minute',
    today: (time, zone) => `heute nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    on: (day, time, zone) => `am ${day}, nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    midnight: ', das ist Mitternacht UTC,',
  },
};
