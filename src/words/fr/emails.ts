import type { Span } from '../../domain/time.ts';
import type { Words } from '../words.ts';

export const email: Words['email'] = {
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  noDate: 'pas de date',
  noDateYet: 'pas encore de date',
  lessonOf: (number, of) => `Leçon ${number} sur ${of} · `,
  toGo: (days) => `encore ${days} · `,
  stone: { above: 'encore', below: '' },
  untranslated: 'Cette leçon n’est pas encore traduite en français. Voici l’original.',
  today: (minutes) => `À faire aujourd’hui : ${minutes} minutes`,
  checklist: 'Votre liste',
  hours: (hours, aWeek) =>
    `Environ ${hours} en tout${aWeek === null ? '' : `, soit ${aWeek} par semaine jusqu’à votre date`}.`,
  checkOff: 'Cochez ces étapes sur votre page',
  stillOpen: 'Reste à faire',
  unchecked: (lesson) => `Vous n’avez pas encore coché ces étapes de « ${lesson} » :`,
  openAgain: {
    title: 'Vous avez de nouveau le temps',
    text: 'Vous n’avez pas encore coché ces étapes des leçons précédentes, et votre nouvelle date vous en laisse le temps.',
    more: 'Vous trouverez les autres sur votre page.',
  },
  reading: 'Pour aller plus loin',
  fromBefore: 'Toujours utile, tiré des leçons précédentes',
  tooLate: 'Trop tard pour être utile, à passer : ',
  skipEarlier: 'Les leçons précédentes arriveraient trop tard pour être utiles : passez-les.',
  welcome:
    'Bienvenue ! Votre date est proche : ce message de bienvenue et votre première leçon ne font donc qu’un seul e-mail.',
  nextOn: (day) => `Prochaine leçon : ${day}`,
  next: (lesson, day) => `Ensuite : ${lesson}, ${day}.`,
  buttons: {
    confirm: 'Confirmer mon adresse',
    openPage: 'Ouvrir votre page',
    setDate: 'Indiquer votre date',
    setNextDate: 'Indiquer votre prochaine date',
    seePlan: 'Voir votre programme',
    useAddress: 'Utiliser cette adresse',
    restoreAddress: 'Annuler ce changement',
    changeDate: (day) => `Changer ma date : ${day}`,
    anotherGoal: 'Choisir un autre objectif',
    keepPlace: 'Garder ma place',
  },
  footer: {
    reply: (address) =>
      `Une question ? Répondez à cet e-mail. C’est une personne qui le lit (${address}).`,
    because: (course, on, address) =>
      `Vous recevez cet e-mail parce que l’adresse ${address} a été inscrite le ${on} à « ${course} ».`,
    plan: 'Voir ou modifier votre programme',
    move: 'Changer votre date',
    copy: 'Voir cet e-mail dans le navigateur',
    leave: 'Se désinscrire',
    unconfirmed: (course, on, address) =>
      `L’adresse ${address} a été saisie le ${on} pour « ${course} ». Sans confirmation, nous n’enverrons rien d’autre.`,
    newAddress: (course, address) =>
      `Ce n’était pas vous ? Ignorez cet e-mail. L’adresse ${address} a été saisie comme nouvelle adresse pour « ${course} ». Sans confirmation, rien ne change.`,
    formerAddress: (course, address) =>
      `Vous recevez cet e-mail parce que « ${course} » était envoyé jusqu’ici à ${address}.`,
    forwarded: 'On vous a transféré cet e-mail ?',
    startYourOwn: 'Lancez votre propre compte à rebours',
    nothingMore: 'Ne plus rien envoyer à cette adresse',
  },
};

const UNITS = {
  year: ['un an', 'ans'],
  month: ['un mois', 'mois'],
  week: ['une semaine', 'semaines'],
  day: ['un jour', 'jours'],
} as const;

const NUMBERS = ['', '', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'];

const long = (spans: readonly Span[]): string =>
  spans
    .map(({ amount, unit }) =>
      amount === 1 ? UNITS[unit][0] : `${NUMBERS[amount] ?? amount} ${UNITS[unit][1]}`,
    )
    .join(' et ');

export const web: Words['web'] = {
  targetDate: 'jour J',
  zone: 'votre fuseau horaire',
  address: 'votre adresse',
  signedUpOn: 'jour de votre inscription',
  us: 'nous',
  tomorrow: 'demain',
  today: 'aujourd’hui',
  onDate: ', le ',
  long,
  ahead: (spans) => `dans ${long(spans)}`,
  ago: (spans) => `il y a ${long(spans)}`,
};
