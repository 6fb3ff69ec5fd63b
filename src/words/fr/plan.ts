import { capital, pluralIn } from '../../domain/locale.ts';
import type { Words } from '../words.ts';
import { timeIn } from './grammar.ts';

const plural = pluralIn('fr');

const NUMBERS = ['aucune', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'];

const count = (amount: number): string =>
  `${NUMBERS[amount] ?? amount} ${plural(amount, { one: 'leçon', other: 'leçons' })}`;

const earlier = (amount: number): string =>
  `${count(amount)} ${plural(amount, { one: 'précédente', other: 'précédentes' })}`;

const ofEarlier = (amount: number): string =>
  amount === 1 ? `d’${earlier(amount)}` : `de ${earlier(amount)}`;

const onTheirDays = (amount: number): string =>
  `${count(amount)}, ${plural(amount, { one: 'le jour prévu', other: 'chacune le jour prévu' })}.`;

const SUPPRESSED =
  'Les e-mails envoyés à votre adresse reviennent : nous n’envoyons donc plus rien.';

export const plan: Words['plan'] = {
  title: 'Votre programme',
  before: (duration) => `${duration} avant`,
  after: (duration) => `${duration} après`,
  onTheDay: 'le jour même',
  or: (durations) => durations.join(' ou '),
  by: (day) => `Avant le ${day}.`,
  dayAt: (day, time) => `${day} à ${time}`,
  today: 'Aujourd’hui',
  past: (lessons) => `Leçons précédentes (${lessons})`,
  meantFor: (day) => `Prévue pour le ${day}`,
  toGo: (days) => `encore <b>${days}</b>`,
  ago: (days) => `il y a <b>${days}</b>`,
  todayIsTheDay: '<b>Aujourd’hui</b>, c’est le jour J',
  sentAt: (time, zone) => `Les leçons sont envoyées à ${timeIn(time, zone)}.`,
  readIsNotSent: 'Si vous marquez une leçon comme lue, nous ne vous l’enverrons pas.',
  markAsRead: 'Marquer comme lue',
  markAsUnread: 'Marquer comme non lue',
  sendAgain: 'Renvoyer',
  checklist: 'Liste',
  checklistOf: (lesson) => ` de « ${lesson} »`,
  done: (done, all) =>
    `${done} ${plural(done, { one: 'étape faite', other: 'étapes faites' })} sur ${all}`,
  stepDone: (step) => `Fait : ${step}`,
  statuses: {
    upcoming: 'Prévue',
    now: 'Envoi imminent',
    catch_up: 'L’essentiel seulement',
    left_out: 'Laissée de côté',
    skipped: 'Non envoyée',
    sent: 'Envoyée',
    held: 'En pause',
    read: 'Lue',
    failed: 'Non distribuée',
    unknown: 'Peut-être reçue',
  },
  unsent: {
    in_catch_up: 'L’essentiel est dans un autre e-mail.',
    catch_up_refused:
      'Votre messagerie ou notre prestataire a refusé l’e-mail qui en contenait l’essentiel.',
    late_skip: 'Elle n’est utile que le jour prévu, et ce jour est passé.',
    read_before: 'Vous l’avez déjà reçue lors d’un compte à rebours précédent.',
    read: 'Vous l’avez marquée comme lue : nous ne l’enverrons pas.',
    unread: 'Vous l’avez marquée comme non lue alors que vous n’aviez pas de date.',
    window_closed: 'Nous n’avons pas pu l’envoyer à temps.',
    paused: 'Vous avez mis les leçons en pause.',
    no_time_left: 'Trop tard pour être utile : passez-la.',
    added_later: 'Elle a été ajoutée au cours quand son jour était déjà passé pour vous.',
    moment_passed: 'Son jour a changé dans le cours, et il est passé pour vous.',
    never_accepted: 'L’envoi a échoué : le service qui distribue nos e-mails ne l’a pas accepté.',
    not_listed: 'C’est un site de test : il n’envoie rien à votre adresse.',
    cannot_compose: 'Nous n’avons pas pu préparer cet e-mail. L’erreur vient de nous.',
    suppressed: SUPPRESSED,
    with_lesson: 'Ce message faisait partie de l’e-mail de votre première leçon.',
  },
  withdrawn: {
    moved: 'Envoi annulé : votre date a changé.',
    left: 'Envoi annulé : vous avez quitté le cours.',
    paused: 'Envoi annulé : vous avez fait une pause.',
    resumed: 'Envoi prévu à un autre moment depuis la fin de votre pause.',
    replaced: 'Envoi remplacé par un programme plus récent.',
    answered: 'Envoi annulé : vous nous avez dit comment cela s’est passé.',
    off: 'Envoi annulé : vous nous avez dit que c’était annulé.',
    undone: 'Envoi prévu à un autre moment depuis que vous avez annulé un changement.',
    read: 'Envoi prévu à un autre moment, car vous avez lu une leçon en avance.',
    suppressed: SUPPRESSED,
    lesson_removed: 'Envoi annulé : la leçon a été retirée du cours.',
  },
  notSent: 'Envoi non effectué.',
  canceled: 'Envoi annulé.',
  sending: 'Envoi en cours.',
  rejected: 'Votre messagerie ou notre prestataire a refusé cet e-mail.',
  unclear: 'Cet envoi vous est peut-être parvenu. Dans le doute, nous ne le ferons pas deux fois.',
  pause: {
    over: 'Il est devenu trop tard pendant votre pause. Si l’essentiel est encore utile à la reprise, nous vous l’enverrons.',
    before: 'Votre pause se termine avant son jour : nous l’enverrons comme prévu.',
    within: 'Vous êtes en pause. Nous l’enverrons à la fin de la pause.',
    after: 'Vous êtes en pause, et à la fin de la pause il sera trop tard pour cette leçon.',
  },
  atOnce: ' tout de suite',
  onConfirm: ' dès que vous aurez confirmé',
  on: (dayAt) => ` le ${dayAt}`,
  comes: (when) => `Nous vous l’enverrons${when}.`,
  steps: {
    came: (lesson, day) => `L’essentiel est dans ${inEmail(lesson)} (e-mail du ${day}).`,
    mayHaveCome: (lesson, day) =>
      `L’essentiel est dans ${inEmail(lesson)} (e-mail sans doute envoyé le ${day}).`,
    come: (lesson, when) => `Nous vous enverrons l’essentiel dans ${inEmail(lesson)}${when}.`,
  },
  preview: {
    quoted: (title) => `« ${title} »`,
    comes: (titles, when) => `Vous recevrez ${titles}${when}.`,
    stepsWith: (titles, missed, when) =>
      `Vous recevrez ${titles}${when}, avec l’essentiel ${ofEarlier(missed)}.`,
    steps: (missed, when) =>
      `Vous recevrez un e-mail avec l’essentiel ${ofEarlier(missed)}${when}.`,
    leftOut: (amount) =>
      `${capital(earlier(amount))} ${plural(amount, { one: 'arriverait', other: 'arriveraient' })} trop tard pour être ${plural(amount, { one: 'utile : passez-la', other: 'utiles : passez-les' })}.`,
    ahead: (amount) => capital(onTheirDays(amount)),
    thenAhead: (amount) => `Puis ${onTheirDays(amount)}`,
    nothing: 'Il n’y a plus rien à envoyer avant ce jour.',
    noDate: (yours) =>
      `Aucun problème. Vous recevrez un message de bienvenue. Au bout d’un, de deux et de quatre mois, nous vous demanderons quand tombe ${yours}. Ensuite, nous ne demanderons plus.`,
    invitation: (yours) =>
      `Indiquez quand tombe ${yours} pour voir votre programme. Rien n’est enregistré avant votre inscription.`,
    inShort: (days, amount, first) =>
      `Encore ${days} : ${amount} ${plural(amount, { one: 'leçon', other: 'leçons, la première' })} le ${first}.`,
    inShortNow: (days, amount) =>
      `Encore ${days} : ${amount} ${plural(amount, { one: 'leçon', other: 'leçons, la première' })} dès que vous aurez confirmé.`,
    inShortNothing: (days) => `Encore ${days}.`,
    whole: 'Voir tout le programme',
  },
};

const inEmail = (lesson: string | null): string =>
  lesson === null ? 'un e-mail' : `« ${lesson} »`;

export const calendar: Words['calendar'] = {
  title: 'Dans votre agenda',
  text: 'Ajoutez une seule fois vos leçons et votre date : votre agenda suivra tous les changements que vous ferez ici. Google et Microsoft peuvent mettre une journée à s’en apercevoir.',
  apps: {
    apple: 'Calendrier d’Apple et autres applications',
    google: 'Google Agenda',
    outlook: 'Outlook.com (personnel)',
    microsoft: 'Microsoft 365 (travail ou études)',
  },
  others: 'Autres possibilités',
  file: '<file>Téléchargez un fichier</file> avec les dates d’aujourd’hui',
  onlyDay: (day) =>
    `N’ajoutez que le jour J, ${day} : <google>Google Agenda</google>, <outlook>Outlook.com</outlook> ou <microsoft>Microsoft 365</microsoft>`,
  fine: 'Toute personne qui a le lien de l’agenda peut voir vos dates, mais pas les modifier.',
  task: (minutes, time) =>
    `Pas le temps maintenant ? Réservez ${minutes} minutes dans votre agenda, demain à ${time} :`,
  otherApp: 'Autre agenda',
  theDay: (course) => `Le jour visé par le cours « ${course} ».`,
  byEmail: (course, url) =>
    `${course}. Nous vous l’enverrons par e-mail. Vous pouvez aussi la lire ici : ${url}`,
  tomorrow: 'C’est demain',
  lessonTomorrow: (lesson) => `Votre prochaine leçon arrive demain : « ${lesson} »`,
};
