import type { Words } from '../words.ts';

export const frame: Words['frame'] = {
  skip: 'Zum Inhalt springen',
  promise:
    'Ein Kurs, der auf deinen eigenen Termin zuläuft. Kein Tracking: Wir sehen nicht, was du öffnest oder anklickst.',
  privacy: 'Datenschutz',
  otherLanguages: 'Andere Sprachen',
  toStart: 'Zur Startseite',
  toPage: 'Zu deiner Seite',
  pleaseCheck: 'Bitte prüfen',
  courseToCheck: (course) => `Bitte prüfen · ${course}`,
  notReady: {
    title: 'Noch nicht bereit',
    text: 'Dieser Kurs wird gerade eingerichtet. Bitte komm etwas später wieder.',
    forOperator: 'Falls du ihn einrichtest',
    health: '<health>/health</health> sagt Programmen dasselbe.',
  },
};
