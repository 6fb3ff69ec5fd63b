import type { Words } from '../words.ts';

export const notes: Words['notes'] = {
  title: 'Deine Notizen',
  text: 'Wer diese Seite öffnen kann, kann deine Notizen lesen.',
  labels: {
    time: 'Uhrzeit',
    place: 'Ort oder Link',
    names: 'Namen',
    phone: 'Telefon, falls du zu spät kommst',
    questions: 'Fragen, die dir gestellt wurden',
  },
  hints: {
    time: 'Mit Zeitzone, etwa 10:30\u00a0Uhr, Ortszeit Berlin',
    questions: 'Bis zu 2.000 Zeichen. Sie stehen nie in einer E-Mail oder im Kalender.',
  },
  share: 'Auch in meinem Kalender und in der E-Mail der letzten Lektion zeigen',
  warning:
    'Dann kann sie jeder lesen, der den Link zu deinem Kalender hat oder dem du diese E-Mail weiterleitest.',
  save: 'Notizen speichern',
  saveQuestions: 'Fragen speichern',
  print: 'Merkzettel drucken',
  change: 'Notizen ändern',
  questionsBefore: 'Fragen vom letzten Mal',
  questionsOf: (round) => `Fragen aus Runde ${round}`,
};
