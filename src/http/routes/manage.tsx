import { Hono } from 'hono/tiny';
import { readDetails, readLesson, readOutcome, readStep, readUntil } from '../../domain/changes.ts';
import { isChecked } from '../../domain/checkbox.ts';
import { type Input, readMove, right } from '../../domain/sign-up.ts';
import type { Instant } from '../../domain/time.ts';
import { answer } from '../../usecases/answer.ts';
import { checkOff } from '../../usecases/check-off.ts';
import { details } from '../../usecases/details.ts';
import { pause } from '../../usecases/pause.ts';
import { read } from '../../usecases/read.ts';
import { reschedule } from '../../usecases/reschedule.ts';
import { resend } from '../../usecases/resend.ts';
import { resume } from '../../usecases/resume.ts';
import { type Shown, shownAs } from '../../usecases/show.ts';
import { undo } from '../../usecases/undo.ts';
import { fieldProblems, page } from '../answers.tsx';
import { meant } from '../body.ts';
import type { AppContext, AppEnv } from '../env.ts';
import { guard, person, personWithInput } from '../guard.tsx';
import { changesOf } from '../moves.ts';
import { wantsJson } from '../negotiate.ts';
import { ownPage } from '../own-page.tsx';
import { MovePreview } from '../pages/move-preview.tsx';
import { sentMail } from '../sent-mail.tsx';
import { perform, type Verb } from '../verb.tsx';

export const manage = new Hono<AppEnv>();

manage.get('/:token', guard('manage', person('left', 'pending')), (c) => {
  const { enrolment, course } = c.var.person;
  const shown = shownAs(enrolment, course, c.var.services.now);
  const asked =
    isChecked(c.req.query('no_date')) || ASKS.some((name) => c.req.query(name) !== undefined);
  return asked ? movePreview(c, shown) : ownPage(c, shown);
});

manage.get('/:token/mail/:delivery', guard('manage', person()), (c) =>
  sentMail(c, c.var.person.enrolment),
);

on('reschedule', { read: moveIn, act: reschedule, saved: (done) => done });

on('undo', {
  read: () => right(null),
  act: (ports, enrolment, _, now) => undo(ports, enrolment, now),
  saved: (done) => done,
});

on('pause', {
  read: (input, { enrolment }, now) => readUntil(input, enrolment.subscription.timeZone, now),
  act: pause,
  saved: (done) => done,
});

on('resume', {
  read: () => right(null),
  act: (ports, enrolment, _, now) => resume(ports, enrolment, now),
  saved: (done) => done,
});

on('outcome', { read: readOutcome, act: answer, saved: (_, outcome) => outcome });

on('read', { read: readLesson, act: read, saved: (done) => done });

on('resend', { read: readLesson, act: resend, saved: (done) => done });

on('details', {
  read: (input, { enrolment }) => readDetails(input, enrolment.subscription),
  act: details,
  saved: (done) => done,
});

on('checklist', {
  read: readStep,
  act: checkOff,
  saved: (done) => done,
  place: ({ lesson }) => `&lesson=${lesson}#${lesson}-steps`,
});

function on<T, D extends string>(name: string, verb: Verb<T, D>): void {
  const admitted = guard('manage', personWithInput('left', 'pending'));
  manage.post(`/:token/${name}`, admitted, (c) => perform(c, verb));
}

/** What asks for a move's difference instead of the page. */
const ASKS = ['target_date', 'time_zone', 'send_hour'] as const;

/** The difference that a move would make; the form again when there is no such move. */
function movePreview(c: AppContext, shown: Shown) {
  const { courses, now } = c.var.services;
  const input = c.req.query();
  const move = moveIn(input, shown, now);
  if (!move.ok) {
    return wantsJson(c) ? fieldProblems(c, move.errors) : ownPage(c, shown, input, move.errors);
  }
  const content = (
    <MovePreview
      course={courses.find(shown.course.id, shown.enrolment.subscription.locale)!}
      shown={shown}
      move={move.value}
      changes={changesOf(shown, move.value, now)}
      now={now}
      own={`/manage/${c.req.param('token')}`}
    />
  );
  return page(c, content);
}

function moveIn(input: Input, { course, enrolment }: Omit<Shown, 'plan'>, now: Instant) {
  const { timeZone, sendHour } = enrolment.subscription;
  return readMove(meant(input), { course, timeZone, sendHour }, now);
}
