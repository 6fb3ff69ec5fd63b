import type { CompiledCourse } from '../../course/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { Layout } from './layout.tsx';
import { OwnPlan } from './own-plan.tsx';
import { Preview } from './preview.tsx';

type ConfirmProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
};

/** What a person agrees to by pressing the button; it is kept. */
export const CONFIRM_WORDS = 'Yes, send me the course';

/** One button; the plan beneath says what it starts. */
export const AskToConfirm = ({ course, shown, now }: ConfirmProps) => {
  const { subscription } = shown.enrolment;
  const { targetDate, timeZone, sendHour, locale } = subscription;
  return (
    <Layout title="Confirm your address">
      <article class="notice">
        <h1>Start your countdown?</h1>
        <p class="lead">
          One button, and “{course.title}” is on its way to you. If you did not ask for it, close
          this page: nothing is sent.
        </p>
        <form method="post">
          <button type="submit">{CONFIRM_WORDS}</button>
        </form>
      </article>
      <section class="plan" aria-labelledby="plan">
        <h2 id="plan">What you would get</h2>
        <Preview
          course={course}
          wish={{ targetDate, timeZone, sendHour }}
          lessons={shown.plan.lessons}
          now={now}
          locale={locale}
        />
      </section>
    </Layout>
  );
};

type ConfirmedProps = ConfirmProps & {
  /** The person's own page. */
  readonly own: string;
  readonly again: boolean;
};

/** The second visit says the same as the first: links are clicked twice. */
export const Confirmed = ({ course, shown, now, own, again }: ConfirmedProps) => {
  const noDate = shown.enrolment.subscription.targetDate === null;
  return (
    <Layout title="You are in">
      <article class="notice">
        <h1>{again ? 'You are already in' : 'You are in'}</h1>
        <p class="lead">
          {again
            ? 'Your address is confirmed, and the course is running.'
            : 'Your address is confirmed. A welcome is on its way.'}
        </p>
        <p>
          <a class="button" href={noDate ? `${own}#move` : own}>
            {noDate ? `Give the day of your ${course.target}` : 'Go to your own page'}
          </a>
        </p>
      </article>
      <section class="plan" aria-labelledby="plan">
        <h2 id="plan">Your plan</h2>
        <OwnPlan course={course} shown={shown} now={now} />
      </section>
    </Layout>
  );
};
