import type { FieldErrorTexts } from '../en/errors.ts';
import type { Words } from '../words.ts';

const GIVE_DATE = 'Termin eingeben';
const FAILED = 'Das hat nicht geklappt';

export const errors: Words['errors'] = {
  method: {
    title: 'Das ist keine Seite',
    text: 'Diese Adresse nimmt nur Formulare an, hier gibt es also nichts zu sehen. Es wurde nichts geändert.',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Unter dieser Adresse gibt es nichts. Kommst du aus einer unserer E-Mails? Vielleicht hat dein E-Mail-Programm das Ende des Links abgeschnitten. Kopiere den ganzen Link in deinen Browser oder öffne ihn aus einer anderen E-Mail von uns. Hilft das nicht, melde dich mit deiner Adresse noch einmal an: Es ändert sich nichts, und wir schicken dir einen neuen Link.',
  },
  failed: {
    title: 'Da ist etwas schiefgegangen',
    soon: 'Bitte komm gleich wieder',
    broken: 'Bei uns ist etwas kaputtgegangen. Versuche es in einer Minute noch einmal.',
    noAnswer: 'Unsere Datenbank antwortet nicht. In einer Minute sollte sie wieder da sein.',
    usedUp: (when) => `Unsere Datenbank hat ihr Tageslimit erreicht. Komm ${when} wieder.`,
    notYou: 'Du kannst nichts dafür.',
    kept: 'Was du geschickt hast, steht noch auf dieser Seite. Es schadet nicht, es zweimal zu schicken.',
    tryAgain: 'Noch einmal versuchen',
    sendAgain: 'Noch einmal schicken',
  },
  noSuchCourse: {
    title: 'Diesen Kurs gibt es nicht',
    text: 'Unter dieser Adresse gibt es keinen Kurs. Vielleicht heißt er jetzt anders. Auf der Startseite findest du alle Kurse.',
  },
  noLessonThere: {
    title: 'Diese Lektion gibt es nicht',
    text: 'Diese Lektion gehört nicht zu diesem Kurs. Vielleicht heißt sie jetzt anders oder wurde entfernt. Auf der Kursseite findest du alle Lektionen.',
    way: 'Zum Kurs',
  },
  noPageThere: {
    title: 'Diese Seite gibt es nicht',
    text: 'Diese Seite gehört nicht zu diesem Kurs. Vielleicht heißt sie jetzt anders oder wurde entfernt. Auf der Kursseite findest du alle Seiten.',
    way: 'Zum Kurs',
  },
  elsewhere: {
    title: 'Das ist eine Kopie des Kurses',
    text: 'Diese Kopie verschickt keine E-Mails, und wir haben nichts gespeichert. Melde dich auf der richtigen Seite des Kurses an.',
    way: 'Zur richtigen Seite',
  },
  tooMuch: {
    title: 'Zu viel Text',
    text: 'Das ist zu viel für dieses Formular, und wir haben nichts gespeichert. Schicke höchstens 16 KB.',
  },
  mediaType: (type) => ({
    title: FAILED,
    text: `Schicke ein Formular oder JSON. Das hier war „${type ?? 'nichts'}“.`,
  }),
  noJson: {
    title: FAILED,
    text: 'Das ist kein JSON-Objekt. Schicke eins wie {"email": "ada@example.com"}.',
  },
  brokenForm: {
    title: FAILED,
    text: 'Das Formular kam beschädigt an. Geh zurück und schicke es noch einmal.',
  },
  expired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Der Link in dieser E-Mail galt sieben Tage. Gib deine Adresse im Formular ein, dann schicken wir dir einen neuen.',
    way: 'Neuen Link holen',
  },
  replaced: {
    title: 'Dieser Link wurde ersetzt',
    text: 'Wir haben dir seitdem neue Links geschickt. Nimm den Link aus einer neueren E-Mail. Hast du keine, melde dich mit deiner Adresse noch einmal an: Es ändert sich nichts, und wir schicken dir den Link.',
    way: 'Neuen Link holen',
  },
  forgotten: {
    title: 'Deine Angaben sind gelöscht',
    text: 'Wir haben alles gelöscht, wozu dieser Link gehörte, und schicken nichts mehr. Du kannst jederzeit neu anfangen.',
    way: 'Neu anfangen',
  },
  departed: {
    title: 'Du hast den Kurs verlassen',
    text: 'Du hast diesen Kurs verlassen, deshalb schicken wir dir nichts. Möchtest du ihn wieder? Melde dich noch einmal an.',
    way: 'Noch einmal anmelden',
  },
  unconfirmed: {
    title: 'Noch nicht bestätigt',
    text: 'Drücke zuerst den Knopf in der Bestätigungs-E-Mail. Danach kannst du diese Seite nutzen. Wenn du die E-Mail nicht hast, melde dich noch einmal an.',
    way: 'Noch einmal anmelden',
  },
  noSuchEmail: {
    title: 'Diese E-Mail gibt es nicht',
    text: 'Diese E-Mail gibt es nicht, oder wir haben sie noch nicht verschickt. Auf deiner Seite findest du alle, die wir dir geschickt haben.',
  },
  addressExpired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Der Link in dieser E-Mail galt sieben Tage. Gib die neue Adresse auf deiner eigenen Seite noch einmal ein. Der Link dorthin steht in jeder Lektion, die wir dir geschickt haben.',
  },
  restoreExpired: {
    title: 'Zu spät zum Rückgängigmachen',
    text: 'Du hattest sieben Tage Zeit, das rückgängig zu machen, und die sind vorbei. War es jemand anderes? Antworte auf eine unserer E-Mails, und wir helfen dir.',
  },
  addressReplaced: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Die Änderung wurde abgebrochen, oder danach wurde eine andere Adresse eingegeben. Nimm den Link aus der neuesten E-Mail, oder gib die Adresse auf deiner eigenen Seite noch einmal ein.',
  },
  addressTaken: {
    title: 'Diese Adresse ist vergeben',
    text: 'Mit dieser Adresse gibt es schon eine eigene Anmeldung, und wir können die beiden nicht zusammenlegen. Gib auf deiner Seite eine andere Adresse ein. Oder öffne die Seite, die zu dieser Adresse gehört, aus einer E-Mail dorthin, und lösche sie zuerst.',
  },
  too_early: {
    title: 'Dafür ist es zu früh',
    text: 'Dein Termin liegt noch vor dir, oder du hast keinen. Ab diesem Tag kannst du uns hier sagen, wie es gelaufen ist.',
  },
  too_late: {
    title: 'Nichts rückgängig zu machen',
    text: 'Eine Änderung kannst du 24 Stunden lang rückgängig machen, und in dieser Zeit hast du nichts geändert. Wenn dein Termin nicht stimmt, gib stattdessen den richtigen ein.',
    way: GIVE_DATE,
  },
  no_such_lesson: {
    title: 'Diese Lektion gibt es nicht',
    text: 'Dein Plan hat keine solche Lektion. Vielleicht wurde sie aus dem Kurs genommen, oder du hast noch keinen Termin. Deine Seite zeigt die Lektionen, die du hast.',
  },
  no_such_step: {
    title: 'Diesen Schritt gibt es nicht',
    text: 'Die Lektion hat keinen solchen Schritt. Vielleicht wurde er aus dem Kurs genommen. Deine Seite zeigt die Schritte, die du hast.',
  },
  not_sent: {
    title: 'Noch nicht verschickt',
    text: 'Diese Lektion haben wir dir noch nicht geschickt, deshalb können wir sie nicht noch einmal schicken. Du kannst sie im Web lesen.',
  },
  no_date: {
    title: 'Dafür braucht es einen Termin',
    text: 'Diese Lektion zählt die Tage bis zu deinem Termin, und du hast gerade keinen, der noch kommt. Gib erst einen ein, oder lies die Lektion im Web.',
    way: GIVE_DATE,
  },
  too_soon: {
    title: 'Wir haben sie gerade erst noch einmal geschickt',
    text: 'Wir haben dir diese Lektion in den letzten 24 Stunden noch einmal geschickt. Schau im Spam- oder Werbeordner nach. Morgen kannst du wieder darum bitten.',
  },
  unreachable: {
    title: 'Wir können dir keine E-Mails schicken',
    text: 'E-Mails an deine Adresse kamen zurück oder wurden als Spam markiert, deshalb schicken wir nichts mehr dorthin. Gib auf deiner Seite eine andere Adresse ein.',
    way: 'Andere Adresse eingeben',
  },
  too_many: {
    title: 'Zu viele neue Adressen',
    text: 'Wir haben nichts gespeichert, weil wir vor Kurzem schon an eine neue Adresse geschrieben haben. Suche dort nach der E-Mail, auch im Spam- und Werbeordner, und drücke ihren Knopf. Oder versuche es morgen noch einmal.',
  },
};

