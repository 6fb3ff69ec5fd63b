import type { Words } from '../words.ts';
import { timeIn } from './grammar.ts';

const NO_DATE_YET = 'Je n’ai pas encore de date';

export const signUp: Words['signUp'] = {
  inbox: {
    title: 'Consultez votre messagerie',
    text: 'Nous vous avons envoyé un e-mail. Cliquez sur le bouton qu’il contient pour lancer votre compte à rebours. D’ici là, nous n’enverrons rien d’autre.',
    textTo:
      'Nous avons envoyé un e-mail à <address></address>. Cliquez sur le bouton qu’il contient pour lancer votre compte à rebours. D’ici là, nous n’enverrons rien d’autre.',
    nothing: 'Toujours rien après quelques minutes ?',
    spam: 'Cherchez un e-mail de <from></from> dans les indésirables ou les promotions.',
    limit: (amount, minutes) =>
      `Une adresse peut recevoir ${amount} de ces e-mails par jour, à ${minutes} minutes d’intervalle au moins. Si vous avez déjà ceux d’aujourd’hui, utilisez le plus récent ou réessayez demain.`,
    slow: 'Notre service d’envoi est parfois lent. Nous continuons d’essayer : inutile de vous inscrire à nouveau.',
    slip: 'Une faute de frappe dans l’adresse ? <again>Inscrivez-vous à nouveau</again>. L’adresse erronée expirera d’elle-même.',
    slipTo:
      'Une faute de frappe dans l’adresse ? Corrigez-la ci-dessous. L’adresse erronée expirera d’elle-même.',
    write: 'Toujours rien ? Écrivez à <address></address>. C’est une personne qui vous lit.',
    send: 'Renvoyer l’e-mail',
    correct: 'Corriger mes informations',
    asked: (minutes) =>
      `D’accord. Nous enverrons un autre e-mail si le dernier date de plus de ${minutes} minutes et si cette adresse n’a pas encore reçu tous ceux d’aujourd’hui.`,
    dateWins: (day) =>
      `Vous avez coché « ${NO_DATE_YET} » et indiqué une date. Nous comptons les jours jusqu’au ${day}.`,
  },
  confirm: {
    title: 'Confirmez votre adresse',
    ask: 'Lancer votre compte à rebours ?',
    text: (course) =>
      `Cliquez sur le bouton pour commencer « ${course} ». Vous ne voulez pas du cours ? Fermez cette page, et nous n’enverrons rien d’autre.`,
    zoneGuessed:
      'Nous avons deviné votre fuseau horaire. Vérifiez-le, pour que les leçons arrivent à votre heure.',
    button: 'Oui, envoyez-moi le cours',
    wouldGet: 'Ce que vous recevrez',
    in: 'C’est parti',
    inAlready: 'C’est déjà fait',
    inText: 'Votre adresse est confirmée. Votre premier e-mail est en route.',
    inTextLater: (when) =>
      `Votre adresse est confirmée. Nous vous enverrons votre premier e-mail${when}.`,
    inAlreadyText: 'Votre adresse est confirmée, et le cours est en route.',
    setDate: 'Indiquez votre date',
    toPage: 'Aller à votre page',
    pageInEmails: 'Chacun de nos e-mails contient un lien vers votre page.',
  },
  address: {
    title: 'Confirmez votre nouvelle adresse',
    ask: 'Utiliser désormais cette adresse ?',
    text: (course) =>
      `Cliquez sur le bouton, et nous enverrons « ${course} » et tout le reste à <address></address>. Nous préviendrons l’ancienne adresse du changement, une seule fois.`,
    button: 'Oui, utilisez cette adresse',
    notYou: 'Ce n’était pas vous ? Fermez cette page. Rien ne change.',
    newTitle: 'Votre nouvelle adresse',
    inUse: 'Votre nouvelle adresse est active',
    already: 'C’est déjà fait',
    goesTo:
      'Nous enverrons tout à <address></address>. Les liens des e-mails envoyés à l’ancienne adresse n’ouvrent plus votre page.',
    canUndo:
      'L’e-mail envoyé à l’ancienne adresse contient un lien pour annuler ce changement pendant sept jours.',
  },
  restore: {
    title: 'Annuler la nouvelle adresse',
    ask: 'Annuler la nouvelle adresse ?',
    text: 'Nous enverrons de nouveau tout à <address></address>. Tous les liens envoyés depuis le changement cesseront de fonctionner.',
    another:
      'Cette adresse a fait l’objet d’une nouvelle inscription après le changement. Nous effacerons ce compte à rebours et rétablirons le précédent.',
    button: 'Annuler la nouvelle adresse',
    notYou: 'C’est vous qui l’avez changée ? Fermez cette page. Rien ne change.',
    done: 'Votre adresse est rétablie',
    already: 'C’est déjà fait',
    goesTo:
      'Nous enverrons de nouveau tout à <address></address>. Les liens envoyés après le changement ne fonctionnent plus.',
  },
  leave: {
    title: 'Quitter le cours',
    ask: 'Quitter le cours ?',
    text: (course) => `Vous cesserez tout de suite de recevoir « ${course} ».`,
    notYou: 'Ce n’était pas vous ?',
    notYouText: 'Cliquez sur ce bouton pour annuler l’inscription. Nous n’enverrons rien d’autre.',
    notMe: 'Ce n’était pas moi',
    notWanted: 'Vous ne voulez pas du cours ?',
    notWantedText:
      'Cliquez sur ce bouton pour refuser l’invitation. Nous n’enverrons rien d’autre.',
    noThanks: 'Non merci',
    onlyDate: 'Seule la date a changé ?',
    moveInstead: '<move>Changez plutôt votre date</move>, et les leçons suivront.',
    pauseInstead:
      'Besoin d’une pause ? Nous garderons les leçons jusqu’à votre retour, et votre date ne changera pas.',
    goneTitle: 'Vous avez quitté le cours',
    gone: 'Vous avez quitté le cours',
    goneAlready: 'Vous n’êtes pas sur la liste',
    goneText: 'Nous ne vous en enverrons plus rien. Merci pour votre temps, et bonne continuation.',
    goneAlreadyText:
      'Nous ne vous en enverrons rien. Merci pour votre temps, et bonne continuation.',
    leftOn: (day) => `Vous avez quitté le cours le ${day}.`,
    quoted: (course) => `« ${course} »`,
    otherCourse: 'un autre cours',
    others: (courses) => `Vous suivez aussi ${courses}. Cela ne change pas.`,
    all: 'Quitter tous les cours',
    hold: 'Ce que nous avons encore sur vous',
    holdText:
      'Nous l’effacerons 90 jours après votre départ. Vous pouvez aussi agir dès maintenant : <download>tout télécharger</download> ou <erase>tout effacer</erase>.',
    slip: 'Une erreur ? <again>Inscrivez-vous à nouveau</again>. Cela prend une minute.',
    wishTitle: 'Ce n’était pas vous ?',
    wishText:
      'Cliquez sur ce bouton : nous n’utiliserons pas votre adresse et ne vous écrirons plus à ce sujet.',
    thanksTitle: 'Merci',
    thanks: 'Merci de nous l’avoir dit',
    thanksText: 'Nous n’utiliserons pas votre adresse et ne vous écrirons plus à ce sujet.',
    about:
      'De quoi s’agit-il ? <course>D’un cours qui compte les jours jusqu’à votre date.</course>',
  },
};

