import type { Words } from '../words.ts';

export const notes: Words['notes'] = {
  title: 'Vos notes',
  text: 'Toute personne qui peut ouvrir cette page peut lire vos notes.',
  labels: {
    time: 'Heure',
    place: 'Lieu ou lien',
    names: 'Noms',
    phone: 'Téléphone en cas de retard',
    questions: 'Questions que l’on vous a posées',
  },
  hints: {
    time: 'Avec le fuseau horaire, par exemple 10:30, heure de Paris',
    questions:
      'Jusqu’à 2 000 caractères. Elles ne figurent jamais dans un e-mail ni dans votre agenda.',
  },
  share: 'Les montrer aussi dans mon agenda et dans l’e-mail de la dernière leçon',
  warning:
    'Elles seront alors visibles pour toute personne qui a le lien de votre agenda ou à qui vous transférez cet e-mail.',
  save: 'Enregistrer les notes',
  saveQuestions: 'Enregistrer les questions',
  print: 'Imprimer votre aide-mémoire',
  change: 'Modifier vos notes',
  questionsBefore: 'Questions posées la dernière fois',
  questionsOf: (round) => `Questions du compte à rebours n° ${round}`,
};
