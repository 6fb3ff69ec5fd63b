import type { FieldErrorTexts } from '../en/errors.ts';
import type { Words } from '../words.ts';

const GIVE_DATE = 'Indiquer votre date';
const FAILED = 'Cela n’a pas fonctionné';

export const errors: Words['errors'] = {
  method: {
    title: 'Ce n’est pas une page',
    text: 'Cette adresse ne reçoit que des formulaires : il n’y a rien à voir ici. Rien n’a été modifié.',
  },
  notFound: {
    title: 'Page introuvable',
    text: 'Il n’y a rien à cette adresse. Vous venez d’un de nos e-mails ? Votre messagerie a peut-être coupé la fin du lien. Copiez le lien entier dans votre navigateur, ou ouvrez-le depuis un autre de nos e-mails. Si cela ne suffit pas, inscrivez-vous à nouveau avec votre adresse : rien ne changera, et nous vous enverrons un nouveau lien.',
  },
  failed: {
    title: 'Un problème est survenu',
    soon: 'Revenez dans un instant',
    broken: 'Quelque chose s’est cassé de notre côté. Réessayez dans une minute.',
    noAnswer: 'Notre base de données ne répond pas. Elle devrait revenir dans une minute.',
    usedUp: (when) => `Notre base de données a atteint sa limite quotidienne. Revenez ${when}.`,
    notYou: 'Vous n’y êtes pour rien.',
    kept: 'Ce que vous avez envoyé est encore sur cette page. L’envoyer deux fois ne pose aucun problème.',
    tryAgain: 'Réessayer',
    sendAgain: 'Envoyer à nouveau',
  },
  noSuchCourse: {
    title: 'Cours introuvable',
    text: 'Il n’y a pas de cours à cette adresse. Il a peut-être changé de nom. Tous nos cours sont sur la page d’accueil.',
  },
  noLessonThere: {
    title: 'Leçon introuvable',
    text: 'Ce cours n’a pas cette leçon. Elle a peut-être été renommée ou retirée. Toutes les leçons sont sur la page du cours.',
    way: 'Aller au cours',
  },
  noPageThere: {
    title: 'Page introuvable',
    text: 'Ce cours n’a pas cette page. Elle a peut-être été renommée ou retirée. Toutes les pages sont sur celle du cours.',
    way: 'Aller au cours',
  },
  elsewhere: {
    title: 'Ceci est une copie du cours',
    text: 'Cette copie n’envoie pas d’e-mails, et rien n’est enregistré. Inscrivez-vous sur le site d’origine.',
    way: 'Aller au site d’origine',
  },
  tooMuch: {
    title: 'Texte trop long',
    text: 'C’est trop pour ce formulaire, et rien n’est enregistré. Envoyez 16 Ko au maximum.',
  },
  mediaType: (type) => ({
    title: FAILED,
    text: `Envoyez un formulaire ou du JSON. Ici, c’était « ${type ?? 'rien'} ».`,
  }),
  noJson: {
    title: FAILED,
    text: 'Le contenu n’est pas un objet JSON. Envoyez-en un comme {"email": "ada@example.com"}.',
  },
  brokenForm: {
    title: FAILED,
    text: 'Le formulaire est arrivé abîmé. Revenez en arrière et envoyez-le à nouveau.',
  },
  expired: {
    title: 'Ce lien a expiré',
    text: 'Le lien de cet e-mail était valable sept jours. Saisissez votre adresse dans le formulaire, et nous vous en enverrons un autre.',
    way: 'Recevoir un nouveau lien',
  },
  replaced: {
    title: 'Ce lien a été remplacé',
    text: 'Nous vous avons envoyé des liens plus récents. Utilisez celui d’un e-mail plus récent. Si vous n’en avez pas, inscrivez-vous à nouveau avec votre adresse : rien ne changera, et nous vous enverrons le lien.',
    way: 'Recevoir un nouveau lien',
  },
  forgotten: {
    title: 'Vos données sont effacées',
    text: 'Nous avons effacé tout ce qui se rattachait à ce lien, et nous n’enverrons plus rien. Vous pouvez recommencer à tout moment.',
    way: 'Recommencer',
  },
  departed: {
    title: 'Vous avez quitté le cours',
    text: 'Vous avez quitté ce cours : nous ne vous envoyons donc plus rien. Vous voulez le reprendre ? Inscrivez-vous à nouveau.',
    way: 'S’inscrire à nouveau',
  },
  unconfirmed: {
    title: 'Pas encore confirmé',
    text: 'Cliquez d’abord sur le bouton de l’e-mail de confirmation. Vous pourrez ensuite utiliser cette page. Si vous n’avez pas cet e-mail, inscrivez-vous à nouveau.',
    way: 'S’inscrire à nouveau',
  },
  noSuchEmail: {
    title: 'E-mail introuvable',
    text: 'Cet e-mail n’existe pas, ou nous ne l’avons pas encore envoyé. Votre page liste tous ceux que nous vous avons envoyés.',
  },
  addressExpired: {
    title: 'Ce lien a expiré',
    text: 'Le lien de cet e-mail était valable sept jours. Saisissez à nouveau la nouvelle adresse sur votre page. Toutes les leçons que nous vous avons envoyées contiennent un lien vers elle.',
  },
  restoreExpired: {
    title: 'Trop tard pour annuler',
    text: 'Vous aviez sept jours pour annuler ce changement, et ils sont passés. C’est une autre personne qui l’a fait ? Répondez à l’un de nos e-mails, et nous vous aiderons.',
  },
  addressReplaced: {
    title: 'Ce lien ne fonctionne plus',
    text: 'Le changement a été annulé, ou une autre adresse a été saisie depuis. Utilisez le lien de l’e-mail le plus récent, ou saisissez à nouveau l’adresse sur votre page.',
  },
  addressTaken: {
    title: 'Cette adresse est déjà prise',
    text: 'Cette adresse a déjà sa propre inscription, et nous ne pouvons pas réunir les deux. Saisissez une autre adresse sur votre page. Ou ouvrez la page de cette adresse depuis un e-mail qu’elle a reçu, et effacez-la d’abord.',
  },
  too_early: {
    title: 'Il est trop tôt pour cela',
    text: 'Votre date est encore à venir, ou vous n’en avez pas. À partir de ce jour, vous pourrez nous dire ici comment cela s’est passé.',
  },
  too_late: {
    title: 'Rien à annuler',
    text: 'Un changement peut être annulé pendant 24 heures, et vous n’en avez pas fait dans ce délai. Si votre date est fausse, indiquez plutôt la bonne.',
    way: GIVE_DATE,
  },
  no_such_lesson: {
    title: 'Leçon introuvable',
    text: 'Votre programme n’a pas cette leçon. Elle a peut-être été retirée du cours, ou vous n’avez pas encore de date. Votre page montre les leçons que vous avez.',
  },
  no_such_step: {
    title: 'Étape introuvable',
    text: 'Cette leçon n’a pas cette étape. Elle a peut-être été retirée du cours. Votre page montre les étapes que vous avez.',
  },
  not_sent: {
    title: 'Pas encore envoyée',
    text: 'Nous ne vous avons pas envoyé cette leçon : nous ne pouvons donc pas la renvoyer. Vous pouvez la lire sur le site.',
  },
  no_date: {
    title: 'Il faut d’abord une date',
    text: 'Cette leçon compte les jours jusqu’à votre date, et vous n’avez pas de date à venir. Indiquez-en d’abord une, ou lisez la leçon sur le site.',
    way: GIVE_DATE,
  },
  too_soon: {
    title: 'Nous venons de la renvoyer',
    text: 'Nous vous avons renvoyé cette leçon il y a moins d’un jour. Cherchez-la dans les indésirables ou les promotions. Vous pourrez la redemander demain.',
  },
  unreachable: {
    title: 'Nous ne pouvons pas écrire à votre adresse',
    text: 'Les e-mails envoyés à votre adresse sont revenus ou ont été signalés comme indésirables : nous n’envoyons donc plus rien. Saisissez une autre adresse sur votre page.',
    way: 'Saisir une autre adresse',
  },
  too_many: {
    title: 'Trop de nouvelles adresses',
    text: 'Rien n’est enregistré, car nous avons écrit à une nouvelle adresse il y a peu. Cherchez cet e-mail, aussi dans les indésirables et les promotions, et cliquez sur son bouton. Ou réessayez demain.',
  },
};

