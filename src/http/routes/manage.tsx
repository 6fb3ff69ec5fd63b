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
import { changesOf } from '../moves.ts';
import { wantsJson } from '../negotiate.ts';
import { ownPage } from '../own-page.tsx';
import { MovePreview } from '../pages/move-preview.tsx';
import {
  departed,
  forgotten,
  isReplaced,
  readLink,
  refuseLink,
  replaced,
  shownTo,
  unconfirmed,
} from '../personal.tsx';
import { sentMail } from '../sent-mail.tsx';
import { verb } from '../verb.tsx';

export const manage = new Hono<AppEnv>();

manage.get('/:token', async (c) => {
  const link = readLink(c, 'manage');
  if (!link.ok) return refuseLink(c, link);
  const shown = await shownTo(c, link.subscription);
  if (!shown) return forgotten(c);
  if (isReplaced(link, shown.enrolment)) return replaced(c);
  const { status } = shown.enrolment.subscription;
  if (status === 'left') return departed(c, `/manage/${c.req.param('token')}`);
  if (status === 'pending') return unconfirmed(c);
  const asked =
    isChecked(c.req.query('no_date')) || ASKS.some((name) => c.req.query(name) !== undefined);
  return asked ? movePreview(c, shown) : ownPage(c, shown);
});

manage.get('/:token/mail/:delivery', sentMail);

manage.post('/:token/reschedule', verb({ read: moveIn, act: reschedule, saved: (done) => done }));

manage.post(
  '/:token/undo',
  verb({
    read: () => right(null),
    act: (ports, id, _, now) => undo(ports, id, now),
    saved: (done) => done,
  }),
);

manage.post(
  '/:token/pause',
  verb({
    read: (input, { enrolment }, now) => readUntil(input, enrolment.subscription.timeZone, now),
    act: pause,
    saved: (done) => done,
  }),
);

manage.post(
  '/:token/resume',
  verb({
    read: () => right(null),
    act: (ports, id, _, now) => resume(ports, id, now),
    saved: (done) => done,
  }),
);

manage.post(
  '/:token/outcome',
  verb({ read: readOutcome, act: answer, saved: (_, outcome) => outcome }),
);

manage.post('/:token/read', verb({ read: readLesson, act: read, saved: (done) => done }));

manage.post('/:token/resend', verb({ read: readLesson, act: resend, saved: (done) => done }));

manage.post(
  '/:token/details',
  verb({
    read: (input, { enrolment }) => readDetails(input, enrolment.subscription),
    act: details,
    saved: (done) => done,
  }),
);

manage.post(
  '/:token/checklist',
  verb({
    read: readStep,
    act: checkOff,
    saved: (done) => done,
    place: ({ lesson }) => `&lesson=${lesson}#${lesson}-steps`,
  }),
);

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

function moveIn(input: Input, { course, enrolment }: Shown, now: Instant) {
  const { timeZone, sendHour } = enrolment.subscription;
  return readMove(meant(input), { course, timeZone, sendHour }, now);
}
