import type { Words } from '../words.ts';

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
