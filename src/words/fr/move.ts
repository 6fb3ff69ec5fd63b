import { pluralIn } from '../../domain/locale.ts';
import type { Words } from '../words.ts';
import { timeIn } from './grammar.ts';

const plural = pluralIn('fr');

const phrase = (one: string, other: string) => (amount: number) => plural(amount, { one, other });

export const move: Words['move'] = {
  give: 'Indiquez votre date',
  another: 'Vous avez une autre date ?',
  moved: 'La date a changé ?',
  oneStep: 'Choix rapides',
  choices: {
    week: 'Une semaine plus tard',
    twoWeeks: 'Deux semaines plus tard',
    month: 'Un mois plus tard',
    tomorrow: 'Demain',
    none: 'Je ne sais pas encore',
  },
  show: 'Voir les changements',
  showFine: 'Rien n’est encore enregistré. Vous verrez d’abord ce qui changerait.',
  title: 'Ce qui changerait',
  nothing: 'Rien ne changerait',
  same: 'C’est déjà réglé ainsi.',
  paused:
    'Vos leçons sont en pause. Quel que soit votre choix, elles attendront la fin de la pause.',
  lessonByLesson: 'Leçon par leçon',
  wait: 'Retirer votre date ?',
  changeHour: 'Changer l’heure ?',
  first: (yours, day) => `${yours}, c’est le ${day} ?`,
  moveTo: (day) => `Nouvelle date : ${day} ?`,
  back: 'Revenir à votre page',
  from: 'Date actuelle',
  to: 'Nouvelle date',
  before: 'avant : ',
  after: 'ensuite : ',
  keep: 'Ne rien changer',
  fine: 'Vous pourrez annuler pendant 24 heures. Ou <another>choisissez un autre jour</another>.',
  buttons: {
    hour: 'Enregistrer la nouvelle heure',
    none: 'Retirer la date',
    first: 'Enregistrer la date',
    move: 'Enregistrer la nouvelle date',
  },
  noDate: 'Pas encore de date',
  lessonsAt: (time, zone) => `Leçons à ${timeIn(time, zone)}`,
  toGo: (days) => `encore ${days}`,
  ago: (days) => `il y a ${days}`,
  today: 'aujourd’hui',
  sentOn: (day) => `Envoyée le ${day}`,
  afterButton: 'Quelques minutes après votre clic sur le bouton',
  lessons: (amount) => `${amount} ${plural(amount, { one: 'leçon', other: 'leçons' })}`,
  sum: (parts) => `${parts.join(', ')}.`,
  noChange: 'Aucune leçon ne change.',
  stepsIn: (lesson) =>
    `Son jour serait passé. Nous vous enverrions l’essentiel dans ${lesson === null ? 'un e-mail' : `« ${lesson} »`}.`,
  phrases: {
    moves: phrase('change de jour', 'changent de jour'),
    planned: phrase('est ajoutée', 'sont ajoutées'),
    now: phrase('est envoyée tout de suite', 'sont envoyées tout de suite'),
    again: phrase('est renvoyée', 'sont renvoyées'),
    in_catch_up: phrase('est réduite à l’essentiel', 'sont réduites à l’essentiel'),
    left_out: phrase('arriverait trop tard', 'arriveraient trop tard'),
    stays: phrase('ne bouge pas', 'ne bougent pas'),
    waits: phrase('attend que vous ayez une date', 'attendent que vous ayez une date'),
    behind: phrase('est déjà passée', 'sont déjà passées'),
    has_steps: phrase('a été réduite à l’essentiel', 'ont été réduites à l’essentiel'),
    has: phrase('a déjà été envoyée', 'ont déjà été envoyées'),
  },
  labels: {
    moves: 'Change de jour',
    planned: 'Ajoutée',
    stays: 'Ne bouge pas',
    now: 'Envoyée tout de suite',
    again: 'Renvoyée',
    in_catch_up: 'L’essentiel seulement',
    left_out: 'Trop tard pour être utile',
    waits: 'Attend votre date',
    behind: 'Déjà passée',
    has_steps: 'Vous en avez l’essentiel',
    has: 'Vous l’avez déjà',
  },
  unclear: {
    has_steps: 'Vous en avez sans doute l’essentiel',
    has: 'Vous l’avez sans doute déjà',
  },
  notes: {
    now: 'Son jour serait passé, mais elle vous aiderait encore.',
    again: 'Vous l’avez déjà reçue. Elle aide aussi la deuxième fois.',
    left_out: 'Elle arriverait trop tard pour être utile : passez-la.',
    behind: 'Vous pouvez la lire sur le site.',
  },
};