const NOT_A_DATE = 'Écrivez la date sous la forme année-mois-jour, comme 2027-11-03, ou';
const NO_SUCH_DAY = 'Ce jour n’existe pas dans le calendrier. Vérifiez le mois et le jour.';
const NO_ADDRESS = 'Ce n’est pas une adresse e-mail. Elle devrait ressembler à ada@example.com.';

const NOTE: Words['fieldErrors']['place'] = {
  not_text: 'Écrivez ceci sous forme de texte.',
  too_long: ({ known }) => `C’est trop long. Utilisez ${known} caractères au maximum.`,
};

export const fieldErrors: FieldErrorTexts = {
  person: {
    missing:
      'Faites la vérification anti-robot au-dessus du bouton, puis envoyez à nouveau le formulaire. Elle a besoin de JavaScript.',
    refused:
      'La vérification anti-robot a échoué ou duré trop longtemps. Recommencez-la, puis envoyez à nouveau le formulaire.',
    hidden:
      'Un champ que vous ne voyez pas a été rempli, peut-être par votre navigateur ou un gestionnaire de mots de passe. Nous l’avons vidé. Envoyez à nouveau le formulaire.',
  },
  course: {
    unknown: ({ known }) => `Nous n’avons pas ce cours. Choisissez parmi : ${known}.`,
  },
  email: {
    missing: 'Saisissez votre adresse e-mail. C’est là que nous enverrons les leçons.',
    control: 'L’adresse contient un caractère invisible. Tapez-la à la main.',
    several: 'Saisissez une seule adresse, comme ada@example.com, sans nom ni espace.',
    no_at: 'L’adresse n’a pas de @. Elle devrait ressembler à ada@example.com.',
    local: NO_ADDRESS,
    not_text: NO_ADDRESS,
    local_not_ascii:
      'Avant le @, nous ne pouvons utiliser que des lettres sans accent, des chiffres et des signes simples. Saisissez une autre adresse.',
    dots: 'Avant le @, un point ne peut être ni au début, ni à la fin, ni à côté d’un autre point. Vérifiez l’adresse.',
    domain:
      'Ce qui suit le @ n’est pas un domaine d’adresse e-mail. Cela devrait ressembler à example.com.',
    no_dot: 'Ce qui suit le @ n’est pas complet. Cela devrait ressembler à example.com.',
    unreachable:
      'Aucun e-mail n’arrive à une adresse avec cette terminaison. Vérifiez-la, ou saisissez-en une autre.',
    example: 'Cette adresse n’est qu’un exemple et ne reçoit pas d’e-mails. Saisissez la vôtre.',
    typo: ({ known }) =>
      `Vouliez-vous dire ${known} ? Sinon, envoyez à nouveau le formulaire tel quel.`,
    too_long: 'C’est trop long pour une adresse e-mail. Vérifiez-la.',
  },
  target_date: {
    missing: 'Indiquez votre date, ou dites que vous n’en avez pas encore.',
    not_a_date: `${NOT_A_DATE} none pour « aucune ».`,
    no_such_day: NO_SUCH_DAY,
    today:
      'C’est aujourd’hui : il n’y a plus de jours à compter. Respirez profondément, et bonne chance.',
    past: 'Ce jour est passé. Choisissez-en un autre, ou dites que vous n’avez pas encore de date.',
    too_far: 'C’est dans plus de 20 ans. Choisissez un jour plus proche.',
  },
  date_kind: { unknown: ({ known }) => `Choisissez parmi : ${known}.` },
  time_zone: {
    missing: 'Choisissez votre fuseau horaire, pour que les leçons arrivent à votre heure.',
    unknown:
      'Nous ne connaissons pas ce fuseau horaire. Choisissez-en un comme Europe/Paris ou America/Montreal.',
  },
  send_hour: { not_an_hour: 'Choisissez une heure entière de la journée, de 0 à 23.' },
  name: {
    control: 'Écrivez votre nom sur une seule ligne, en lettres.',
    markup: 'Un nom ne peut pas contenir < ou >. Écrivez-le en lettres simples.',
    link: 'Les messageries en feraient un lien. N’écrivez que votre nom, avec une espace après un point.',
    too_long: 'Ce nom est trop long pour une formule d’appel. Utilisez 40 caractères au maximum.',
  },
  until: {
    not_a_date: `${NOT_A_DATE} laissez le champ vide.`,
    no_such_day: NO_SUCH_DAY,
    past: 'Choisissez un jour à partir de demain, ou laissez le champ vide.',
    too_far: 'C’est dans plus de 20 ans. Choisissez un jour plus proche, ou laissez le champ vide.',
  },
  outcome: { unknown: ({ known }) => `Choisissez parmi les réponses : ${known}.` },
  ending: { unknown: ({ known }) => `Choisissez parmi : ${known}.` },
  time: NOTE,
  place: NOTE,
  names: NOTE,
  phone: NOTE,
  questions: NOTE,
  round: {
    unknown: 'Vous n’avez pas eu ce compte à rebours. N’indiquez rien pour celui en cours.',
  },
  lesson: { missing: 'Dites de quelle leçon il s’agit, par exemple one-week.' },
  step: { missing: 'Dites de quelle étape de la leçon il s’agit.' },
  done: { not_yes_or_no: 'Répondez par oui ou non : l’étape est-elle faite ?' },
};
