import type { Words } from '../words.ts';

export const layout: Words['layout'] = {
  skip: 'Aller au contenu',
  promise:
    'Un cours qui compte les jours jusqu’à votre date. Aucun pistage : nous ne voyons pas ce que vous ouvrez ni où vous cliquez.',
  privacy: 'Vie privée',
  otherLanguages: 'Autres langues',
  toStart: 'Aller à l’accueil',
  toPage: 'Aller à votre page',
  pleaseCheck: 'À vérifier',
  courseToCheck: (course) => `À vérifier · ${course}`,
  testLink: {
    title: 'Ce lien vient d’un e-mail de test',
    text: 'Dans un vrai e-mail, il ouvre la page personnelle de son destinataire. Ici, il ne change rien.',
  },
  notReady: {
    title: 'Pas encore prêt',
    text: 'Ce cours est en préparation. Revenez un peu plus tard.',
    forOperator: 'Si vous êtes en train de l’installer',
    health: 'Les mêmes informations sont en JSON à l’adresse <health>/health</health>.',
  },
};

export const course: Words['course'] = {
  lessons: 'Les leçons',
  theDay: '<b>Le jour J</b>',
  sample: 'Un exemple de leçon',
  wholeLesson: (distance) => `${distance} · la leçon complète`,
  forToday: (minutes) => `À faire : ${minutes} minutes`,
  readAll: 'Lire toute la leçon',
  lessonWithList: 'La leçon, avec sa liste et ses liens',
  checklist: 'La liste',
  links: 'Liens',
  byEmail: 'Recevoir le cours par e-mail',
  onTheSide: 'À lire aussi',
  others: 'Autres cours',
  untranslated: 'Cette partie n’est pas encore traduite en français. Voici l’original.',
  promises: {
    few: 'Peu d’e-mails, chacun à son jour',
    fewText: 'Une petite tâche et une liste, adaptées au temps qui vous reste. Rien entre-temps.',
    moves: (yours) => `${yours} change de date ? Les leçons aussi`,
    movesText: 'Changez la date depuis n’importe quel e-mail, sans mot de passe.',
    late: 'Vous commencez tard ? Pas d’avalanche',
    lateText:
      'Si vous avez manqué des leçons, vous recevez un seul e-mail, court, adapté au temps qui vous reste.',
    nobody: 'Aucun pistage',
    nobodyText:
      'Nous ne voyons pas ce que vous ouvrez ni où vous cliquez. La désinscription se fait en un clic.',
  },
};

export const privacy: Words['privacy'] = {
  title: 'Vie privée',
  lead: 'Nous gardons ce qu’il faut pour vous envoyer le cours, puis nous l’effaçons.',
  keep: 'Ce que nous gardons',
  kept: [
    'Ce que vous indiquez : votre adresse, votre date, votre fuseau horaire, l’heure, votre langue, et votre nom si vous nous le donnez. Si un formulaire ne demande pas votre fuseau horaire, nous le devinons d’après votre réseau.',
    'La date de votre inscription, de votre confirmation, de vos changements de date et de votre départ, et les termes que vous avez acceptés.',
    'Ce que vous nous dites sur votre page : une pause, une leçon lue, les étapes cochées, vos notes, une nouvelle adresse, comment cela s’est passé, ou que c’est annulé.',
    'Les e-mails que nous vous avons envoyés, quand, et s’ils ont pu être distribués.',
  ],
  not: 'Ce que nous ne faisons pas',
  notText:
    'Nous n’utilisons pas de cookies, ne suivons ni vos ouvertures ni vos clics, et ne dressons aucun profil. Nous ne communiquons votre adresse qu’au prestataire qui distribue nos e-mails.',
  who: 'Les services que nous utilisons',
  whoText:
    'Cloudflare fait fonctionner les pages et la base de données. Resend distribue les e-mails.',
  long: 'Combien de temps nous gardons vos données',
  longText: 'Nous effaçons automatiquement votre adresse et tout ce qui s’y rattache :',
  longs: (forgetAfter) => [
    `${forgetAfter} après votre date, si rien d’autre n’est prévu. Si vous pouvez encore répondre à une de nos questions, nous attendons deux semaines au plus.`,
    'Sans date : 90 jours après la dernière question restée sans réponse.',
    `${forgetAfter} après que vous nous avez dit que c’était annulé, ou un an si vous nous demandez de garder votre place.`,
    '90 jours après votre départ.',
    '90 jours après une inscription non confirmée. D’ici là, nous n’envoyons à l’adresse que la demande de confirmation.',
    'Nous ne gardons que des empreintes brouillées, qui ne permettent pas de retrouver l’original : celle d’une adresse, définitivement, si les e-mails qui lui sont envoyés reviennent ou sont signalés comme indésirables, afin de ne plus lui écrire ; celle d’une adresse, pendant 90 jours, pour limiter nos demandes de confirmation ; et celle d’un réseau, pendant deux jours, pour limiter ses inscriptions.',
    'Si vous partez ou effacez vos données, nous gardons aussi une telle empreinte de votre adresse jusqu’à une nouvelle inscription de votre part. Ainsi, nous ne vous ajoutons pas à partir d’une liste.',
  ],
  rights:
    'Vous pouvez partir à tout moment grâce au lien présent dans chaque e-mail. Sur votre page, vous pouvez télécharger tout ce que nous avons enregistré sur vous, ou l’effacer tout de suite.',
  us: 'Qui nous sommes',
  usText:
    '<address></address>. C’est une personne qui vous lit. Écrivez-nous pour consulter, corriger ou effacer ce que nous avons sur vous.',
};
