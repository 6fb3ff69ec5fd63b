import type { Words } from '../words.ts';

export const closed: Words['closed'] = {
  day: {
    title: 'Heute keine Anmeldungen mehr',
    text: (when) =>
      `Wir können nur eine bestimmte Zahl von Mails am Tag verschicken, und die von heute sind vergeben. Nichts wurde gespeichert. Komm ${when} wieder: Dann ist wieder Platz.`,
  },
  network: {
    title: 'Zu viele Anmeldungen aus deinem Netz',
    text: (when) =>
      `Aus dem Netz, in dem du bist, wurden heute zu viele Adressen angemeldet. Nichts wurde gespeichert. Komm ${when} wieder, oder versuch es aus einem anderen Netz.`,
  },
  mail: {
    title: 'Unsere Post macht Pause',
    text: (when) =>
      `Der Dienst, der unsere Mails zustellt, nimmt im Moment keine an. Nichts wurde gespeichert. Komm ${when} wieder: Dann geht es weiter.`,
  },
  rush: {
    title: 'Zu schnell',
    text: (when) =>
      `Aus deinem Netz kam zu viel auf einmal. Nichts wurde gespeichert. Versuch es ${when} noch einmal.`,
  },
  check: {
    title: 'Wir können das Formular nicht prüfen',
    text: (when) =>
      `Der Dienst, der Menschen von Robotern unterscheidet, antwortet nicht. Nichts wurde gespeichert. Versuch es ${when} noch einmal.`,
  },
  back: {
    inAMinute: 'in einer Minute',
    today: (time, zone) => `heute nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    on: (day, time, zone) => `am ${day}, nach ${time}\u00a0Uhr (Ortszeit ${zone})`,
    midnight: ', das ist Mitternacht UTC,',
  },
};
