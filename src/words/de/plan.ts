import { capital, pluralIn } from '../../domain/format.ts';
import type { Words } from '../words.ts';

const plural = pluralIn('de');

const NUMBERS = [
  'keine',
  'eine',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
];

const count = (amount: number): string =>
  `${NUMBERS[amount] ?? amount} ${plural(amount, { one: 'Lektion', other: 'Lektionen' })}`;

const onTheirDays = (amount: number): string =>
  plural(amount, { one: 'an ihrem Tag', other: 'jede an ihrem Tag' });

const SUPPRESSED = 'Mails an deine Adresse kamen zurück, deshalb schicken wir nichts mehr.';

export const plan: Words['plan'] = {
  title: 'Dein Plan',
  before: (duration) => `${duration} vorher`,
  after: (duration) => `${duration} danach`,
  or: (durations) => durations.join(' oder '),
  dayAt: (day, time) => `${day}, ${time}\u00a0Uhr`,
  today: 'Heute',
  past: (lessons) => `Frühere Lektionen (${lessons})`,
  meantFor: (day) => `Gedacht für ${day}`,
  toGo: (days) => `noch <b>${days}</b>`,
  ago: (days) => `<b>${days}</b> her`,
  todayIsTheDay: '<b>Heute</b> ist der Tag',
  leaveAt: (time, zone) => `Die Lektionen kommen um ${time}\u00a0Uhr, Ortszeit ${zone}.`,
  readIsNotMailed: 'Eine Lektion, die du als gelesen markierst, kommt nicht mehr per Mail.',
  markAsRead: 'Als gelesen markieren',
  markAsUnread: 'Als ungelesen markieren',
  sendAgain: 'Noch einmal schicken',
  checklist: 'Checkliste',
  checklistOf: (lesson) => ` zu „${lesson}“`,
  done: (done, all) => `${done} von ${all} erledigt`,
  stepDone: (step) => `Erledigt: ${step}`,
  statuses: {
    upcoming: 'Geplant',
    now: 'Unterwegs',
    catch_up: 'In deiner Nachlese',
    skipped: 'Nicht verschickt',
    sent: 'Verschickt',
    held: 'Wartet',
    read: 'Gelesen',
    failed: 'Nicht zugestellt',
    unknown: 'Vielleicht angekommen',
  },
  unsent: {
    in_catch_up: 'Ihre wichtigsten Schritte kommen in einer anderen Mail.',
    late_skip: 'Ihre Zeit ist vorbei, und später nützt sie nichts mehr.',
    read_before: 'Du hattest sie in einer früheren Runde.',
    read: 'Du hast gesagt, dass du sie gelesen hast; sie kommt nicht per Mail.',
    window_closed: 'Ihre Zeit war vorbei, bevor sie verschickt werden konnte.',
    paused: 'Sie wartet, weil du pausierst.',
    no_time_left: 'Ihre Zeit ist vorbei, und zum Nachholen ist der Termin zu nah.',
    added_later: 'Sie kam erst in den Kurs, als ihre Zeit für dich vorbei war.',
    moment_passed: 'Ihr Platz im Kurs hat sich geändert, und ihre Zeit ist für dich vorbei.',
    never_accepted:
      'Sie ging nie hinaus: Der Dienst, der unsere Mails zustellt, nahm sie nicht an.',
    cannot_compose: 'Wir konnten diese Mail nicht zusammenstellen. Der Fehler liegt bei uns.',
    suppressed: SUPPRESSED,
  },
  withdrawn: {
    moved: 'Zurückgezogen, als sich dein Termin verschob.',
    left: 'Zurückgezogen, als du den Kurs verlassen hast.',
    paused: 'Zurückgezogen, als du pausiert hast.',
    resumed: 'Neu geplant, als deine Pause endete.',
    replaced: 'Ein neuerer Plan trat an die Stelle.',
    answered: 'Zurückgezogen, als du uns gesagt hast, wie es lief.',
    off: 'Abgesagt, als du uns gesagt hast, dass der Termin nicht stattfindet.',
    undone: 'Neu geplant, als du eine Änderung rückgängig gemacht hast.',
    read: 'Neu geplant, als du eine Lektion vorab gelesen hattest.',
    suppressed: SUPPRESSED,
    lesson_removed: 'Vor ihrem Tag aus dem Kurs genommen.',
  },
  notSent: 'Sie wurde nicht verschickt.',
  takenBack: 'Sie wurde zurückgezogen.',
  leaving: 'Sie geht gerade hinaus.',
  refused: 'Dein Mailanbieter oder unserer hat sie abgelehnt.',
  unclear: 'Vielleicht hat sie dich erreicht; sicherheitshalber schicken wir sie nicht zweimal.',
  leavesSoon: 'Sie kommt in den nächsten Minuten.',
  leavesOnConfirm: 'Sie kommt, sobald du bestätigst.',
  stepsOnConfirm: 'Ihre wichtigsten Schritte kommen in einer Mail, sobald du bestätigst.',
  pause: {
    over: 'Ihre Zeit lief in deiner Pause ab. Bleiben noch Tage, wenn du weitermachst, kommen ihre wichtigsten Schritte in einer Mail.',
    before: 'Deine Pause endet vor ihrem Tag: Sie kommt wie geplant.',
    within: 'Sie wartet, weil du pausierst, und kommt, wenn die Pause endet.',
    after: 'Sie wartet, weil du pausierst, und ihre Zeit ist vorbei, bevor die Pause endet.',
  },
  steps: {
    came: (lesson, day) => `Ihre wichtigsten Schritte kamen ${inMail(lesson)} am ${day}.`,
    comeSoon: (lesson) =>
      `Ihre wichtigsten Schritte kommen ${inMail(lesson)}, in den nächsten Minuten.`,
    come: (lesson, dayAt) => `Ihre wichtigsten Schritte kommen ${inMail(lesson)} am ${dayAt}.`,
  },
  preview: {
    quoted: (title) => `„${title}“`,
    missed: (amount) =>
      `${capital(count(amount))} ${plural(amount, { one: 'war', other: 'waren' })} für einen früheren Tag gedacht.`,
    stepsWith: (titles, atOnce) =>
      `Die wichtigsten Schritte kommen zusammen mit ${titles}, ${when(atOnce)}.`,
    stepsInOneMail: (atOnce) => `Die wichtigsten Schritte kommen in einer Mail, ${when(atOnce)}.`,
    comes: (titles, atOnce) => `${titles} kommt, ${when(atOnce)}.`,
    ahead: (amount) => `${capital(count(amount))}, ${onTheirDays(amount)}.`,
    thenAhead: (amount) =>
      `Danach ${plural(amount, { one: 'folgt', other: 'folgen' })} ${count(amount)}, ${onTheirDays(amount)}.`,
    nothing: 'Vor diesem Tag gibt es nichts mehr zu schicken.',
    noDate: (yours) =>
      `Das macht nichts. Du bekommst eine Begrüßung, und nach einem, zwei und vier Monaten fragen wir, wann ${yours} ist. Danach fragen wir nicht mehr.`,
    invitation: (yours) =>
      `Sag, wann ${yours} ist, und hier erscheinen deine eigenen Tage. Bis du dich anmeldest, wird nichts gespeichert.`,
  },
};

