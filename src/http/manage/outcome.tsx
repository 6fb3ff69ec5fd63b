import { dayInWords } from '../../domain/format.ts';
import type { Outcome } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import type { I18n } from '../../words/words.ts';
import { useI18n } from '../shared/language.tsx';
import type { ManageProps } from './props.ts';

/** From the target date on: "How did it go?", and the options that follow from the answer. */
export const OutcomeQuestion = ({ course, shown, now, own }: ManageProps) => {
  const i18n = useI18n();
  const said = i18n.words.manage.outcome;
  const { targetDate, timeZone, outcome } = shown.enrolment.subscription;
  if (targetDate === null || targetDate > civilDay(now, timeZone)) return null;
  return (
    <section class="card outcome" id="outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{said[outcome ?? 'open']}</h2>
      {outcome === null && <p>{said.onlyYou}</p>}
      {outcome === 'waiting' && <p>{`${askedAgain(shown, i18n)} ${said.hereToo}`}</p>}
      {outcome === 'offer' ? (
        <>
          <p>{said.nothingMore(course.target)}</p>
          <details>
            <summary>{said.slip}</summary>
            <Answers own={own} answers={['waiting', 'not_this_time']} />
          </details>
        </>
      ) : (
        <Answers own={own} answers={['offer', 'waiting', 'not_this_time']} />
      )}
    </section>
  );
};

/** Rule 8: asked once more, then no longer. */
function askedAgain({ plan, enrolment }: Shown, { locale, words }: I18n): string {
  const { timeZone } = enrolment.subscription;
  const next = plan.mails.find(({ message }) => message === 'how-did-it-go');
  if (next === undefined) return words.manage.outcome.notAgain;
  return words.manage.outcome.askedAgain(dayInWords(civilDay(next.dueAt, timeZone), locale));
}

type AnswersProps = { readonly own: string; readonly answers: readonly Outcome[] };

const Answers = ({ own, answers }: AnswersProps) => {
  const said = useI18n().words.manage.outcome.answers;
  return (
    <form class="answers" method="post" action={`${own}/outcome`}>
      {answers.map((outcome) => (
        <button type="submit" name="outcome" value={outcome} class="quiet">
          <strong>{said[outcome].title}</strong>
          <span>{said[outcome].follows}</span>
        </button>
      ))}
    </form>
  );
};
