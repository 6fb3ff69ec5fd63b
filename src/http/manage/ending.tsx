/** The end of a countdown: the day itself, "How did it go?", and "It's off" (rule 8). */

import { endingsOf, type Outcome } from '../../domain/course.ts';
import { dayInWords, hourInWords } from '../../domain/locale.ts';
import { leadOf, timesAsked } from '../../domain/notices.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { forgottenAt } from '../../domain/retention.ts';
import { isEnding, isOff } from '../../domain/subscription.ts';
import { civilDay, startOfDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import type { I18n } from '../../words/words.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Folded } from '../shared/layout.tsx';
import { Checklist, checklistOf } from '../timeline/checklist.tsx';
import { type ManageProps, phaseOf } from './props.ts';

/** On the date, before the course asks how it went: good luck, and the steps for the day. */
export const TheDay = (props: ManageProps) => {
  const { locale, words } = useI18n();
  const said = words.ending.day;
  const { course, shown, now, own } = props;
  const { dateKind } = shown.enrolment.subscription;
  const lesson = lessonForTheDay(props);
  if (!isTheDay(props)) return null;
  const checklist = lesson && checklistOf(lesson.lesson.id, course, shown.enrolment, now, true);
  const isGoal = dateKind === 'goal';
  return (
    <section class="card" id="today" aria-labelledby="today-title">
      <h2 id="today-title">{isGoal ? said.goalTitle : (course.says.goodLuck ?? said.title)}</h2>
      {checklist && (
        <>
          <p>{isGoal ? said.goalText : said.text}</p>
          <Checklist checklist={checklist} action={`${own}/checklist`} />
        </>
      )}
      <p>
        <Rich text={said.moved} parts={{ move: '#move', off: '#off' }} />
      </p>
      {course.outcomes.length > 0 && !isGoal && (
        <p class="fine">{said.asksFrom(hourInWords(course.askFrom, locale))}</p>
      )}
    </section>
  );
};

export const isTheDay = ({ course, shown, now }: ManageProps): boolean =>
  phaseOf(course, shown.enrolment.subscription, now) === 'day';

/** The last lesson before the date. */
export function lessonForTheDay({ shown }: ManageProps): PlannedLesson | undefined {
  const { targetDate, timeZone } = shown.enrolment.subscription;
  if (targetDate === null) return undefined;
  const starts = startOfDay(targetDate, timeZone);
  return shown.plan.lessons.findLast(({ dueAt }) => dueAt < starts);
}

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

/** After a goal. The date form and "It's off" are on the same page. */
export const DateNow = ({ own }: ManageProps) => {
  const said = useI18n().words.ending.dateNow;
  return (
    <section class="card outcome" id="outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{said.title}</h2>
      <p>{said.text}</p>
      <p class="acts">
        <a class="button" href="#move">
          {said.date}
        </a>
        <a class="button quiet" href={`${own}?date_kind=goal#move`}>
          {said.goal}
        </a>
        <a class="button quiet" href={`${own}?ending=kept#off`}>
          {said.keep}
        </a>
      </p>
    </section>
  );
};

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

// A form of equal choices, each a button that saves it.

type ChoicesProps = {
  readonly action: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  /** The choice that the link carried: shown as chosen, with the one button that saves it. */
  readonly chosen: string | null;
  /** Hides the choices until they are asked for. */
  readonly folded?: boolean;
  readonly words: { readonly chosen: string; readonly save: string; readonly others: string };
};

type Choice = { readonly value: string; readonly title: string; readonly follows?: string };

export const Choices = ({ chosen, folded = false, choices, words, ...form }: ChoicesProps) => {
  const own = choices.find(({ value }) => value === chosen);
  const others = choices.filter((choice) => choice !== own);
  return (
    <>
      {own && (
        <form class="chosen" method="post" action={form.action}>
          <p>
            <strong>{own.title}</strong>
            {own.follows && ` ${own.follows}`}
          </p>
          <p>{words.chosen}</p>
          <button type="submit" name={form.name} value={own.value} autofocus>
            {words.save}
          </button>
        </form>
      )}
      {own || folded ? (
        <details>
          <summary>{words.others}</summary>
          <Buttons choices={others} {...form} />
        </details>
      ) : (
        <Buttons choices={others} {...form} />
      )}
    </>
  );
};

const Buttons = ({ choices, action, name }: Pick<ChoicesProps, 'choices' | 'action' | 'name'>) => (
  <form class="answers" method="post" action={action}>
    {choices.map(({ value, title, follows }) => (
      <button type="submit" name={name} value={value} class="quiet">
        <strong>{title}</strong>
        {follows && <span>{follows}</span>}
      </button>
    ))}
  </form>
);
