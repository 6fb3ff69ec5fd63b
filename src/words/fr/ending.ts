import type { Words } from '../words.ts';
import { timeIn } from './grammar.ts';

export const ending: Words['ending'] = {
  goal: {
    tick: 'Pas encore de date fixe : c’est le jour que je me donne pour objectif',
    yours: 'votre objectif',
    first: (day) => `Objectif : ${day} ?`,
    make: 'Faire de cette date un objectif ?',
    makeButton: 'En faire un objectif',
    real: (yours) => `Ce jour-là, c’est vraiment ${yours} ?`,
    realButton: 'Oui, enregistrer',
    known: 'Vous connaissez maintenant la vraie date ?',
    knownText: 'Indiquez la vraie date ci-dessus et décochez la case. Ou, si c’est le même jour :',
    sameDay: 'C’est bien ce jour-là',
  },
  day: {
    title: 'Bonne chance pour aujourd’hui !',
    text: 'Voici votre liste pour aujourd’hui.',
    goalTitle: 'Aujourd’hui, c’est le jour que vous visiez',
    goalText: 'Voici la liste pour le jour même.',
    moved:
      'La date a changé ? <move>Indiquez la nouvelle</move>. C’est annulé ? <off>Prévenez-nous</off>.',
    asksFrom: (time) => `À partir de ${time}, vous pourrez nous dire ici comment cela s’est passé.`,
  },
  outcome: {
    open: 'Comment cela s’est-il passé ?',
    onlyYou:
      'Votre réponse n’est visible que par vous. Elle détermine ce que nous vous enverrons ensuite.',
    chosen: 'Voici la réponse que vous avez choisie. Cliquez sur le bouton pour l’enregistrer.',
    save: 'Enregistrer cette réponse',
    others: 'Choisir une autre réponse',
    told: (label) => `Votre réponse : ${label}`,
    follows: {
      done: 'Nous nous arrêterons là.',
      ask_again: 'Nous vous reposerons la question une fois, dans deux semaines.',
      next_round: 'Nous vous enverrons un bilan à faire et vous demanderons votre prochaine date.',
    },
    askedAgain: (day) => `Nous vous reposerons la question une fois, le ${day}.`,
    notAgain: 'Nous ne vous reposerons pas la question.',
    hereToo: 'Vous pouvez répondre ici à tout moment.',
    nothingMore:
      'Vous ne recevrez plus d’e-mails. Si vous avez un jour une autre date, indiquez-la ci-dessous : un nouveau compte à rebours commencera.',
  },
  dateNow: {
    title: 'Avez-vous une date maintenant ?',
    text: 'Si oui, indiquez-la, et nous vous enverrons les leçons encore utiles d’ici là. Sinon, choisissez un autre objectif ou gardez votre place sans date.',
    date: 'Indiquer ma date',
    goal: 'Choisir un autre objectif',
    keep: 'Garder ma place',
  },
  off: {
    titles: {
      ahead: 'C’est annulé ?',
      after: 'Cela n’a pas eu lieu ?',
      no_date: 'Vous préférez que nous ne demandions plus ?',
    },
    text: 'Nous arrêterons tout de suite : plus d’e-mails, plus de questions, et plus rien dans votre agenda. Vous pourrez revenir en arrière pendant 24 heures.',
    link: 'C’est annulé ? <off>Prévenez-nous</off>.',
    chosen: 'Voici ce que vous avez choisi. Cliquez sur le bouton pour l’enregistrer.',
    save: 'Enregistrer ce choix',
    others: 'Choisir autre chose',
    choices: {
      cancelled: 'C’est annulé',
      changed: 'Mes projets ont changé',
      kept: 'Garder ma place, sans questions',
    },
    states: {
      cancelled: 'Votre compte à rebours est arrêté',
      kept: 'Nous vous gardons votre place',
    },
    silent: 'Nous ne vous enverrons rien et ne vous demanderons rien.',
    erased: (day) =>
      `Nous effacerons vos données le ${day}, sauf si vous indiquez une nouvelle date d’ici là.`,
    plan: 'Aucune leçon n’est prévue. Indiquez une date quand vous voulez pour les retrouver.',
  },
  undo: {
    title: 'Une erreur ?',
    moved: (before, until) =>
      `Avant, c’était : <b>${before}</b>. Vous pouvez annuler ce changement jusqu’au ${until}.`,
    dated: (until) =>
      `Avant, vous n’aviez pas de date. Vous pouvez annuler ce changement jusqu’au ${until}.`,
    answered: (until) =>
      `Vous nous avez dit comment cela s’est passé. Vous pouvez annuler votre réponse jusqu’au ${until}.`,
    off: (until) =>
      `Vous avez arrêté votre compte à rebours. Vous pouvez revenir en arrière jusqu’au ${until}, et tout sera comme avant.`,
    paused: (until) =>
      `Vous avez modifié votre pause. Vous pouvez annuler ce changement jusqu’au ${until}.`,
    read: (lesson, until) =>
      `Vous avez marqué « ${lesson} » comme lue. Vous pouvez annuler jusqu’au ${until}.`,
    notes: (until) =>
      `Vous avez modifié vos notes. Vous pouvez annuler ce changement jusqu’au ${until}.`,
    clock: timeIn,
    button: 'Annuler ce changement',
  },
};
