import { capital, pluralIn } from '../../domain/locale.ts';
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

const ofEarlier = (amount: number): string =>
  amount === 1 ? 'einer früheren Lektion' : `von ${NUMBERS[amount] ?? amount} früheren Lektionen`;

const onTheirDays = (amount: number): string =>
  plural(amount, { one: 'an ihrem Tag', other: 'jede an ihrem Tag' });

const SUPPRESSED = 'E-Mails an deine Adresse kamen zurück, deshalb schicken wir nichts mehr.';

export const plan: Words['plan'] = {
  title: 'Dein Plan',
  before: (duration) => `${duration} vorher`,
  after: (duration) => `${duration} danach`,
  onTheDay: 'am Tag selbst',
  or: (durations) => durations.join(' oder '),
  by: (day) => `Bis zum ${day}.`,
  dayAt: (day, time) => `${day}, ${time}\u00a0Uhr`,
  today: 'Heute',
  past: (lessons) => `Frühere Lektionen (${lessons})`,
  meantFor: (day) => `Gedacht für ${day}`,
  toGo: (days) => `noch <b>${days}</b>`,
  ago: (days) => `<b>${days}</b> her`,
  todayIsTheDay: '<b>Heute</b> ist der Tag',
  sentAt: (time, zone) => `Die Lektionen kommen um ${time}\u00a0Uhr, Ortszeit ${zone}.`,
  readIsNotSent: 'Wenn du eine Lektion als gelesen markierst, schicken wir sie dir nicht mehr.',
  markAsRead: 'Als gelesen markieren',
  markAsUnread: 'Als ungelesen markieren',
  sendAgain: 'Noch einmal schicken',
  checklist: 'Checkliste',
  checklistOf: (lesson) => ` zu „${lesson}“`,
  done: (done, all) => `${done} von ${all} erledigt`,
  stepDone: (step) => `Erledigt: ${step}`,
  statuses: {
    upcoming: 'Geplant',
    now: 'Kommt gleich',
    catch_up: 'Nur die wichtigsten Schritte',
    left_out: 'Ausgelassen',
    skipped: 'Nicht verschickt',
    sent: 'Verschickt',
    held: 'Pausiert',
    read: 'Gelesen',
    failed: 'Nicht zugestellt',
    unknown: 'Vielleicht angekommen',
  },
  unsent: {
    in_catch_up: 'Ihre wichtigsten Schritte stehen in einer anderen E-Mail.',
    catch_up_refused:
      'Dein E-Mail-Anbieter oder unserer hat die E-Mail mit ihren wichtigsten Schritten abgelehnt.',
    late_skip: 'Sie hilft nur an ihrem Tag, und der ist vorbei.',
    read_before: 'Du hattest sie in einer früheren Runde.',
    read: 'Du hast sie als gelesen markiert, deshalb schicken wir sie nicht.',
    unread: 'Du hast sie als ungelesen markiert, als du kein Datum hattest.',
    window_closed: 'Wir konnten sie nicht rechtzeitig schicken.',
    paused: 'Du hast die Lektionen pausiert.',
    no_time_left: 'Sie hilft jetzt nicht mehr. Überspringe sie.',
    added_later: 'Sie kam erst in den Kurs, als ihr Tag für dich vorbei war.',
    moment_passed: 'Ihr Tag im Kurs hat sich geändert und ist für dich vorbei.',
    never_accepted:
      'Wir konnten sie nicht schicken: Der Dienst, der unsere E-Mails zustellt, nahm sie nicht an.',
    not_listed: 'Das ist eine Testseite: Sie schickt nichts an deine Adresse.',
    cannot_compose: 'Wir konnten diese E-Mail nicht zusammenstellen. Der Fehler liegt bei uns.',
    suppressed: SUPPRESSED,
    with_lesson: 'Sie war Teil der E-Mail mit deiner ersten Lektion.',
  },
  withdrawn: {
    moved: 'Wir haben sie abgesagt, als sich dein Termin verschob.',
    left: 'Wir haben sie abgesagt, als du den Kurs verlassen hast.',
    paused: 'Wir haben sie abgesagt, als du pausiert hast.',
    resumed: 'Wir haben sie neu geplant, als deine Pause endete.',
    replaced: 'Ein neuerer Plan hat sie ersetzt.',
    answered: 'Wir haben sie abgesagt, als du uns gesagt hast, wie es gelaufen ist.',
    off: 'Wir haben sie abgesagt, als du uns gesagt hast, dass der Termin nicht stattfindet.',
    undone: 'Wir haben sie neu geplant, als du eine Änderung rückgängig gemacht hast.',
    read: 'Wir haben sie neu geplant, weil du eine Lektion vorab gelesen hast.',
    suppressed: SUPPRESSED,
    lesson_removed: 'Sie wurde vor ihrem Tag aus dem Kurs genommen.',
  },
  notSent: 'Wir haben sie nicht geschickt.',
  canceled: 'Wir haben sie abgesagt.',
  sending: 'Wir schicken sie gerade.',
  rejected: 'Dein E-Mail-Anbieter oder unserer hat sie abgelehnt.',
  unclear: 'Vielleicht ist sie angekommen. Sicherheitshalber schicken wir sie nicht zweimal.',
  pause: {
    over: 'Ihre Zeit lief während deiner Pause ab. Wenn ihre wichtigsten Schritte nach der Pause noch helfen, schicken wir sie dir.',
    before: 'Deine Pause endet vor ihrem Tag, deshalb kommt sie wie geplant.',
    within: 'Du pausierst. Wir schicken sie, wenn die Pause endet.',
    after: 'Du pausierst, und wenn die Pause endet, ist es für diese Lektion zu spät.',
  },
  atOnce: ' in den nächsten Minuten',
  onConfirm: ', sobald du bestätigst',
  on: (dayAt) => ` am ${dayAt}`,
  comes: (when) => `Wir schicken sie${when}.`,
  steps: {
    came: (lesson, day) => `Ihre wichtigsten Schritte stehen in ${inEmail(lesson)} vom ${day}.`,
    mayHaveCome: (lesson, day) =>
      `Ihre wichtigsten Schritte stehen in ${inEmail(lesson)}, wahrscheinlich verschickt am ${day}.`,
    come: (lesson, when) => `Ihre wichtigsten Schritte kommen${when}: in ${inEmail(lesson)}.`,
  },
  preview: {
    quoted: (title) => `„${title}“`,
    comes: (titles, when) => `Du bekommst ${titles}${when}.`,
    stepsWith: (titles, missed, when) =>
      `Du bekommst ${titles}${when}, mit den wichtigsten Schritten ${ofEarlier(missed)}.`,
    steps: (missed, when) =>
      `Du bekommst eine E-Mail mit den wichtigsten Schritten ${ofEarlier(missed)}${when}.`,
    leftOut: (amount) =>
      `${capital(count(amount).replace(' ', ' frühere '))} ${plural(amount, { one: 'hilft', other: 'helfen' })} jetzt nicht mehr. Überspringe sie.`,
    ahead: (amount) => `${capital(count(amount))}, ${onTheirDays(amount)}.`,
    thenAhead: (amount) =>
      `Danach ${plural(amount, { one: 'folgt', other: 'folgen' })} ${count(amount)}, ${onTheirDays(amount)}.`,
    nothing: 'Vor diesem Tag gibt es nichts mehr zu schicken.',
    noDate: (yours) =>
      `Das macht nichts. Du bekommst eine Begrüßung, und nach einem, zwei und vier Monaten fragen wir, wann ${yours} ist. Danach fragen wir nicht mehr.`,
    invitation: (yours) =>
      `Gib ein, wann ${yours} ist, und du siehst deinen Plan. Bis du dich anmeldest, speichern wir nichts.`,
    inShort: (days, amount, first) =>
      `Noch ${days}: ${amount} ${plural(amount, { one: 'Lektion', other: 'Lektionen, die erste' })} am ${first}.`,
    inShortNow: (days, amount) =>
      `Noch ${days}: ${amount} ${plural(amount, { one: 'Lektion', other: 'Lektionen, die erste' })}, sobald du bestätigst.`,
    inShortNothing: (days) => `Noch ${days}.`,
    whole: 'Den ganzen Plan zeigen',
  },
};

const inEmail = (lesson: string | null): string =>
  lesson === null ? 'einer E-Mail' : `„${lesson}“`;

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
  task: (minutes, time) =>
    `Gerade keine Zeit? Trage dir ${minutes} Minuten ein, morgen um ${time} Uhr:`,
  otherApp: 'Anderer Kalender',
  theDay: (course) => `Der Tag, auf den der Kurs „${course}“ zuläuft.`,
  byEmail: (course, url) =>
    `${course}. Du bekommst sie per E-Mail und kannst sie auch hier lesen: ${url}`,
  tomorrow: 'Morgen ist der Tag',
  lessonTomorrow: (lesson) => `Morgen bekommst du deine nächste Lektion: „${lesson}“`,
};
