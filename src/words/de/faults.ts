import type { Faults } from '../faults.ts';

const NOT_A_DATE = 'Schreib das Datum als Jahr-Monat-Tag, etwa 2027-11-03, oder';
const NO_SUCH_DAY = 'Diesen Tag gibt es im Kalender nicht. Prüf Monat und Tag.';
const UNREACHABLE =
  'An diese Adresse lässt sich nichts schicken. Sie sollte aussehen wie ada@example.com.';

export const faults: Faults = {
  person: {
    missing:
      'Die Prüfung, dass du kein Roboter bist, ist noch nicht bestanden: Warte auf den Haken über dem Knopf, dann schick das Formular noch einmal ab. Sie braucht JavaScript.',
    refused:
      'Die Prüfung, dass du kein Roboter bist, ist misslungen oder hat zu lange gedauert. Mach sie über dem Knopf noch einmal, und schick das Formular wieder ab.',
  },
  course: {
    unknown: ({ known }) => `Diesen Kurs haben wir nicht. Wähle einen von: ${known}.`,
  },
  email: {
    missing: 'Gib deine E-Mail-Adresse an; dorthin gehen die Lektionen.',
    control: 'In der Adresse steckt ein unsichtbares Zeichen. Tipp sie von Hand.',
    several:
      'Gib nur eine einzige Adresse an, etwa ada@example.com: kein Name, kein Leerzeichen, keine zweite Adresse.',
    no_at: 'Der Adresse fehlt das @. Sie sollte aussehen wie ada@example.com.',
    local: UNREACHABLE,
    not_text: UNREACHABLE,
    local_not_ascii:
      'Vor dem @ erreichen wir nur einfache Buchstaben, Ziffern und Zeichen, ohne Umlaute und Akzente. Gib eine andere Adresse an.',
    dots: 'Vor dem @ darf ein Punkt nicht am Anfang, am Ende oder neben einem anderen Punkt stehen. Prüf die Adresse.',
    domain: 'Was auf das @ folgt, ist keine Mail-Domain. Sie sollte aussehen wie example.com.',
    no_dot: 'Der Teil nach dem @ ist unvollständig. Er sollte aussehen wie example.com.',
    too_long: 'Für eine Adresse ist das zu lang. Bitte prüf sie.',
  },
  target_date: {
    missing: 'Gib deinen Termin an, oder sag, dass du noch keinen hast.',
    not_a_date: `${NOT_A_DATE} none für „keinen“.`,
    no_such_day: NO_SUCH_DAY,
    today:
      'Das ist heute, und es gibt nichts mehr herunterzuzählen. Atme durch; was du weißt, weißt du.',
    past: 'Dieser Tag ist vorbei. Gib einen Tag ab morgen an, oder sag, dass du noch keinen hast.',
    too_far:
      'Bis dahin sind es mehr als 20 Jahre. Gib einen früheren Tag an, oder sag, dass du noch keinen hast.',
  },
  time_zone: {
    missing: 'Wähle deine Zeitzone; die Lektionen richten sich nach deiner Uhr.',
    unknown: 'Diese Zeitzone kennen wir nicht. Wähle eine wie Europe/Berlin oder America/New_York.',
  },
  send_hour: { not_an_hour: 'Wähle eine volle Stunde des Tages, von 0 bis 23.' },
  name: {
    control: 'Schreib deinen Namen in eine Zeile, in Buchstaben.',
    markup: 'In einem Namen kann kein < oder > stehen. Schreib ihn in einfachen Buchstaben.',
    link: 'Das sieht aus wie ein Link oder eine Adresse. Schreib nur einen Namen, und nach einem Punkt ein Leerzeichen.',
    too_long: 'Für eine Anrede ist dieser Name zu lang. Nimm höchstens 40 Zeichen.',
  },
  until: {
    not_a_date: `${NOT_A_DATE} lass das Feld leer.`,
    no_such_day: NO_SUCH_DAY,
    past: 'Gib einen Tag ab morgen an, oder lass das Feld leer.',
    too_far:
      'Bis dahin sind es mehr als 20 Jahre. Gib einen früheren Tag an, oder lass das Feld leer.',
  },
  outcome: { unknown: ({ known }) => `Wähle eine der Antworten: ${known}.` },
  lesson: { missing: 'Sag, welche Lektion du meinst, etwa one-week.' },
  step: { missing: 'Sag, welchen Schritt der Lektion du meinst.' },
  done: { not_a_tick: 'Sag ja oder nein: Ist der Schritt erledigt?' },
};
