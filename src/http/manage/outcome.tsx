import type { Outcome } from '../../domain/course.ts';
import { dayInWords } from '../../domain/locale.ts';
import { leadOf, timesAsked } from '../../domain/notices.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import type { I18n } from '../../words/words.ts';
import { useI18n } from '../shared/language.tsx';
import { Choices } from './choices.tsx';
import { DateNow } from './date-now.tsx';
import { phaseOf } from './phase.ts';
import type { ManageProps } from './props.ts';

/** After the date: "How did it go?", or of a goal, "Do you have a date now?" (rule 8). */
export const OutcomeQuestion = (props: ManageProps) => {
  const { course, shown, now, asked } = props;
  const { outcome, dateKind } = shown.enrolment.subscription;
  const phase = phaseOf(course, shown.enrolment.subscription, now);
  const early = phase === 'day' && (outcome !== null || asked.outcome !== null);
  if (course.outcomes.length === 0 || (phase !== 'after' && !early)) return null;
  return dateKind === 'goal' ? <DateNow {...props} /> : <HowDidItGo {...props} />;
};

const HowDidItGo = ({ course, shown, own, asked }: ManageProps) => {
  const i18n = useI18n();
  const said = i18n.words.ending.outcome;
  const { outcome } = shown.enrolment.subscription;
  const told = course.outcomes.find(({ id }) => id === outcome);
  const lead = outcome === null ? null : leadOf(course.outcomes, outcome);
  const others = course.outcomes.filter(({ id }) => id !== outcome);
  return (
    <section class="card outcome" id="outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{told ? said.told(told.label) : said.open}</h2>
      {outcome === null && <p>{said.onlyYou}</p>}
      {lead === 'ask_again' && <p>{`${askedAgain(shown, i18n)} ${said.hereToo}`}</p>}
      {lead === 'done' && <p>{said.nothingMore}</p>}
      <Choices
        action={`${own}/outcome`}
        name="outcome"
        choices={others.map((one) => ({
          value: one.id,
          title: one.label,
          follows: followsFrom(one, shown, i18n),
        }))}
        chosen={asked.outcome}
        folded={lead === 'done'}
        words={said}
      />
    </section>
  );
};

/** Rule 8: asked once more, then no longer. */
function followsFrom({ leadsTo }: Outcome, { enrolment }: Shown, { words }: I18n): string {
  const said = words.ending.outcome;
  const { subscription, ledger } = enrolment;
  const last = leadsTo === 'ask_again' && timesAsked(subscription, ledger) > 1;
  return last ? said.notAgain : said.follows[leadsTo];
}

function askedAgain({ plan, enrolment }: Shown, { locale, words }: I18n): string {
  const { timeZone } = enrolment.subscription;
  const next = plan.mails.find(({ message }) => message === 'how-did-it-go');
  if (next === undefined) return words.ending.outcome.notAgain;
  return words.ending.outcome.askedAgain(dayInWords(civilDay(next.dueAt, timeZone), locale));
}