export const form: Words['form'] = {
  optional: 'facultatif',
  error: 'Erreur : ',
  summary: (amount) => (amount === 1 ? 'Un point est à revoir' : 'Quelques points sont à revoir'),
  lastLesson: 'Lire la dernière leçon maintenant',
  readAt: (url) => `À lire ici : ${url}`,
  when: (yours) => `Quand tombe ${yours} ?`,
  day: (yours) => `Le jour de ${yours}`,
  dayHint: 'Une date approximative suffit. Vous pourrez la changer à tout moment.',
  noDateYet: NO_DATE_YET,
  dateWins:
    'Vous avez indiqué une date : nous compterons les jours jusque-là. Pour vous inscrire sans date, effacez-la et cochez la case.',
  zone: 'Votre fuseau horaire',
  zoneUnsure: 'Votre navigateur ne dit pas où vous êtes. Vérifiez ce réglage.',
  searchZones: 'Chercher un fuseau horaire',
  searchZonesBy: 'Ville, pays ou décalage : Kyiv, Inde ou +7',
  chooseZone: 'Choisissez votre fuseau horaire',
  hour: 'Les leçons arrivent à',
  language: 'Votre langue',
  showPlan: 'Voir mon programme',
  email: 'Adresse e-mail',
  emailHint: 'Uniquement pour ce cours. Nous ne la communiquons à personne.',
  useAddress: (address) => `Utiliser ${address}`,
  callYou: 'Comment devons-nous vous appeler ?',
  trap: 'Laissez ce champ vide',
  check: 'Vérification anti-robot',
  checkNeedsScript:
    'La vérification anti-robot a besoin de JavaScript. Activez-le, ou écrivez à <address></address> et nous ferons l’inscription pour vous.',
  start: 'Lancer mon compte à rebours',
  startHint:
    'Nous vous enverrons un e-mail avec un bouton. Rien d’autre ne partira avant votre clic, et vous pourrez arrêter à tout moment, en un clic.',
  details: {
    title: 'Vos informations',
    name: 'Votre nom',
    newEmail: 'Nouvelle adresse e-mail',
    newEmailHint:
      'Nous envoyons les leçons à <address></address>. Pour changer, saisissez une nouvelle adresse. Nous lui enverrons un e-mail, et rien ne changera avant votre clic sur le bouton qu’il contient.',
    save: 'Enregistrer les informations',
  },
  regions: {
    Africa: 'Afrique',
    America: 'Amérique',
    Antarctica: 'Antarctique',
    Arctic: 'Arctique',
    Asia: 'Asie',
    Atlantic: 'Atlantique',
    Australia: 'Australie',
    Europe: 'Europe',
    Indian: 'Océan Indien',
    Pacific: 'Pacifique',
    Other: 'Autres',
  },
};