const NOT_A_DATE = 'Schreibe das Datum als Jahr-Monat-Tag, etwa 2027-11-03, oder';
const NO_SUCH_DAY = 'Diesen Tag gibt es im Kalender nicht. Prüfe Monat und Tag.';
const NO_ADDRESS = 'Das ist keine E-Mail-Adresse. Sie sollte aussehen wie ada@example.com.';

const NOTE: Words['fieldErrors']['place'] = {
  not_text: 'Schreibe das als Text.',
  too_long: ({ known }) => `Das ist zu lang. Nimm höchstens ${known} Zeichen.`,
};

export const fieldErrors: FieldErrorTexts = {
  person: {
    missing:
      'Bitte mache die Roboterprüfung über dem Knopf, und schicke das Formular dann noch einmal ab. Sie braucht JavaScript.',
    refused:
      'Die Roboterprüfung hat nicht geklappt oder zu lange gedauert. Bitte mache sie noch einmal, und schicke das Formular wieder ab.',
    hidden:
      'Ein Feld, das du nicht sehen kannst, war ausgefüllt, vielleicht von deinem Browser oder einem Passwortmanager. Wir haben es geleert. Bitte schicke das Formular noch einmal ab.',
  },
  course: {
    unknown: ({ known }) => `Diesen Kurs haben wir nicht. Wähle einen von: ${known}.`,
  },
  email: {
    missing: 'Gib deine E-Mail-Adresse ein. Dorthin schicken wir die Lektionen.',
    control: 'In der Adresse steckt ein unsichtbares Zeichen. Tippe sie von Hand.',
    several: 'Gib nur eine Adresse ein, etwa ada@example.com, ohne Namen und ohne Leerzeichen.',
    no_at: 'Der Adresse fehlt das @. Sie sollte aussehen wie ada@example.com.',
    local: NO_ADDRESS,
    not_text: NO_ADDRESS,
    local_not_ascii:
      'Vor dem @ erreichen wir nur einfache Buchstaben, Ziffern und Zeichen, ohne Umlaute und Akzente. Gib eine andere Adresse ein.',
    dots: 'Vor dem @ darf ein Punkt nicht am Anfang, am Ende oder neben einem anderen Punkt stehen. Prüfe die Adresse.',
    domain: 'Was nach dem @ kommt, ist keine E-Mail-Domain. Sie sollte aussehen wie example.com.',
    no_dot: 'Der Teil nach dem @ ist unvollständig. Er sollte aussehen wie example.com.',
    unreachable:
      'Adressen mit dieser Endung erreicht keine E-Mail. Prüfe sie, oder gib eine andere ein.',
    example: 'Diese Adresse ist nur ein Beispiel und bekommt keine E-Mails. Gib deine eigene ein.',
    typo: ({ known }) =>
      `Meinst du ${known}? Wenn nicht, schicke das Formular noch einmal so ab, wie es ist.`,
    too_long: 'Für eine E-Mail-Adresse ist das zu lang. Bitte prüfe sie.',
  },
  target_date: {
    missing: 'Gib deinen Termin ein, oder sag, dass du noch keinen hast.',
    not_a_date: `${NOT_A_DATE} none für „keinen“.`,
    no_such_day: NO_SUCH_DAY,
    today:
      'Das ist heute, es gibt also nichts mehr herunterzuzählen. Atme tief durch, und viel Glück.',
    past: 'Dieser Tag ist vorbei. Wähle einen späteren, oder sag, dass du noch keinen Termin hast.',
    too_far: 'Bis dahin sind es mehr als 20 Jahre. Wähle einen früheren Tag.',
  },
  date_kind: { unknown: ({ known }) => `Wähle eins davon: ${known}.` },
  time_zone: {
    missing: 'Wähle deine Zeitzone, damit die Lektionen zu deiner Stunde kommen.',
    unknown: 'Diese Zeitzone kennen wir nicht. Wähle eine wie Europe/Berlin oder America/New_York.',
  },
  send_hour: { not_an_hour: 'Wähle eine volle Stunde des Tages, von 0 bis 23.' },
  name: {
    control: 'Schreibe deinen Namen in eine Zeile, in Buchstaben.',
    markup: 'In einem Namen kann kein < oder > stehen. Schreibe ihn in einfachen Buchstaben.',
    link: 'E-Mail-Programme würden daraus einen Link machen. Gib nur deinen Namen ein, mit einem Leerzeichen nach jedem Punkt.',
    too_long: 'Für eine Anrede ist dieser Name zu lang. Nimm höchstens 40 Zeichen.',
  },
  until: {
    not_a_date: `${NOT_A_DATE} lass das Feld leer.`,
    no_such_day: NO_SUCH_DAY,
    past: 'Wähle einen Tag ab morgen, oder lass das Feld leer.',
    too_far:
      'Bis dahin sind es mehr als 20 Jahre. Wähle einen früheren Tag, oder lass das Feld leer.',
  },
  outcome: { unknown: ({ known }) => `Wähle eine der Antworten: ${known}.` },
  ending: { unknown: ({ known }) => `Wähle eins davon: ${known}.` },
  time: NOTE,
  place: NOTE,
  names: NOTE,
  phone: NOTE,
  questions: NOTE,
  round: { unknown: 'Diese Runde hattest du noch nicht. Lasse sie weg, dann gilt die jetzige.' },
  lesson: { missing: 'Sag, welche Lektion du meinst, etwa one-week.' },
  step: { missing: 'Sag, welchen Schritt der Lektion du meinst.' },
  done: { not_yes_or_no: 'Sag ja oder nein: Ist der Schritt erledigt?' },
};
