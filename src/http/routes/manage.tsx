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
import type { Shown } from '../../usecases/show.ts';
import { undo } from '../../usecases/undo.ts';
import { fieldProblems, page } from '../answers.tsx';
import { meant } from '../body.ts';
import type { AppContext, AppEnv } from '../env.ts';
import { readInput, requireLink, requirePerson, shownTo } from '../guard.tsx';
import { changesOf } from '../moves.ts';
import { wantsJson } from '../negotiate.ts';
import { ownPage } from '../own-page.tsx';
import { MovePreview } from '../pages/move-preview.tsx';
import { sentMail } from '../sent-mail.tsx';
import { type Person, perform, type Verb } from '../verb.tsx';

export const manage = new Hono<AppEnv>();

manage.get('/:token', requireLink('manage'), requirePerson('left', 'pending'), (c) => {
  const asked =
    isChecked(c.req.query('no_date')) || ASKS.some((name) => c.req.query(name) !== undefined);
  return asked ? movePreview(c, shownTo(c)) : ownPage(c, shownTo(c));
});

manage.get('/:token/mail/:delivery', requireLink('manage'), requirePerson(), (c) =>
  sentMail(c, c.var.enrolment),
);

on('reschedule', { read: moveIn, act: reschedule, saved: (done) => done });

on('undo', {
  read: () => right(null),
  act: (ports, person, _, now) => undo(ports, person, now),
  saved: (done) => done,
});

on('pause', {
  read: (input, { enrolment }, now) => readUntil(input, enrolment.subscription.timeZone, now),
  act: pause,
  saved: (done) => done,
});

on('resume', {
  read: () => right(null),
  act: (ports, person, _, now) => resume(ports, person, now),
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
  manage.post(
    `/:token/${name}`,
    requireLink('manage'),
    readInput,
    requirePerson('left', 'pending'),
    perform(verb),
  );
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

function moveIn(input: Input, { course, enrolment }: Person, now: Instant) {
  const { timeZone, sendHour } = enrolment.subscription;
  return readMove(meant(input), { course, timeZone, sendHour }, now);
}