export const closed: Words['closed'] = {
  day: {
    title: 'Plus d’inscriptions aujourd’hui',
    text: (when) =>
      `Nous ne pouvons envoyer qu’un certain nombre d’e-mails par jour, et il n’en reste plus pour aujourd’hui. Rien n’est enregistré. Revenez ${when}.`,
  },
  network: {
    title: 'Trop d’inscriptions depuis votre réseau',
    text: (when) =>
      `Trop d’adresses ont été inscrites aujourd’hui depuis votre réseau. Rien n’est enregistré. Revenez ${when}, ou essayez depuis un autre réseau.`,
  },
  mail: {
    title: 'Nous ne pouvons pas envoyer d’e-mails en ce moment',
    text: (when) =>
      `Notre service d’envoi n’accepte plus d’e-mails pour le moment. Rien n’est enregistré. Revenez ${when}.`,
  },
  held: {
    title: 'Pas d’inscriptions en ce moment',
    text: () =>
      'Nous ne prenons pas d’inscriptions pour le moment. Rien n’est enregistré, mais vos réponses sont toujours dans le formulaire. Revenez plus tard.',
  },
  rush: {
    title: 'Trop vite',
    text: (when) =>
      `Trop de demandes sont arrivées en même temps de votre réseau. Rien n’est enregistré. Réessayez ${when}.`,
  },
  check: {
    title: 'La vérification anti-robot ne fonctionne pas',
    text: (when) =>
      `Le service de vérification anti-robot ne répond pas. Rien n’est enregistré. Réessayez ${when}.`,
  },
  back: {
    inAMinute: 'dans une minute',
    today: (time, zone) => `aujourd’hui après ${timeIn(time, zone)}`,
    on: (day, time, zone) => `le ${day} après ${timeIn(time, zone)}`,
    midnight: ' (minuit UTC)',
  },
};
