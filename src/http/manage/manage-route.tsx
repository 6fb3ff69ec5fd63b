import { Hono } from 'hono/tiny';
import {
  readDetails,
  readEnding,
  readLesson,
  readOutcome,
  readStep,
  readUntil,
} from '../../domain/parse/details.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import { readNotes } from '../../domain/parse/notes.ts';
import {
  type Input,
  ok,
  type Parsed,
  readMove,
  withDateBoxes,
} from '../../domain/parse/sign-up.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { checkOff, read, resend, unread } from '../../usecases/manage/lessons.ts';
import { pause, resume } from '../../usecases/manage/pause.ts';
import { answer, callOff } from '../../usecases/manage/record-outcome.ts';
import { reschedule } from '../../usecases/manage/reschedule.ts';
import { undo } from '../../usecases/manage/undo.ts';
import { details } from '../../usecases/manage/update-details.ts';
import type { Changed } from '../../usecases/manage/update-subscription.ts';
import { writeNotes } from '../../usecases/manage/write-notes.ts';
import { sentMail as find } from '../../usecases/own-data.ts';
import type { Ports } from '../../usecases/ports.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { type Shown, shownAs } from '../../usecases/show.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import {
  departed,
  forgotten,
  guard,
  type Person,
  person,
  personWithInput,
  unconfirmed,
} from '../middleware/person-link.tsx';
import { type AppContext, type AppEnv, wantsJson } from '../shared/context.ts';
import { ownLessonPath } from '../shared/paths.ts';
import {
  fieldProblems,
  isProblem,
  NO_TRANSFORM,
  PROBLEMS,
  type Problem,
  page,
  problem,
} from '../shared/responses.tsx';
import { MovePreview } from './move-preview.tsx';
import { changesOf } from './move-view.ts';
import { ownLesson } from './own-lesson.tsx';
import { ownPage } from './own-page.tsx';
import type { Saved } from './props.ts';

export const manage = new Hono<AppEnv>();

manage.get('/:token', guard('manage', person('left', 'pending')), (c) => {
  const { enrolment, course } = c.var.person;
  const shown = shownAs(enrolment, course, c.var.services.now);
  const asked =
    isChecked(c.req.query('no_date')) || ASKS.some((name) => c.req.query(name) !== undefined);
  return asked ? movePreview(c, shown) : ownPage(c, shown);
});

manage.get('/:token/mail/:delivery', guard('manage', person()), (c) =>
  sentEmail(c, c.var.person.enrolment),
);

manage.get('/:token/lessons/:lesson', guard('manage', person('pending')), (c) => ownLesson(c));

on('reschedule', { read: moveIn, act: reschedule, saved: (done) => done });

on('undo', {
  read: () => ok(null),
  act: (ports, enrolment, _, now) => undo(ports, enrolment, now),
  saved: (done) => done,
});

on('pause', {
  read: (input, { enrolment }, now) => readUntil(input, enrolment.subscription.timeZone, now),
  act: pause,
  saved: (done) => done,
});

on('resume', {
  read: () => ok(null),
  act: (ports, enrolment, _, now) => resume(ports, enrolment, now),
  saved: (done) => done,
});

on('outcome', {
  read: (input, { course }) => readOutcome(input, course),
  act: answer,
  saved: (done) => done,
  place: (outcome) => `&reply=${outcome}`,
});

on('off', {
  read: (input, { course }) => readEnding(input, course),
  act: callOff,
  saved: (done) => done,
});

on('read', { read: readLesson, act: read, saved: (done) => done, lesson: (id) => id });

on('unread', { read: readLesson, act: unread, saved: (done) => done, lesson: (id) => id });

on('resend', { read: readLesson, act: resend, saved: (done) => done, lesson: (id) => id });

on('details', {
  read: (input, { enrolment }, _, examples) => readDetails(input, enrolment.subscription, examples),
  act: details,
  saved: (done) => done,
});

on('notes', {
  read: (input, { enrolment }) => readNotes(input, enrolment.subscription.round),
  act: writeNotes,
  saved: (done) => done,
});

