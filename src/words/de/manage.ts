import { pluralIn } from '../../domain/locale.ts';
import type { Words } from '../words.ts';

const plural = pluralIn('de');

export const manage: Words['manage'] = {
  title: 'Dein Countdown',
  whenIs: (yours) => `wann ist ${yours}?`,
  todayIs: 'heute ist der Tag',
  running: 'dein Countdown',
  behind: 'dein Tag liegt hinter dir',
  off: 'dein Countdown ist beendet',
  bounced:
    'Mails an deine Adresse kamen zurück, deshalb schicken wir nichts mehr. Funktioniert sie wieder? <again>Melde dich mit ihr noch einmal an</again> und drücke den Knopf in der Mail, die wir dir schicken: Dein Kurs geht weiter wie geplant. Oder gib <address>eine andere Adresse</address> an.',
  complained:
    'Eine Mail an deine Adresse wurde als Spam markiert, deshalb schicken wir nichts mehr. Gib <address>eine andere Adresse</address> an, oder antworte auf eine unserer Mails, falls das ein Irrtum war: Dann fangen wir wieder an.',
  saved: {
    moved: 'Gespeichert. Unten steht dein neuer Plan.',
    same: 'So war es schon. Nichts hat sich geändert.',
    undone: 'Rückgängig gemacht. Alles ist wieder wie vorher.',
    paused: 'Gespeichert. Die Lektionen warten.',
    resumed: 'Es geht weiter. Unten steht dein neuer Plan.',
    not_paused: 'Du hattest gar nicht pausiert. Die Lektionen kommen wie geplant.',
    read: 'Notiert. Diese Lektion kommt nicht mehr per Mail.',
    already: 'Das wissen wir schon. Nichts hat sich geändert.',
    resent: 'Sie ist noch einmal zu dir unterwegs.',
    saved: 'Gespeichert. Unten steht dein neuer Plan.',
    check_new_inbox:
      'Gespeichert. Wir haben an die neue Adresse geschrieben: Drück den Knopf in dieser Mail, und alles geht dorthin.',
    noted: 'Deine Notizen sind gespeichert.',
    checked: 'Abgehakt.',
    unchecked: 'Wieder offen.',
    answered: 'Gespeichert. Danke, dass du es uns sagst.',
    off: 'Gespeichert. Dein Countdown ist beendet.',
    unread: 'Als ungelesen markiert. Unten steht dein neuer Plan.',
  },
  pause: {
    paused: 'Du pausierst',
    untilGoOn: 'Die Lektionen warten, bis du weitermachst.',
    untilDay: (day) => `Die Lektionen warten bis ${day}.`,
    atTheLatest: (day) => `Spätestens zwei Tage nach deinem Termin endet eine Pause: am ${day}.`,
    dateStays: 'Dein Termin bleibt, wo er ist.',
    goOn: 'Jetzt weitermachen',
    title: 'Brauchst du eine Pause?',
    change: 'Die Pause ändern',
    until: 'Bis',
    untilHint: 'Lass das Feld leer, um zu pausieren, bis du weitermachst.',
    button: 'Lektionen anhalten',
    changeButton: 'Ändern',
    fine: 'Die Lektionen warten, dein Termin bleibt. Was dann noch nützt, kommt, wenn du weitermachst.',
  },
  noDate: {
    text: 'Du hast noch keinen Termin angegeben. Gib einen an, ungefähr genügt, und wir planen deine Lektionen.',
    notKnown: 'Noch nicht bekannt',
    waits: 'Wartet, bis du einen Termin hast',
    notAgain: 'Wir fragen nicht noch einmal danach. Diese Seite bleibt dir offen.',
    askedOn: (day) => `Wir fragen dich am ${day} danach; bis dahin kommt nichts weiter.`,
    lastOn: (day) => `Wir schreiben noch einmal, am ${day}, und fragen dann nicht mehr.`,
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
    onceMore: 'Noch einmal, weil du darum gebeten hast.',
    unsent: 'Was einmal geplant war und nicht kam',
  },
  data: {
    title: 'Deine Daten',
    text: 'Wir speichern deine Adresse, deinen Plan, was wir dir geschickt haben, was du abhakst und deine Notizen. <privacy>Sonst nichts, und nichts, das dich beobachtet.</privacy>',
    erasedOn: (day) => `Wenn du nichts Neues planst, löschen wir alles am ${day}.`,
    download: 'Alles herunterladen',
    downloadFine: 'Eine Datei mit allem, was wir über dich gespeichert haben.',
    downloadStored: 'Alles herunterladen, was wir gespeichert haben',
    leave: 'Den Kurs verlassen',
    leaveFine: 'Von da an kommt nichts mehr.',
    erase: 'Alles löschen',
    eraseFine: 'Vorher siehst du, was das bedeutet.',
    linksText: 'Hast du eine unserer E-Mails weitergeleitet? Wer sie hat, kann diese Seite öffnen.',
    links: 'Meine persönlichen Links zurücksetzen',
    linksFine: 'Du siehst zuerst, was das bewirkt.',
  },
  links: {
    ask: 'Deine persönlichen Links zurücksetzen?',
    text: 'Die Links in allen früheren E-Mails werden ungültig; nur abmelden kannst du dich damit noch. Neue schicken wir dir an <address></address>.',
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
      'Das lässt sich nicht zurücknehmen. Es geschieht sofort, und danach kommt nichts mehr.',
    yourCourse: 'dein Kurs',
    address: (address) => `Deine Adresse, ${address}, und dein Name, falls du einen angegeben hast`,
    plan: (course) => `„${course}“: dein Termin und dein Plan`,
    mails: (amount) =>
      `, und die Liste von ${amount} ${plural(amount, { one: 'Mail', other: 'Mails' })}, die wir dir geschickt haben`,
    checked: (amount) => `, und ${amount} ${plural(amount, { one: 'Häkchen', other: 'Häkchen' })}`,
    notes: ' und deine Notizen',
    others: (amount) =>
      `Dasselbe von ${amount} ${plural(amount, { one: 'anderen Kurs', other: 'anderen Kursen' })}, die du hier hast`,
    suppressed:
      'Mails an deine Adresse kamen zurück oder wurden als Spam markiert. Damit wir ihr nicht noch einmal schreiben, behalten wir eine verschlüsselte Markierung davon, die niemand lesen kann.',
    button: 'Jetzt alles löschen',
    notSure: 'Noch nicht sicher?',
    ways: '<download>Lade erst alles herunter</download>, oder <back>geh zurück zu deiner Seite</back>.',
    done: 'Alles ist gelöscht',
    receipt: (on) =>
      `Am ${on}, haben wir deine Adresse und alles, was dazugehört, gelöscht. Du bekommst nichts mehr von uns.`,
    mark: 'Übrig bleibt nur eine Markierung, die niemand lesen kann, damit wir dieser Adresse nicht noch einmal aus Versehen schreiben.',
    keepIt:
      'Diese Seite ist deine Quittung. Wir behalten keine: Druck oder speichere sie, wenn du eine brauchst. Die Links in unseren Mails führen jetzt ins Leere.',
    thanks:
      'Danke für die Zeit, die du dem Kurs geschenkt hast. Wenn du ihn eines Tages wieder willst, <again>fang neu an</again>.',
  },
};
