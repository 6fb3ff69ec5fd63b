import { dayInWords } from '../../domain/speech.ts';
import type { Outcome } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import type { ManageProps } from './manage.tsx';

/** From the day itself on: how did it go, and what follows from the answer. */
export const OutcomeQuestion = ({ course, shown, now, own }: ManageProps) => {
  const { targetDate, timeZone, outcome } = shown.enrolment.subscription;
  if (targetDate === null || targetDate > civilDay(now, timeZone)) return null;
  return (
    <section class="card outcome" id="outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{TITLES[outcome ?? 'open']}</h2>
      {outcome === null && <p>Only you see your answer. It decides what we send you next.</p>}
      {outcome === 'waiting' && <p>{askedAgain(shown)} You can also answer here at any time.</p>}
      {outcome === 'offer' ? (
        <>
          <p>
            Nothing more is mailed to you. If there is another {course.target} some day, give its
            date below and a new countdown begins.
          </p>
          <details>
            <summary>Was that a slip?</summary>
            <Answers own={own} answers={['waiting', 'not_this_time']} />
          </details>
        </>
      ) : (
        <Answers own={own} answers={['offer', 'waiting', 'not_this_time']} />
      )}
    </section>
  );
};

const TITLES = {
  open: 'How did it go?',
  offer: 'You have an offer. Congratulations!',
  waiting: 'You are waiting to hear',
} as const;

/** Rule 8: asked once more, then left in peace. */
function askedAgain({ plan, enrolment }: Shown): string {
  const { timeZone, locale } = enrolment.subscription;
  const next = plan.mails.find(({ message }) => message === 'how-did-it-go');
  if (next === undefined) return 'We do not ask again.';
  return `We ask once more on ${dayInWords(civilDay(next.dueAt, timeZone), locale)}.`;
}

type AnswersProps = { readonly own: string; readonly answers: readonly Outcome[] };

const Answers = ({ own, answers }: AnswersProps) => (
  <form class="answers" method="post" action={`${own}/outcome`}>
    {answers.map((outcome) => (
      <button type="submit" name="outcome" value={outcome} class="quiet">
        <strong>{ANSWERS[outcome][0]}</strong>
        <span>{ANSWERS[outcome][1]}</span>
      </button>
    ))}
  </form>
);

const ANSWERS: Readonly<Record<Outcome, readonly [string, string]>> = {
  offer: ['I have an offer', 'We stop here.'],
  waiting: ['Still waiting', 'We ask once more, later.'],
  not_this_time: ['Not this time', 'We send a look back, for round two.'],
};
