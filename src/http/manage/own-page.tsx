import { capital } from '../../domain/locale.ts';
import type { FieldError, Input } from '../../domain/parse/sign-up.ts';
import { civilDay } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { type Words, yoursOf } from '../../words/words.ts';
import { CalendarSection } from '../calendar/calendar-section.tsx';
import type { AppContext } from '../shared/context.ts';
import { ErrorSummary, submittedValues } from '../shared/fields.tsx';
import { Rich, useI18n } from '../shared/language.tsx';
import { Layout, Section } from '../shared/layout.tsx';
import { coursePath } from '../shared/paths.ts';
import { page } from '../shared/responses.tsx';
import { lessonActions } from '../timeline/checklist.tsx';
import { DETAIL_FIELDS, DetailsForm, YourData } from './details.tsx';
import {
  isTheDay,
  lessonForTheDay,
  OffForm,
  OffState,
  OutcomeQuestion,
  TheDay,
} from './ending.tsx';
import { History } from './history.tsx';
import { MOVE_FIELDS, MoveForm } from './move-form.tsx';
import { NextCard } from './next-card.tsx';
import { NOTE_FIELDS, Notes } from './notes.tsx';
import { OwnPlan } from './own-plan.tsx';
import { PauseForm, RunningPause } from './pause.tsx';
import { isSaved, type ManageProps, phaseOf } from './props.ts';
import { UndoOffer } from './undo.tsx';

/** The person's page; its forms show the submitted values, or the current ones. */
export function ownPage(
  c: AppContext,
  shown: Shown,
  input: Input | null = null,
  errors: readonly FieldError[] = [],
) {
  const { ports, courses, config, now } = c.var.services;
  const { subscription } = shown.enrolment;
  const saved = c.req.query('saved');
  const course = courses.find(shown.course.id, subscription.locale)!;
  const kind = c.req.query('date_kind');
  const content = (
    <Manage
      course={course}
      shown={shown}
      now={now}
      own={`/manage/${c.req.param('token')}`}
      leave={ports.links.unsubscribe(
        '',
        ports.links.currentKey,
        subscription.id,
        subscription.linkVersion,
      )}
      feed={ports.links.calendar(
        config.publicUrl,
        ports.links.currentKey,
        subscription.id,
        subscription.linkVersion,
      )}
      saved={isSaved(saved) ? saved : null}
      reply={course.outcomes.find(({ id }) => id === c.req.query('reply'))?.reply ?? null}
      asked={{ outcome: c.req.query('outcome') ?? null, ending: c.req.query('ending') ?? null }}
      opened={c.req.query('lesson') ?? null}
      values={{
        ...currentValues(shown),
        ...(kind !== undefined && { date_kind: kind }),
        ...(input && submittedValues(input)),
      }}
      errors={errors}
    />
  );
  return page(c, content, errors.length > 0 ? 422 : 200);
}

const currentValues = ({ enrolment: { subscription } }: Shown): Record<string, string> => ({
  name: subscription.name,
  target_date: subscription.targetDate ?? '',
  date_kind: subscription.dateKind,
  time_zone: subscription.timeZone,
  send_hour: String(subscription.sendHour),
});

/** The person's own page: their status, and everything they can change. */
export const Manage = (props: ManageProps) => {
  const { words } = useI18n();
  const { course, shown, now, own, saved, reply, errors } = props;
  const { targetDate, timeZone } = shown.enrolment.subscription;
  const ahead = targetDate !== null && targetDate > civilDay(now, timeZone);
  const elsewhere = isTheDay(props) ? (lessonForTheDay(props)?.lesson.id ?? null) : null;
  const plan = (
    <Section id="plan" className="plan" title={words.plan.title}>
      <OwnPlan
        course={course}
        shown={shown}
        now={now}
        actions={lessonActions({ ...props, elsewhere })}
      />
    </Section>
  );
  const forms = (
    <div class="stack">
      <MoveForm {...props} />
      <Notes {...props} />
      <CalendarSection {...props} />
      {ahead && <PauseForm {...props} />}
      <OffForm {...props} />
      <DetailsForm {...props} />
    </div>
  );
  return (
    <Layout title={errors.length > 0 ? words.layout.pleaseCheck : words.manage.title}>
      <section class="own">
        <p class="mark-label">{course.title}</p>
        <h1>{headline(props, words)}</h1>
        {saved && (
          <p class="saved" role="status" tabindex={-1} autofocus>
            {[words.manage.saved[saved], reply].filter(Boolean).join(' ')}
          </p>
        )}
        <ErrorSummary errors={errors.filter(({ field }) => !OWN_FORM.includes(field))} />
        {shown.enrolment.suppressed && (
          <p class="errors">
            <Rich
              text={shown.enrolment.bounced ? words.manage.bounced : words.manage.complained}
              parts={{ address: '#details', again: coursePath(course.id) }}
            />
          </p>
        )}
        <UndoOffer {...props} />
        <OffState {...props} />
        <RunningPause {...props} />
        <TheDay {...props} />
        <OutcomeQuestion {...props} />
        <NextCard {...props} />
      </section>
      <div class="two">{targetDate === null ? [forms, plan] : [plan, forms]}</div>
      <History course={course} shown={shown} own={own} />
      <YourData {...props} />
    </Layout>
  );
};

/** Fields whose forms show their own errors. */
const OWN_FORM = [...MOVE_FIELDS, ...DETAIL_FIELDS, ...NOTE_FIELDS, 'until'];

function headline({ course, shown, now }: ManageProps, words: Words): string {
  const { manage } = words;
  const { subscription } = shown.enrolment;
  const { name, dateKind } = subscription;
  const greeted = (said: string): string => (name === '' ? capital(said) : `${name}, ${said}`);
  switch (phaseOf(course, subscription, now)) {
    case 'no_date':
      return greeted(manage.whenIs(yoursOf(course, dateKind, words)));
    case 'ahead':
      return greeted(manage.running);
    case 'day':
      return greeted(manage.todayIs);
    case 'after':
      return greeted(manage.behind);
    case 'off':
      return greeted(manage.off);
  }
}
