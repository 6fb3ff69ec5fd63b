import { Hono } from 'hono/tiny';
import type { CompiledCourse } from '../../course/compiled.ts';
import { type FieldError, isMissing, readZone } from '../../domain/parse/sign-up.ts';
import type { Instant } from '../../domain/time.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { type Shown, show, shownAs } from '../../usecases/show.ts';
import { asksZone, confirm as confirmNow } from '../../usecases/sign-up/confirm.ts';
import { whenInWords } from '../../words/lesson-words.ts';
import type { I18n } from '../../words/words.ts';
import { OwnPlan } from '../manage/own-plan.tsx';
import { afterAnswer } from '../middleware/answer-first.ts';
import {
  departed,
  forgotten,
  guard,
  ownPath,
  ownPathFromMail,
  person,
  personWithInput,
} from '../middleware/person-link.tsx';
import { type AppEnv, wantsJson } from '../shared/context.ts';
import { i18nOf, useI18n } from '../shared/language.tsx';
import { Section } from '../shared/layout.tsx';
import { Button, fieldProblems, MessagePage, page } from '../shared/responses.tsx';
import { ZoneField } from '../shared/when-fields.tsx';
import { Preview } from '../timeline/preview.tsx';

export const confirm = new Hono<AppEnv>();

/** Only shows the button, because email scanners follow links. */
confirm.get('/:token', guard('confirm', person('left')), (c) => {
  const { now } = c.var.services;
  const { course, enrolment } = c.var.person;
  const shown = shownAs(enrolment, course, now);
  if (enrolment.subscription.status !== 'pending' && !enrolment.bounced) {
    const own = ownPathFromMail(c, enrolment.subscription);
    return page(c, <Confirmed again course={course} own={own} {...{ shown, now }} />);
  }
  return page(c, <AskToConfirm course={course} shown={shown} now={now} />);
});

confirm.post('/:token', guard('confirm', personWithInput('left')), async (c) => {
  const { ports, now, clock } = c.var.services;
  const { course, enrolment, input } = c.var.person;
  const zone = isMissing(input.time_zone) ? null : readZone(input.time_zone);
  if (zone?.ok === false) {
    if (wantsJson(c)) return fieldProblems(c, zone.errors);
    const shown = shownAs(enrolment, course, now);
    return page(c, <AskToConfirm errors={zone.errors} {...{ course, shown, now }} />, 422);
  }
  // The consent record stores the button's text as shown to the person.
  const { button } = i18nOf(c).words.signUp.confirm;
  const consent = { how: wantsJson(c) ? 'json' : 'form', words: button } as const;
  const result = await confirmNow(ports, enrolment, now, consent, zone?.value);
  if (result.done === 'gone') return forgotten(c);
  const shown = await show(ports, enrolment.subscription.id, now);
  if (!shown) return forgotten(c);
  const { subscription } = shown.enrolment;
  if (result.done === 'left') return departed(c, ownPathFromMail(c, subscription));
  afterAnswer(c, () => sendNow(ports, result.send, clock));
  if (wantsJson(c)) return c.json({ status: result.done });
  const again = result.done === 'already';
  const own = again ? ownPathFromMail(c, subscription) : ownPath(c, subscription);
  return page(c, <Confirmed again={again} course={course} own={own} shown={shown} now={now} />);
});

type ConfirmProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
};

type AskProps = ConfirmProps & { readonly errors?: readonly FieldError[] };

/** The confirmation button, with the plan that it starts. */
export const AskToConfirm = ({ course, shown, now, errors = [] }: AskProps) => {
  const { confirm } = useI18n().words.signUp;
  const { targetDate, dateKind, timeZone, sendHour } = shown.enrolment.subscription;
  return (
    <MessagePage
      title={confirm.title}
      heading={confirm.ask}
      lead={confirm.text(course.title)}
      below={
        <Section id="plan" className="plan" title={confirm.wouldGet}>
          <Preview
            course={course}
            wish={{ targetDate, dateKind, timeZone, sendHour }}
            lessons={shown.plan.lessons}
            now={now}
          />
        </Section>
      }
    >
      <form method="post">
        {(errors.length > 0 || asksZone(shown.enrolment)) && (
          <>
            <p>{confirm.zoneGuessed}</p>
            <ZoneField values={{ time_zone: timeZone }} errors={errors} />
          </>
        )}
        <button type="submit">{confirm.button}</button>
      </form>
    </MessagePage>
  );
};

/** When the first email comes: at once, unless the welcome is in a lesson that is due later. */
function firstEmail({ enrolment }: Shown, now: Instant, i18n: I18n): string {
  const { confirm } = i18n.words.signUp;
  const { ledger, subscription } = enrolment;
  const waits = ledger.find(
    ({ state, facts, dueAt }) => state === 'scheduled' && facts.welcomes && dueAt > now,
  );
  if (waits === undefined) return confirm.inText;
  const { timeZone } = subscription;
  const reader = { i18n, timeZone, now, unconfirmed: false };
  return confirm.inTextLater(whenInWords(waits.dueAt, reader));
}

type ConfirmedProps = ConfirmProps & {
  /** The path of the person's page; null if this link must not lead there. */
  readonly own: string | null;
  readonly again: boolean;
};

/** A second visit shows the same as the first: links are often clicked twice. */
export const Confirmed = ({ course, shown, now, own, again }: ConfirmedProps) => {
  const i18n = useI18n();
  const { signUp, plan } = i18n.words;
  const { confirm } = signUp;
  const noDate = shown.enrolment.subscription.targetDate === null;
  return (
    <MessagePage
      title={confirm.in}
      heading={again ? confirm.inAlready : confirm.in}
      lead={again ? confirm.inAlreadyText : firstEmail(shown, now, i18n)}
      below={
        <Section id="plan" className="plan" title={plan.title}>
          <OwnPlan course={course} shown={shown} now={now} />
        </Section>
      }
    >
      {own === null ? (
        <p>{confirm.pageInEmails}</p>
      ) : (
        <Button href={noDate ? `${own}#move` : own}>
          {noDate ? confirm.setDate : confirm.toPage}
        </Button>
      )}
    </MessagePage>
  );
};
