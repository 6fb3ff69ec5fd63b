import { endingsOf } from '../../domain/course.ts';
import { dayInWords } from '../../domain/locale.ts';
import { forgottenAt } from '../../domain/retention.ts';
import { isEnding, isOff } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { useI18n } from '../shared/language.tsx';
import { Folded } from '../shared/layout.tsx';
import { Choices } from './choices.tsx';
import { phaseOf } from './phase.ts';
import type { ManageProps } from './props.ts';

/** "It's off" (rule 8): ends the countdown without an email and without a question. */
export const OffForm = ({ course, shown, now, own, asked }: ManageProps) => {
  const said = useI18n().words.ending.off;
  const { subscription } = shown.enrolment;
  const phase = phaseOf(course, subscription, now);
  if (phase === 'off') return null;
  // Only an appointment can be canceled.
  const isPlan = phase === 'no_date' || subscription.dateKind === 'goal';
  const isAhead = phase === 'ahead' || phase === 'day';
  const titleKey = isAhead ? 'ahead' : isPlan ? 'no_date' : 'after';
  const { cancelled, changed, kept } = said.choices;
  const words = new Map<string, string>([
    ['cancelled', isPlan ? changed : cancelled],
    ['kept', kept],
    ...course.outcomes.map(({ id, label }) => [id, label] as const),
  ]);
  return (
    <Folded id="off" className="card" title={said.titles[titleKey]} open={asked.ending !== null}>
      <p>{said.text}</p>
      <Choices
        action={`${own}/off`}
        name="ending"
        choices={endingsOf(course).map((value) => ({ value, title: words.get(value)! }))}
        chosen={asked.ending}
        words={said}
      />
    </Folded>
  );
};

/** What was called off, and when the person's data is erased. */
export const OffState = ({ course, shown }: ManageProps) => {
  const { locale, words } = useI18n();
  const said = words.ending.off;
  const { subscription, ledger } = shown.enrolment;
  const { outcome, timeZone } = subscription;
  if (!isOff(subscription) || outcome === null) return null;
  const erased = civilDay(forgottenAt(course, subscription, ledger, ledger), timeZone);
  const told = course.outcomes.find(({ id }) => id === outcome);
  const ended = isEnding(outcome) ? said.states[outcome] : said.states.cancelled;
  const title = told ? words.ending.outcome.told(told.label) : ended;
  return (
    <section class="state" id="ended" aria-labelledby="ended-title">
      <div>
        <h2 id="ended-title">{title}</h2>
        <p>
          {[told?.reply, said.silent, said.erased(dayInWords(erased, locale))]
            .filter((text) => text !== undefined)
            .join(' ')}
        </p>
      </div>
    </section>
  );
};
