import { pluralIn } from '../../domain/locale.ts';
import type { Words } from '../words.ts';

const plural = pluralIn('fr');

export const manage: Words['manage'] = {
  title: 'Votre compte à rebours',
  whenIs: (yours) => `quand tombe ${yours} ?`,
  todayIs: 'c’est le jour J',
  running: 'votre compte à rebours',
  behind: 'votre date est passée',
  off: 'votre compte à rebours est terminé',
  bounced:
    'Les e-mails envoyés à votre adresse reviennent : nous n’envoyons donc plus rien. Elle fonctionne de nouveau ? <again>Inscrivez-vous à nouveau</again> avec elle et cliquez sur le bouton de l’e-mail que nous vous enverrons. Votre cours reprendra où il en était. Ou saisissez <address>une autre adresse</address>.',
  complained:
    'Un e-mail envoyé à votre adresse a été signalé comme indésirable : nous n’envoyons donc plus rien. Saisissez <address>une autre adresse</address>. Si c’était une erreur, répondez à l’un de nos e-mails et nous reprendrons.',
  saved: {
    moved: 'Enregistré. Votre nouveau programme est ci-dessous.',
    same: 'Rien n’a changé. C’était déjà réglé ainsi.',
    undone: 'Annulé. Tout est comme avant.',
    paused: 'En pause. Nous gardons vos leçons.',
    resumed: 'C’est reparti. Votre nouveau programme est ci-dessous.',
    not_paused: 'Vos leçons n’étaient pas en pause : rien n’a changé.',
    read: 'Marquée comme lue. Nous ne vous l’enverrons pas.',
    already: 'Rien n’a changé. Vous nous l’aviez déjà dit.',
    resent: 'Nous vous la renvoyons.',
    saved: 'Enregistré. Votre programme ci-dessous est à jour.',
    check_new_inbox:
      'Enregistré. Nous avons envoyé un e-mail à la nouvelle adresse. Cliquez sur le bouton qu’il contient pour l’utiliser.',
    noted: 'Vos notes sont enregistrées.',
    checked: 'Étape cochée.',
    unchecked: 'Étape décochée.',
    answered: 'Enregistré. Merci de nous l’avoir dit.',
    off: 'Enregistré. Votre compte à rebours est arrêté.',
    unread: 'Marquée comme non lue. Votre nouveau programme est ci-dessous.',
  },
  pause: {
    paused: 'Vos leçons sont en pause',
    untilGoOn: 'Elles attendent que vous repreniez.',
    untilDay: (day) => `Elles attendent jusqu’au ${day}.`,
    atTheLatest: (day) =>
      `La pause se termine au plus tard le ${day}, deux jours après votre date.`,
    dateStays: 'Votre date ne change pas.',
    goOn: 'Reprendre maintenant',
    title: 'Besoin d’une pause ?',
    change: 'Modifier la pause',
    until: 'Jusqu’au',
    untilHint: 'Laissez ce champ vide pour faire une pause sans date de fin.',
    button: 'Mettre les leçons en pause',
    changeButton: 'Enregistrer la pause',
    fine: 'Nous garderons vos leçons, et votre date ne changera pas. À la reprise, nous vous enverrons ce qui est encore utile.',
  },
  noDate: {
    text: 'Vous n’avez pas encore indiqué de date. Indiquez-en une, même approximative, et nous programmerons vos leçons.',
    notKnown: 'Pas encore de date',
    waits: 'En attente de votre date',
    notAgain: 'Nous ne vous la redemanderons pas. Vous pouvez indiquer une date ici à tout moment.',
    askedOn: (day) =>
      `Nous vous la demanderons le ${day}. D’ici là, nous n’enverrons rien d’autre.`,
    lastOn: (day) =>
      `Nous vous écrirons encore une fois, le ${day}, puis nous ne demanderons plus.`,
  },
  next: {
    lesson: (away) => `Prochaine leçon ${away}`,
    email: (away) => `Prochain e-mail ${away}`,
    soon: 'Dans quelques minutes',
    none: 'Vous avez reçu toutes les leçons',
    read: 'La lire maintenant',
    again: 'Relire la dernière leçon',
    move: 'Changer la date',
    pause: 'Faire une pause',
    progress: (done, all) =>
      `${done} ${plural(done, { one: 'étape faite', other: 'étapes faites' })} sur ${all}`,
    step: (lesson) => `Prochaine étape, tirée de « ${lesson} »`,
  },
  history: {
    title: (emails) => `Ce que nous vous avons envoyé (${emails})`,
    onceMore: 'Renvoyé à votre demande.',
    unsent: 'Prévu, mais pas envoyé',
  },
  data: {
    title: 'Vos données',
    text: 'Nous gardons ce que vous nous avez dit, votre programme et la liste des e-mails que nous vous avons envoyés. Nous ne suivons ni vos ouvertures ni vos clics. <privacy>En savoir plus</privacy>.',
    erasedOn: (day) =>
      `Nous effacerons tout le ${day}, sauf si vous indiquez une nouvelle date d’ici là.`,
    download: 'Tout télécharger',
    downloadFine: 'Un seul fichier avec tout ce que nous avons enregistré sur vous.',
    downloadStored: 'Télécharger tout ce que nous avons enregistré',
    leave: 'Quitter le cours',
    leaveFine: 'Vous cesserez tout de suite de le recevoir.',
    erase: 'Tout effacer',
    eraseFine: 'Vous verrez d’abord ce que cela entraîne.',
    linksText:
      'Vous avez transféré un de nos e-mails ? Toute personne qui l’a reçu peut ouvrir cette page.',
    links: 'Réinitialiser mes liens privés',
    linksFine: 'Vous verrez d’abord ce que cela entraîne.',
  },
  links: {
    ask: 'Réinitialiser vos liens privés ?',
    text: 'Les liens de tous les e-mails précédents cesseront de fonctionner, sauf les liens de désinscription. Nous enverrons les nouveaux à <address></address>.',
    more: 'Si votre agenda suit vos dates, il faudra l’ajouter à nouveau. Si vous avez saisi une nouvelle adresse sans l’avoir encore confirmée, il faudra la saisir à nouveau.',
    button: 'Réinitialiser mes liens privés',
    back: '<back>Revenir à votre page</back>',
    sent: 'Consultez votre messagerie',
    sentText:
      'Nous avons réinitialisé vos liens privés et envoyé les nouveaux à <address></address>.',
  },
  erase: {
    ask: 'Tout effacer ?',
    warning: 'C’est définitif. Nous effacerons tout immédiatement et ne vous enverrons plus rien.',
    yourCourse: 'votre cours',
    address: (address) => `Votre adresse, ${address}, et votre nom si vous l’avez indiqué`,
    plan: (course) => `« ${course} » : votre date et votre programme`,
    emails: (amount) =>
      `, et la liste ${plural(amount, { one: 'de l’e-mail', other: `des ${amount} e-mails` })} que nous vous avons envoyé${plural(amount, { one: '', other: 's' })}`,
    checked: (amount) =>
      `, et ${amount} ${plural(amount, { one: 'étape cochée', other: 'étapes cochées' })}`,
    notes: ', et vos notes',
    others: (amount) =>
      `La même chose pour ${amount} ${plural(amount, { one: 'autre cours', other: 'autres cours' })} que vous suivez ici`,
    suppressed:
      'Des e-mails envoyés à votre adresse sont revenus ou ont été signalés comme indésirables. Pour ne plus lui écrire, nous garderons une empreinte brouillée, qui ne permet pas de retrouver l’adresse.',
    button: 'Tout effacer maintenant',
    notSure: 'Vous hésitez ?',
    ways: '<download>Téléchargez d’abord tout</download>, ou <back>revenez à votre page</back>.',
    done: 'Nous avons tout effacé',
    receipt: (on) =>
      `Le ${on}, nous avons effacé votre adresse et tout ce qui s’y rattachait. Nous ne vous enverrons plus rien.`,
    mark: 'Nous avons gardé une empreinte brouillée, qui ne permet pas de retrouver l’adresse, pour ne plus lui écrire par erreur.',
    keepIt:
      'Cette page est votre reçu. Nous n’en gardons pas de copie : imprimez-la ou enregistrez-la si vous en avez besoin. Les liens de nos e-mails ne fonctionnent plus.',
    thanks:
      'Merci pour votre temps. Si un jour vous voulez reprendre le cours, <again>recommencez</again>.',
  },
};
