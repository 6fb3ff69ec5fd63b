import type { Span } from '../../domain/time.ts';
import type { Words } from '../words.ts';

export const email: Words['email'] = {
  greeting: (name) => (name === '' ? 'Hallo,' : `Hallo ${name},`),
  noDate: 'kein Termin',
  noDateYet: 'noch kein Termin',
  lessonOf: (number, of) => `Lektion ${number} von ${of} · `,
  toGo: (days) => `noch ${days} · `,
  stone: { above: 'noch', below: '' },
  untranslated: 'Diese Lektion gibt es noch nicht auf Deutsch. Hier ist das Original.',
  today: (minutes) => `Deine Aufgabe für heute: ${minutes} Minuten`,
  checklist: 'Deine Checkliste',
  hours: (hours, aWeek) =>
    `Insgesamt etwa ${hours}${aWeek === null ? '' : `: ${aWeek} pro Woche bis zu deinem Termin`}.`,
  checkOff: 'Hake sie auf deiner Seite ab',
  stillOpen: 'Noch offen',
  unchecked: (lesson) => `Diese Schritte von „${lesson}“ hast du noch nicht abgehakt:`,
  openAgain: {
    title: 'Dafür hast du wieder Zeit',
    text: 'Diese Schritte aus früheren Lektionen hast du noch nicht abgehakt, und bis zum neuen Termin ist dafür Zeit.',
    more: 'Die übrigen findest du auf deiner Seite.',
  },
  reading: 'Zum Weiterlesen',
  fromBefore: 'Was aus früheren Lektionen noch hilft',
  tooLate: 'Hilft jetzt nicht mehr, überspringe sie: ',
  skipEarlier: 'Die früheren Lektionen helfen jetzt nicht mehr. Überspringe sie.',
  welcome:
    'Willkommen, du bist dabei. Dein Termin ist nah, deshalb kommen Begrüßung und erste Lektion in einer E-Mail.',
  nextOn: (day) => `Nächste Lektion: ${day}`,
  next: (lesson, day) => `Als Nächstes: ${lesson}, ${day}.`,
  buttons: {
    confirm: 'Meine Adresse bestätigen',
    openPage: 'Deine Seite öffnen',
    setDate: 'Deinen Termin eingeben',
    setNextDate: 'Deinen nächsten Termin eingeben',
    seePlan: 'Deinen Plan ansehen',
    useAddress: 'Diese Adresse nutzen',
    restoreAddress: 'Änderung rückgängig machen',
    changeDate: (day) => `Meinen Termin ändern: ${day}`,
    anotherGoal: 'Ein neues Ziel wählen',
    keepPlace: 'Meinen Platz behalten',
  },
  footer: {
    reply: (address) =>
      `Hast du Fragen? Antworte auf diese E-Mail. Ein Mensch liest sie (${address}).`,
    because: (course, on, address) =>
      `Du bekommst diese E-Mail, weil du dich am ${on} mit ${address} für „${course}“ angemeldet hast.`,
    plan: 'Deinen Plan ansehen oder ändern',
    move: 'Deinen Termin verschieben',
    copy: 'Diese E-Mail im Browser ansehen',
    leave: 'Abmelden',
    unconfirmed: (course, on, address) =>
      `${address} wurde am ${on} für „${course}“ eingetragen. Solange du nicht bestätigst, schicken wir nichts weiter.`,
    newAddress: (course, address) =>
      `Warst du das nicht? Ignoriere diese E-Mail. ${address} wurde als neue Adresse für „${course}“ eingegeben, und solange du nicht bestätigst, ändert sich nichts.`,
    formerAddress: (course, address) =>
      `Du bekommst diese E-Mail, weil „${course}“ bisher an ${address} ging.`,
    forwarded: 'Wurde dir diese E-Mail weitergeleitet?',
    startYourOwn: 'Starte deinen eigenen Countdown',
    nothingMore: 'Keine E-Mails mehr an diese Adresse schicken',
  },
};

/** Nominative and dative, each singular and plural. */
const UNITS = {
  year: { one: ['ein Jahr', 'einem Jahr'], other: ['Jahre', 'Jahren'] },
  month: { one: ['ein Monat', 'einem Monat'], other: ['Monate', 'Monaten'] },
  week: { one: ['eine Woche', 'einer Woche'], other: ['Wochen', 'Wochen'] },
  day: { one: ['ein Tag', 'einem Tag'], other: ['Tage', 'Tagen'] },
} as const;

const NUMBERS = ['', '', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];

const inCase = (spans: readonly Span[], form: 0 | 1): string =>
  spans
    .map(({ amount, unit }) =>
      amount === 1
        ? UNITS[unit].one[form]
        : `${NUMBERS[amount] ?? amount} ${UNITS[unit].other[form]}`,
    )
    .join(' und ');

export const web: Words['web'] = {
  targetDate: 'deinem Termin',
  zone: 'deine Zeitzone',
  address: 'deine Adresse',
  signedUpOn: 'dem Tag deiner Anmeldung',
  us: 'uns',
  tomorrow: 'morgen',
  today: 'heute',
  onDate: ', am ',
  long: (spans) => inCase(spans, 0),
  ahead: (spans) => `in ${inCase(spans, 1)}`,
  ago: (spans) => `vor ${inCase(spans, 1)}`,
};