on('checklist', {
  read: readStep,
  act: checkOff,
  saved: (done) => done,
  place: ({ lesson }) => `&lesson=${lesson}#${lesson}-steps`,
  lesson: ({ lesson }) => lesson,
});

function on<T, D extends string>(name: string, action: Action<T, D>): void {
  const admitted = guard('manage', personWithInput('left', 'pending'));
  manage.post(`/:token/${name}`, admitted, (c) => perform(c, action));
}

/** Query parameters that request a move preview instead of the page. */
const ASKS = ['target_date', 'time_zone', 'send_hour'] as const;

/** The preview of a move; the form with errors if the input is invalid. */
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
  const { dateKind, timeZone, sendHour } = enrolment.subscription;
  return readMove(withDateBoxes(input), { course, dateKind, timeZone, sendHour }, now);
}

/** "View in browser": the email alone, as it was sent to this person. */
export async function sentEmail(c: AppContext, enrolment: Enrolment): Promise<Response> {
  const { ports } = c.var.services;
  const mail = await find(ports, enrolment, c.req.param('delivery') ?? '');
  if (!mail) return noSuchEmail(c);
  c.header('Content-Security-Policy', POLICY);
  c.header('Cache-Control', NO_TRANSFORM);
  return c.req.query('text') === undefined ? c.html(mail.html) : c.text(mail.text);
}

/** An email has inline styles and loads, submits and runs nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; frame-ancestors 'none'";

const noSuchEmail = (c: AppContext) =>
  problem(c, 404, (errors) => errors.noSuchEmail, {
    href: `/manage/${c.req.param('token')}#history`,
  });

// The common part of every POST on a person's page: change, send what is due, respond.

type Refusal = 'gone' | 'left' | 'pending' | Problem;

export type Action<T, D extends string> = {
  /** `examples`: whether addresses for examples are accepted. */
  readonly read: (
    input: Input,
    person: Omit<Shown, 'plan'>,
    now: Instant,
    examples: boolean,
  ) => Parsed<T>;
  readonly act: (ports: Ports, enrolment: Enrolment, value: T, now: Instant) => Promise<Changed<D>>;
  /** The result to show on the page. */
  readonly saved: (done: Exclude<D, Refusal>, value: T) => Saved;
  /** The end of the page's URL to redirect to, such as a fragment. */
  readonly place?: (value: T) => string;
  /** The lesson to whose page a form on it leads back. */
  readonly lesson?: (value: T) => string;
};

/**
 * Saved without confirmation: the link is sufficient. Starts from the person that the guard loaded.
 */
export async function perform<T, D extends string>(
  c: AppContext<{ person: Person & { readonly input: Input } }>,
  { read, act, saved, place, lesson }: Action<T, D>,
): Promise<Response> {
  const { input, enrolment, course } = c.var.person;
  const { ports, config, now, clock } = c.var.services;
  const wish = read(input, { enrolment, course }, now, config.timeTravel);
  if (!wish.ok) {
    if (wantsJson(c)) return fieldProblems(c, wish.errors);
    return ownPage(c, shownAs(enrolment, course, now), input, wish.errors);
  }
  const { done, send } = await act(ports, enrolment, wish.value, now);
  if (isRefusal(done)) return refuse(c, done);
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: done });
  const said = saved(done as Exclude<D, Refusal>, wish.value);
  const own = `/manage/${c.req.param('token')}`;
  const on = c.req.query('on');
  const back = lesson && on === 'lesson' ? lesson(wish.value) : null;
  const path = back === null ? own : ownLessonPath(own, back);
  return c.redirect(
    `${path}?saved=${said}${on === 'next' ? '' : (place?.(wish.value) ?? '')}`,
    303,
  );
}

const isRefusal = (done: string): done is Refusal =>
  ['gone', 'left', 'pending'].includes(done) || isProblem(done);

function refuse(c: AppContext, why: Refusal) {
  if (why === 'gone') return forgotten(c);
  if (why === 'left') return departed(c, `/manage/${c.req.param('token')}`);
  if (why === 'pending') return unconfirmed(c);
  const { status, place } = PROBLEMS[why];
  return problem(c, status, (errors) => errors[why], {
    href: `/manage/${c.req.param('token')}${place}`,
  });
}
