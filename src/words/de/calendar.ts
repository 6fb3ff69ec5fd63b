import type { Words } from '../words.ts';

export const calendar: Words['calendar'] = {
  title: 'In deinem Kalender',
  text: 'Deine Lektionen und dein Tag, in dem Kalender, den du ohnehin benutzt. Er folgt jeder Änderung, die du hier machst; Google und Outlook brauchen manchmal einen Tag, bis sie es merken.',
  follow:
    'Folge ihm in <apple>Apple Kalender oder einem anderen Programm</apple>, in <google>Google Kalender</google> oder in <outlook>Outlook</outlook>',
  file: '<file>Lade ihn als Datei herunter</file>, wie er heute ist',
  onlyDay: (day) =>
    `Nur den Tag selbst, ${day}: <google>in den Google Kalender</google> oder <outlook>zu Outlook</outlook>`,
  fine: 'Wer die Adresse des Kalenders hat, kann deine Termine darin sehen und nichts ändern.',
  theDay: (course) => `Der Tag, auf den der Kurs „${course}“ zuläuft.`,
  byMail: (course, url) => `${course}. Sie kommt per Mail und steht auch hier: ${url}`,
  tomorrow: 'Morgen ist der Tag',
};
