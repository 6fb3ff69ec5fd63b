import type { Words } from '../words.ts';

export const door: Words['door'] = {
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
    inText: 'Deine Adresse ist bestätigt. Eine Begrüßung ist unterwegs.',
    inAlreadyText: 'Deine Adresse ist bestätigt, und der Kurs läuft.',
    giveDay: (yours) => `Sag, wann ${yours} ist`,
    toPage: 'Zu deiner eigenen Seite',
    pageInMails: 'Der Link zu deiner eigenen Seite steht in jeder Mail, die wir dir schicken.',
  },
  address: {
    title: 'Bestätige deine neue Adresse',
    ask: 'Ab jetzt diese Adresse nutzen?',
    text: (course) =>
      `„${course}“ und alles andere von uns geht nach diesem Knopf an <address></address>. An die alte Adresse geht nichts mehr.`,
    button: 'Ja, nutzt diese Adresse',
    notYou: 'Das warst nicht du? Schließ diese Seite: Nichts ändert sich.',
    newTitle: 'Deine neue Adresse',
    inUse: 'Deine neue Adresse gilt',
    already: 'Das ist schon erledigt',
    goesTo:
      'Alles geht an <address></address>. An die alte Adresse geht nichts mehr, und die Links in den Mails dort führen nicht mehr zu deiner Seite.',
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
