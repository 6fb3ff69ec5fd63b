import type { CompiledCourse } from '../../course/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import { OwnPlan } from '../manage/own-plan.tsx';
import { useSpeech } from '../shared/i18n.tsx';
import { Button, NoticePage, OneButton } from '../shared/notice.tsx';
import { Section } from '../shared/section.tsx';
import { Preview } from '../sign-up/preview.tsx';

type ConfirmProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
};

/** The confirmation button, with the plan that it starts. */
export const AskToConfirm = ({ course, shown, now }: ConfirmProps) => {
  const { confirm } = useSpeech().words.door;
  const { targetDate, timeZone, sendHour } = shown.enrolment.subscription;
  return (
    <NoticePage
      title={confirm.title}
      heading={confirm.ask}
      lead={confirm.text(course.title)}
      below={
        <Section id="plan" look="plan" title={confirm.wouldGet}>
          <Preview
            course={course}
            wish={{ targetDate, timeZone, sendHour }}
            lessons={shown.plan.lessons}
            now={now}
          />
        </Section>
      }
    >
      <OneButton>{confirm.button}</OneButton>
    </NoticePage>
  );
};

type ConfirmedProps = ConfirmProps & {
  /** The path of the person's page; null if this link must not lead there. */
  readonly own: string | null;
  readonly again: boolean;
};

/** A second visit shows the same as the first: links are often clicked twice. */
export const Confirmed = ({ course, shown, now, own, again }: ConfirmedProps) => {
  const { door, plan } = useSpeech().words;
  const { confirm } = door;
  const noDate = shown.enrolment.subscription.targetDate === null;
  return (
    <NoticePage
      title={confirm.in}
      heading={again ? confirm.inAlready : confirm.in}
      lead={again ? confirm.inAlreadyText : confirm.inText}
      below={
        <Section id="plan" look="plan" title={plan.title}>
          <OwnPlan course={course} shown={shown} now={now} />
        </Section>
      }
    >
      {own === null ? (
        <p>{confirm.pageInMails}</p>
      ) : (
        <Button href={noDate ? `${own}#move` : own}>
          {noDate ? confirm.giveDay(course.yourTarget) : confirm.toPage}
        </Button>
      )}
    </NoticePage>
  );
};
