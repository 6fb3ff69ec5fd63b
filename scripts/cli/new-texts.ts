/** The texts that `npx milepost new` begins a course with, for its author to change. */
import { capital } from '../../src/domain/locale.ts';
import type { Language } from '../../src/words/words.ts';

export type StarterTexts = {
  /** What the date is called if the author names nothing better. */
  readonly target: { readonly name: string; readonly your?: string };
  readonly tagline: (lessons: number, yours: string) => string;
  readonly description: (yours: string) => string;
  /** `amount`: "3 months". */
  readonly before: (amount: string, yours: string) => LessonText;
  readonly onTheDay: (yours: string) => LessonText;
  readonly after: (amount: string, yours: string) => LessonText;
};

type LessonText = { readonly title: string; readonly task: string; readonly body: string };

export const STARTER_TEXTS: Readonly<Record<Language, StarterTexts>> = {
  en: {
    target: { name: 'date' },
    tagline: (lessons, yours) =>
      `${lessons === 1 ? 'One lesson' : `${lessons} lessons`}, timed to the day of ${yours}`,
    description: (yours) =>
      `A free email course. Tell us the day of ${yours}, and we'll send each lesson on its day. If the day moves, the lessons move with it.`,
    before: (amount, yours) => ({
      title: `${amount} to go until ${yours}`,
      task: 'Write down the one thing that would help you most right now, and start it today.',
      body: "{{Your_date}} is {{countdown}}, on {{target_date}}.\n\nTen minutes is enough to get started. Do today's task now, while it's on your mind.",
    }),
    onTheDay: (yours) => ({
      title: `Today is the day of ${yours}`,
      task: 'Read your notes once more, then put them away.',
      body: "You've prepared for this. Good luck!",
    }),
    after: (amount, yours) => ({
      title: `${amount} after ${yours}: what's next?`,
      task: "Write down what you'd do the same way again, and what you'd change.",
      body: 'Take a moment to look back before you look ahead.',
    }),
  },
  de: {
    target: { name: 'Termin', your: 'dein Termin' },
    tagline: (lessons) =>
      `${lessons === 1 ? 'Eine Lektion' : `${lessons} Lektionen`}, abgestimmt auf deinen Termin`,
    description: (yours) =>
      `Ein kostenloser E-Mail-Kurs. Sag uns, wann ${yours} ist, und jede Lektion kommt an ihrem Tag. Verschiebt sich der Termin, verschieben sich die Lektionen mit.`,
    before: (amount, yours) => ({
      title: `${capital(yours)}: noch ${amount} bis dahin`,
      task: 'Schreibe auf, was dir jetzt am meisten hilft, und fange heute damit an.',
      body: '{{Your_date}} ist {{countdown}}, am {{target_date}}.\n\nZehn Minuten reichen für den Anfang. Erledige die Aufgabe gleich, solange du daran denkst.',
    }),
    onTheDay: (yours) => ({
      title: `Heute ist es so weit: ${yours}`,
      task: 'Lies deine Notizen noch einmal, dann leg sie weg.',
      body: 'Du bist gut vorbereitet. Viel Glück!',
    }),
    after: (amount, yours) => ({
      title: `${capital(yours)}: ${amount} danach`,
      task: 'Schreibe auf, was du wieder so machen würdest, und was du ändern würdest.',
      body: 'Schau kurz zurück, bevor du nach vorn schaust.',
    }),
  },
  fr: {
    target: { name: 'Échéance', your: 'votre échéance' },
    tagline: (lessons) =>
      `${lessons === 1 ? 'Une leçon' : `${lessons} leçons`} au rythme de votre date`,
    description: (yours) =>
      `Un cours gratuit par e-mail. Dites-nous quand tombe ${yours}, et chaque leçon arrivera le jour prévu. Si la date change, les leçons suivent.`,
    before: (amount, yours) => ({
      title: `${capital(yours)} : encore ${amount}`,
      task: 'Notez la seule chose qui vous aiderait le plus en ce moment, et commencez-la aujourd’hui.',
      body: '{{Your_date}}, c’est {{countdown}}, le {{target_date}}.\n\nDix minutes suffisent pour commencer. Faites la tâche du jour maintenant, tant que vous y pensez.',
    }),
    onTheDay: (yours) => ({
      title: `C’est aujourd’hui : ${yours}`,
      task: 'Relisez vos notes une dernière fois, puis rangez-les.',
      body: 'Vous avez tout préparé. Bonne chance !',
    }),
    after: (amount, yours) => ({
      title: `${capital(yours)} : ${amount} après`,
      task: 'Notez ce que vous referiez de la même façon, et ce que vous changeriez.',
      body: 'Prenez un moment pour regarder en arrière avant de continuer.',
    }),
  },
};