const inMail = (lesson: string | null): string =>
  lesson === null ? 'in einer Mail' : `mit „${lesson}“`;

const when = (atOnce: boolean): string =>
  atOnce ? 'sobald du bestätigst' : 'zu deiner nächsten Stunde';

export const calendar: Words['calendar'] = {
  title: 'In deinem Kalender',
  text: 'Füge deine Lektionen und deinen Termin einmal hinzu, und dein Kalender folgt jeder Änderung, die du hier machst. Google und Microsoft brauchen dafür manchmal einen Tag.',
  apps: {
    apple: 'Apple Kalender und andere Apps',
    google: 'Google Kalender',
    outlook: 'Outlook.com (privat)',
    microsoft: 'Microsoft 365 (Arbeit oder Schule)',
  },
  others: 'Andere Wege',
  file: '<file>Lade eine Datei herunter</file>, mit den Terminen von heute',
  onlyDay: (day) =>
    `Füge nur den Tag selbst hinzu, ${day}: <google>Google Kalender</google>, <outlook>Outlook.com</outlook> oder <microsoft>Microsoft 365</microsoft>`,
  fine: 'Wer den Link zum Kalender hat, kann deine Termine sehen, aber nicht ändern.',
  theDay: (course) => `Der Tag, auf den der Kurs „${course}“ zuläuft.`,
  byMail: (course, url) =>
    `${course}. Du bekommst sie per E-Mail und kannst sie auch hier lesen: ${url}`,
  tomorrow: 'Morgen ist der Tag',
  lessonTomorrow: (lesson) => `Morgen bekommst du deine nächste Lektion: „${lesson}“`,
};
