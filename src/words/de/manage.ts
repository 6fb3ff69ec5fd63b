import { pluralIn } from '../../domain/locale.ts';
import type { Words } from '../words.ts';

const plural = pluralIn('de');

export const manage: Words['manage'] = {
  title: 'Dein Countdown',
  whenIs: (yours) => `wann ist ${yours}?`,
  todayIs: 'heute ist der Tag',
  running: 'dein Countdown',
  behind: 'dein Termin ist vorbei',
  off: 'dein Countdown ist beendet',
  bounced:
    'E-Mails an deine Adresse kamen zurück, deshalb schicken wir nichts mehr. Funktioniert sie wieder? <again>Melde dich noch einmal mit ihr an</again>, und drücke den Knopf in der E-Mail, die wir dir schicken. Dein Kurs geht dann weiter wie geplant. Oder gib <address>eine andere Adresse</address> ein.',
  complained:
    'Eine E-Mail an deine Adresse wurde als Spam markiert, deshalb schicken wir nichts mehr. Gib <address>eine andere Adresse</address> ein. War es ein Versehen, antworte auf eine unserer E-Mails, und wir fangen wieder an.',
  saved: {
    moved: 'Gespeichert. Unten steht dein neuer Plan.',
    same: 'Es hat sich nichts geändert. So war es schon eingestellt.',
    undone: 'Rückgängig gemacht. Alles ist wieder wie vorher.',
    paused: 'Pausiert. Deine Lektionen warten so lange.',
    resumed: 'Es geht weiter. Unten steht dein neuer Plan.',
    not_paused: 'Deine Lektionen waren nicht pausiert. Es hat sich nichts geändert.',
    read: 'Als gelesen markiert. Wir schicken sie dir nicht.',
    already: 'Es hat sich nichts geändert. Das hattest du uns schon gesagt.',
    resent: 'Wir schicken sie dir noch einmal.',
    saved: 'Gespeichert. Dein Plan unten ist aktuell.',
    check_new_inbox:
      'Gespeichert. Wir haben eine E-Mail an die neue Adresse geschickt. Drücke den Knopf darin, um zu ihr zu wechseln.',
    noted: 'Deine Notizen sind gespeichert.',
    checked: 'Abgehakt.',
    unchecked: 'Häkchen entfernt.',
    answered: 'Gespeichert. Danke, dass du es uns sagst.',
    off: 'Gespeichert. Dein Countdown ist beendet.',
    unread: 'Als ungelesen markiert. Unten steht dein neuer Plan.',
  },
  pause: {
    paused: 'Deine Lektionen sind pausiert',
    untilGoOn: 'Sie warten, bis du weitermachst.',
    untilDay: (day) => `Sie warten bis ${day}.`,
    atTheLatest: (day) => `Die Pause endet spätestens am ${day}, zwei Tage nach deinem Termin.`,
    dateStays: 'Dein Termin bleibt, wie er ist.',
    goOn: 'Jetzt weitermachen',
    title: 'Brauchst du eine Pause?',
    change: 'Die Pause ändern',
    until: 'Bis',
    untilHint: 'Lass das Feld leer, um zu pausieren, bis du weitermachst.',
    button: 'Lektionen pausieren',
    changeButton: 'Pause speichern',
    fine: 'Die Lektionen warten, und dein Termin bleibt, wie er ist. Wenn du weitermachst, schicken wir, was dann noch hilft.',
  },
  noDate: {
    text: 'Du hast noch keinen Termin eingegeben. Gib einen ein, auch ein ungefährer genügt, und wir planen deine Lektionen.',
    notKnown: 'Noch kein Termin',
    waits: 'Wartet auf deinen Termin',
    notAgain: 'Wir fragen nicht noch einmal. Du kannst hier jederzeit einen Termin eingeben.',
    askedOn: (day) => `Wir fragen dich am ${day} danach. Bis dahin schicken wir nichts weiter.`,
    lastOn: (day) => `Wir schreiben dir noch einmal, am ${day}, und fragen dann nicht mehr.`,
  },
  next: {
    lesson: (away) => `Nächste Lektion ${away}`,
    email: (away) => `Nächste E-Mail ${away}`,
    soon: 'In wenigen Minuten',
    none: 'Du hast alle Lektionen bekommen',
    read: 'Jetzt lesen',
    again: 'Letzte Lektion lesen',
    move: 'Termin verschieben',
    pause: 'Pausieren',
    progress: (done, all) => `${done} von ${all} Schritten erledigt`,
    step: (lesson) => `Nächster Schritt, aus „${lesson}“`,
  },
  history: {
    title: (emails) => `Was wir dir geschickt haben (${emails})`,
    onceMore: 'Noch einmal geschickt, weil du darum gebeten hast.',
    unsent: 'Geplant, aber nicht geschickt',
  },
  data: {
    title: 'Deine Daten',
    text: 'Wir speichern, was du uns gesagt hast, deinen Plan und eine Liste der E-Mails, die wir dir geschickt haben. Wir verfolgen nicht, was du öffnest oder anklickst. <privacy>Mehr zum Datenschutz</privacy>.',
    erasedOn: (day) => `Am ${day} löschen wir alles, außer du gibst vorher einen neuen Termin ein.`,
    download: 'Alles herunterladen',
    downloadFine: 'Eine Datei mit allem, was wir über dich gespeichert haben.',
    downloadStored: 'Alles herunterladen, was wir gespeichert haben',
    leave: 'Den Kurs verlassen',
    leaveFine: 'Du bekommst ihn ab sofort nicht mehr.',
    erase: 'Alles löschen',
    eraseFine: 'Du siehst zuerst, was das bewirkt.',
    linksText: 'Hast du eine unserer E-Mails weitergeleitet? Wer sie hat, kann diese Seite öffnen.',
    links: 'Meine persönlichen Links zurücksetzen',
    linksFine: 'Du siehst zuerst, was das bewirkt.',
  },
  links: {
    ask: 'Deine persönlichen Links zurücksetzen?',
    text: 'Die Links in allen früheren E-Mails werden ungültig, nur die zum Abmelden nicht. Neue schicken wir dir an <address></address>.',
    more: 'Einen Kalender, der deinen Terminen folgt, musst du neu hinzufügen. Hast du eine neue Adresse eingegeben und noch nicht bestätigt, gib sie danach noch einmal ein.',
    button: 'Meine persönlichen Links zurücksetzen',
    back: '<back>Zurück zu deiner Seite</back>',
    sent: 'Schau in dein Postfach',
    sentText:
      'Wir haben deine persönlichen Links zurückgesetzt und dir die neuen an <address></address> geschickt.',
  },
  erase: {
    ask: 'Alles löschen?',
    warning:
      'Das kannst du nicht rückgängig machen. Wir löschen alles sofort und schicken dir nichts mehr.',
    yourCourse: 'dein Kurs',
    address: (address) =>
      `Deine Adresse, ${address}, und dein Name, falls du einen eingegeben hast`,
    plan: (course) => `„${course}“: dein Termin und dein Plan`,
    emails: (amount) =>
      `, und die Liste von ${amount} ${plural(amount, { one: 'E-Mail', other: 'E-Mails' })}, die wir dir geschickt haben`,
    checked: (amount) => `, und ${amount} ${plural(amount, { one: 'Häkchen', other: 'Häkchen' })}`,
    notes: ' und deine Notizen',
    others: (amount) =>
      `Dasselbe für ${amount} ${plural(amount, { one: 'anderen Kurs', other: 'andere Kurse' })}, die du hier hast`,
    suppressed:
      'E-Mails an deine Adresse kamen zurück oder wurden als Spam markiert. Damit wir ihr nicht noch einmal schreiben, behalten wir eine verschlüsselte Markierung, aus der sich die Adresse nicht zurückgewinnen lässt.',
    button: 'Jetzt alles löschen',
    notSure: 'Noch nicht sicher?',
    ways: '<download>Lade erst alles herunter</download>, oder <back>geh zurück zu deiner Seite</back>.',
    done: 'Wir haben alles gelöscht',
    receipt: (on) =>
      `Am ${on}, haben wir deine Adresse und alles, was dazugehört, gelöscht. Wir schicken dir nichts mehr.`,
    mark: 'Wir behalten nur eine verschlüsselte Markierung, aus der sich die Adresse nicht zurückgewinnen lässt, damit wir ihr nicht aus Versehen noch einmal schreiben.',
    keepIt:
      'Diese Seite ist deine Bestätigung. Wir behalten keine Kopie, also drucke oder speichere sie, wenn du eine brauchst. Die Links in unseren E-Mails funktionieren nicht mehr.',
    thanks:
      'Danke für deine Zeit. Wenn du den Kurs eines Tages wieder möchtest, <again>fange neu an</again>.',
  },
};
