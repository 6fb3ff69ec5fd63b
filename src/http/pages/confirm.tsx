import type { CompiledCourse } from '../../course/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/show.ts';
import { Layout } from './layout.tsx';
import { OwnPlan } from './own-plan.tsx';
import { Preview } from './preview.tsx';
import { useSpeech } from './speech.tsx';

type ConfirmProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
};

/** One button; the plan beneath says what it starts. */
export const AskToConfirm = ({ course, shown, now }: ConfirmProps) => {
  const { confirm } = useSpeech().words.door;
  const { targetDate, timeZone, sendHour } = shown.enrolment.subscription;
  return (
    <Layout title={confirm.title}>
      <article class="notice">
        <h1>{confirm.ask}</h1>
        <p class="lead">{confirm.text(course.title)}</p>
        <form method="post">
          <button type="submit">{confirm.button}</button>
        </form>
      </article>
      <section class="plan" aria-labelledby="plan">
        <h2 id="plan">{confirm.wouldGet}</h2>
        <Preview
          course={course}
          wish={{ targetDate, timeZone, sendHour }}
          lessons={shown.plan.lessons}
          now={now}
        />
      </section>
    </Layout>
  );
};

type ConfirmedProps = ConfirmProps & {
  /** The person's own page; null when this link must not lead there. */
  readonly own: string | null;
  readonly again: boolean;
};

/** The second visit says the same as the first: links are clicked twice. */
export const Confirmed = ({ course, shown, now, own, again }: ConfirmedProps) => {
  const { door, plan } = useSpeech().words;
  const { confirm } = door;
  const noDate = shown.enrolment.subscription.targetDate === null;
  return (
    <Layout title={confirm.in}>
      <article class="notice">
        <h1>{again ? confirm.inAlready : confirm.in}</h1>
        <p class="lead">{again ? confirm.inAlreadyText : confirm.inText}</p>
        {own === null ? (
          <p>{confirm.pageInMails}</p>
        ) : (
          <p>
            <a class="button" href={noDate ? `${own}#move` : own}>
              {noDate ? confirm.giveDay(course.yourTarget) : confirm.toPage}
            </a>
          </p>
        )}
      </article>
      <section class="plan" aria-labelledby="plan">
        <h2 id="plan">{plan.title}</h2>
        <OwnPlan course={course} shown={shown} now={now} />
      </section>
    </Layout>
  );
};
