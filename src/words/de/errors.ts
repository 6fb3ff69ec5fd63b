import type { FieldErrorTexts } from '../en/errors.ts';
import type { Words } from '../words.ts';

const GIVE_DATE = 'Termin angeben';
const FAILED = 'Das hat nicht geklappt';

export const errors: Words['errors'] = {
  method: {
    title: 'Das ist keine Seite',
    text: 'Diese Adresse nimmt nur an, was ein Formular ihr schickt. Nichts wurde geändert.',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Unter dieser Adresse gibt es nichts. Kommst du aus einer unserer E-Mails? Vielleicht hat dein E-Mail-Programm das Ende des Links abgeschnitten. Kopiere den ganzen Link in deinen Browser oder öffne ihn aus einer anderen E-Mail von uns. Hilft das nicht, melde dich mit deiner Adresse noch einmal an: Es ändert sich nichts, und wir schicken dir einen neuen Link.',
  },
  failed: {
    title: 'Das hat nicht geklappt',
    soon: 'Bitte komm gleich wieder',
    broken: 'Bei uns ist etwas kaputtgegangen. Versuch es in einer Minute noch einmal.',
    noAnswer: 'Unsere Datenbank antwortet nicht. In einer Minute sollte sie wieder da sein.',
    usedUp: (when) =>
      `Unsere Datenbank hat getan, was sie an einem Tag tun darf. Komm ${when} wieder.`,
    notYou: 'Du kannst nichts dafür.',
    kept: 'Was du geschickt hast, bleibt auf dieser Seite; es zweimal zu schicken schadet nicht.',
    tryAgain: 'Noch einmal versuchen',
    sendAgain: 'Noch einmal schicken',
  },
  noSuchCourse: {
    title: 'Diesen Kurs gibt es nicht',
    text: 'Unter dieser Adresse gibt es keinen Kurs. Vielleicht heißt er jetzt anders; die Startseite führt zu allen, die es gibt.',
  },
  noLessonThere: {
    title: 'Diese Lektion gibt es nicht',
    text: 'Dieser Kurs hat keine solche Lektion. Vielleicht heißt sie jetzt anders oder wurde entfernt; der Kurs nennt alle, die er hat.',
    way: 'Zum Kurs',
  },
  noPageThere: {
    title: 'Diese Seite gibt es nicht',
    text: 'Dieser Kurs hat keine solche Seite. Vielleicht heißt sie jetzt anders oder wurde entfernt; der Kurs nennt alle, die er hat.',
    way: 'Zum Kurs',
  },
  elsewhere: {
    title: 'Der Kurs ist anderswo zu Hause',
    text: 'Das hier ist eine Kopie des Kurses, und sie verschickt keine Mails. Nichts wurde gespeichert. Melde dich dort an, wo der Kurs zu Hause ist.',
    way: 'Dorthin',
  },
  tooMuch: {
    title: 'Zu viel auf einmal',
    text: 'Das ist zu viel für dieses Formular, und nichts wurde gespeichert. Schick höchstens 16 KB.',
  },
  mediaType: (type) => ({
    title: FAILED,
    text: `Schick ein Formular oder JSON; „${type ?? 'nichts'}“ ist keins von beiden.`,
  }),
  noJson: {
    title: FAILED,
    text: 'Das ist kein JSON-Objekt. Schick eines wie {"email": "ada@example.com"}.',
  },
  brokenForm: {
    title: FAILED,
    text: 'Das Formular kam beschädigt an. Geh zurück und schick es noch einmal.',
  },
  expired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Der Link in dieser Mail galt sieben Tage. Melde dich noch einmal an, und ein neuer ist unterwegs.',
    way: 'Noch einmal anmelden',
  },
  replaced: {
    title: 'Dieser Link wurde ersetzt',
    text: 'An seine Stelle sind neuere Links getreten. Jede Mail, die wir seitdem geschickt haben, hat einen, der funktioniert. Hast du keine, melde dich mit deiner Adresse noch einmal an: Es ändert sich nichts, und wir schicken dir den Link.',
    way: 'Den Link schicken lassen',
  },
  forgotten: {
    title: 'Wir kennen dich nicht mehr',
    text: 'Wir haben gelöscht, wozu dieser Link gehörte, und es kommt nichts mehr. Du kannst jederzeit neu anfangen.',
    way: 'Neu anfangen',
  },
  departed: {
    title: 'Du hast den Kurs verlassen',
    text: 'Du hast diesen Kurs verlassen und bekommst nichts mehr. Wenn du ihn wieder willst, melde dich noch einmal an.',
    way: 'Noch einmal anmelden',
  },
  unconfirmed: {
    title: 'Noch nicht bestätigt',
    text: 'Drück zuerst den Knopf in der Bestätigungsmail; dann gehört diese Seite dir.',
    way: 'Schickt mir eine neue Bestätigung',
  },
  noSuchEmail: {
    title: 'Diese Mail gibt es nicht',
    text: 'Hier ist keine Mail zu zeigen, oder sie ist noch nicht verschickt. Deine Seite nennt alle, die es sind.',
  },
  addressExpired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Der Link in dieser Mail galt sieben Tage. Gib die neue Adresse auf deiner eigenen Seite noch einmal an; jede Mail des Kurses hat den Link dorthin.',
  },
  restoreExpired: {
    title: 'Zu spät zum Rückgängigmachen',
    text: 'Du hattest sieben Tage Zeit, das rückgängig zu machen, und die sind vorbei. War es jemand anderes? Antworte auf eine unserer E-Mails, und wir helfen dir.',
  },
  addressReplaced: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Der Wunsch wurde zurückgenommen, oder danach wurde eine andere Adresse angegeben. Die neueste Mail hat den Link, der gilt; auf deiner eigenen Seite kannst du die Adresse noch einmal angeben.',
  },
  addressTaken: {
    title: 'Diese Adresse ist vergeben',
    text: 'Diese Adresse hat bei uns schon einen eigenen Platz, und zwei können sich keinen teilen. Gib auf deiner Seite eine andere an; oder öffne die Seite, die zu dieser Adresse gehört, aus irgendeiner Mail an sie, und lösch sie dort zuerst.',
  },
  too_early: {
    title: 'Dafür ist es zu früh',
    text: 'Dein Termin liegt noch vor dir, oder du hast keinen. Vom Tag selbst an kannst du uns hier sagen, wie es gelaufen ist.',
  },
  too_late: {
    title: 'Nichts rückgängig zu machen',
    text: 'Eine Änderung kannst du 24 Stunden lang rückgängig machen, und aus dieser Zeit gibt es keine. Wenn dein Termin nicht stimmt, gib stattdessen den richtigen an.',
    way: GIVE_DATE,
  },
  no_such_lesson: {
    title: 'Diese Lektion gibt es nicht',
    text: 'Dein Plan hat keine solche Lektion. Vielleicht wurde sie aus dem Kurs genommen, oder du hast noch keinen Termin; deine Seite zeigt, was es gibt.',
  },
  no_such_step: {
    title: 'Diesen Schritt gibt es nicht',
    text: 'Die Lektion hat keinen solchen Schritt. Vielleicht wurde er aus dem Kurs genommen; deine Seite zeigt, was es gibt.',
  },
  not_sent: {
    title: 'Noch nicht verschickt',
    text: 'Diese Lektion haben wir dir noch nicht geschickt, also kann sie nicht noch einmal kommen. Sie kommt an ihrem Tag; bis dahin kannst du sie im Web lesen.',
  },
  no_date: {
    title: 'Dafür braucht es einen Termin',
    text: 'Diese Lektion zählt die Tage bis zu deinem Termin, und du hast gerade keinen, der noch kommt. Gib erst einen an, oder lies die Lektion im Web.',
    way: GIVE_DATE,
  },
  too_soon: {
    title: 'Sie wurde gerade erst geschickt',
    text: 'Wir haben dir diese Lektion innerhalb des letzten Tages noch einmal geschickt. Schau bei Spam oder Werbung nach; morgen kannst du wieder darum bitten.',
  },
  unreachable: {
    title: 'Deine Adresse nimmt keine Mails an',
    text: 'Mails an deine Adresse kamen zurück oder wurden als unerwünscht markiert, deshalb schicken wir nichts dorthin. Gib auf deiner Seite eine andere Adresse an.',
    way: 'Andere Adresse angeben',
  },
  too_many: {
    title: 'Zu viele neue Adressen',
    text: 'Nichts wurde gespeichert: Wir haben vor Kurzem an eine neue Adresse geschrieben. Such dort nach der Mail und drück ihren Knopf, auch bei Spam und Werbung; oder versuch es morgen wieder.',
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
