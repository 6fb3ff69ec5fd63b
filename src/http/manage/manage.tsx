import { capital } from '../../domain/format.ts';
import { civilDay } from '../../domain/time.ts';
import type { Words } from '../../words/words.ts';
import { InYourCalendar } from '../calendar/in-your-calendar.tsx';
import { ErrorSummary } from '../shared/fields.tsx';
import { Rich, useSpeech } from '../shared/i18n.tsx';
import { Layout } from '../shared/layout.tsx';
import { coursePath } from '../shared/paths.ts';
import { Section } from '../shared/section.tsx';
import { actsOn } from './checklist-view.ts';
import { DETAIL_FIELDS, DetailsForm } from './details.tsx';
import { History } from './history.tsx';
import { MOVE_FIELDS, MoveForm } from './move-form.tsx';
import { OutcomeQuestion } from './outcome.tsx';
import { OwnPlan } from './own-plan.tsx';
import { PauseForm, RunningPause } from './pause.tsx';
import type { ManageProps } from './props.ts';
import { UndoOffer } from './undo.tsx';
import { YourData } from './your-data.tsx';

/** The person's own page: their status, and everything they can change. */
export const Manage = (props: ManageProps) => {
  const { words } = useSpeech();
  const { course, shown, now, own, saved, errors } = props;
  const { targetDate, timeZone } = shown.enrolment.subscription;
  const ahead = targetDate !== null && targetDate > civilDay(now, timeZone);
  const plan = (
    <Section id="plan" look="plan" title={words.plan.title}>
      <OwnPlan course={course} shown={shown} now={now} acts={actsOn(props)} />
    </Section>
  );
  const forms = (
    <div class="stack">
      <MoveForm {...props} />
      {ahead && <PauseForm {...props} />}
      <DetailsForm {...props} />
    </div>
  );
  return (
    <Layout title={errors.length > 0 ? words.frame.pleaseCheck : words.own.title}>
      <section class="own">
        <p class="mark-label">{course.title}</p>
        <h1>{headline(props, words)}</h1>
        {saved && (
          <p class="saved" role="status">
            {words.own.saved[saved]}
          </p>
        )}
        <ErrorSummary errors={errors.filter(({ field }) => !OWN_FORM.includes(field))} />
        {shown.enrolment.suppressed && (
          <p class="errors">
            <Rich
              text={shown.enrolment.bounced ? words.own.bounced : words.own.complained}
              parts={{ address: '#details', again: coursePath(course.id) }}
            />
          </p>
        )}
        <UndoOffer {...props} />
        <RunningPause {...props} />
        <OutcomeQuestion {...props} />
      </section>
      <div class="two">{targetDate === null ? [forms, plan] : [plan, forms]}</div>
      <History course={course} shown={shown} own={own} />
      <InYourCalendar {...props} />
      <YourData {...props} />
    </Layout>
  );
};

/** Fields whose forms show their own errors. */
const OWN_FORM = [...MOVE_FIELDS, ...DETAIL_FIELDS, 'until'];

function headline({ course, shown, now }: ManageProps, { own }: Words): string {
  const { targetDate, timeZone, name } = shown.enrolment.subscription;
  const greeted = (said: string): string => (name === '' ? capital(said) : `${name}, ${said}`);
  if (targetDate === null) return greeted(own.whenIs(course.yourTarget));
  const today = civilDay(now, timeZone);
  if (targetDate === today) return greeted(own.todayIs);
  return greeted(targetDate > today ? own.running : own.behind);
}
