/**
 * A person's actions as the HTTP layer runs them: parse the form, call the use-case, send due
 * emails.
 */
import { type Input, type Parsed, readMove, readSignUp } from '../../src/domain/parse/sign-up.ts';
import { unsubscribe } from '../../src/usecases/leave.ts';
import { read, unread } from '../../src/usecases/manage/lessons.ts';
import { pause, resume } from '../../src/usecases/manage/pause.ts';
import { answer, callOff } from '../../src/usecases/manage/record-outcome.ts';
import { reschedule } from '../../src/usecases/manage/reschedule.ts';
import { undo } from '../../src/usecases/manage/undo.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { show } from '../../src/usecases/show.ts';
import { confirm } from '../../src/usecases/sign-up/confirm.ts';
import { subscribe } from './subscribe.ts';
import type { World } from './world.ts';

/** Form fields by their public names. */
export type Fields = Input & { readonly target_date: string };

export type Actions = {
  /** Signs up; returns the subscription's id. */
  readonly subscribe: (
    fields: Fields & { readonly email: string; readonly time_zone: string },
  ) => Promise<string>;
  readonly confirm: (id: string) => Promise<string>;
  /** Signs up and confirms. */
  readonly join: (
    fields: Fields & { readonly email: string; readonly time_zone: string },
  ) => Promise<string>;
  readonly reschedule: (id: string, fields: Fields) => Promise<string>;
  readonly undo: (id: string) => Promise<string>;
  /** Until a civil date; null: until further notice. */
  readonly pause: (id: string, until?: string | null) => Promise<string>;
  readonly resume: (id: string) => Promise<string>;
  readonly answer: (id: string, outcome: string) => Promise<string>;
  /** "It's off", by an ending or an outcome that leads to `done`. */
  readonly callOff: (id: string, ending: string) => Promise<string>;
  readonly read: (id: string, lesson: string) => Promise<string>;
  readonly unread: (id: string, lesson: string) => Promise<string>;
  readonly unsubscribe: (id: string) => Promise<string>;
};

export function actionsOf({ act, ports, rows }: Pick<World, 'act' | 'ports' | 'rows'>): Actions {
  const doneBy = async (
    useCase: (now: number) => Promise<{ done: string; send?: readonly string[] }>,
  ): Promise<string> => (await act((_, now) => useCase(now))).done;
  const actions: Actions = {
    async subscribe(fields) {
      let signUp = null;
      await act(async (_, now) => {
        signUp = valid(readSignUp(fields, ports.courses.all, now));
        return { send: await subscribe(ports, signUp, now) };
      });
      return subscriptionOf(rows, signUp!);
    },

    confirm: (id) => doneBy((now) => confirm(ports, id, now)),

    async join(fields) {
      const id = await actions.subscribe(fields);
      await actions.confirm(id);
      return id;
    },

    reschedule: (id, fields) =>
      doneBy(async (now) => {
        const move = await readOwnMove(ports, id, fields, now);
        return move === null ? { done: 'gone' } : reschedule(ports, id, move, now);
      }),
    undo: (id) => doneBy((now) => undo(ports, id, now)),
    pause: (id, until = null) => doneBy((now) => pause(ports, id, until, now)),
    resume: (id) => doneBy((now) => resume(ports, id, now)),
    answer: (id, outcome) => doneBy((now) => answer(ports, id, outcome, now)),
    callOff: (id, ending) => doneBy((now) => callOff(ports, id, ending, now)),
    read: (id, lesson) => doneBy((now) => read(ports, id, lesson, now)),
    unread: (id, lesson) => doneBy((now) => unread(ports, id, lesson, now)),
    unsubscribe: (id) => doneBy((now) => unsubscribe(ports, id, now)),
  };
  return actions;
}

async function readOwnMove(ports: Ports, id: string, fields: Fields, now: number) {
  const shown = await show(ports, id, now);
  if (shown === null) return null;
  const { course, enrolment } = shown;
  return valid(readMove(fields, { ...enrolment.subscription, course }, now));
}

/** Throws if the form rejects the fields: no test does this on purpose. */
function valid<T>(reading: Parsed<T>): T {
  if (reading.ok) return reading.value;
  throw new Error(reading.errors.map(({ field, code }) => `${field}: ${code}`).join(' '));
}

function subscriptionOf(
  rows: World['rows'],
  { address, course }: { address: { key: string }; course: string },
): string {
  const [row] = rows<{ id: string }>(
    `SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address_key = ?1 AND s.course = ?2`,
    address.key,
    course,
  );
  return row!.id;
}
