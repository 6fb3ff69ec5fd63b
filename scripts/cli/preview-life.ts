/** A described person's life, played in this process: the emails as the provider would get them. */
import type { Courses } from '../../src/course/catalog.ts';
import { isSystemMessage } from '../../src/domain/messages.ts';
import { type Instant, shift } from '../../src/domain/time.ts';
import type { Env } from '../../src/services/config.ts';
import { createWorld } from '../in-process/world.ts';
import type { Mail } from '../world/provider-types.ts';
import { Trouble } from '../world/terminal.ts';
import { messageOf } from './preview-folder.ts';
import { testLinks } from './test-links.ts';

export type Described = {
  readonly joined: Instant;
  /** The fields of the sign-up form. */
  readonly fields: {
    readonly email: string;
    readonly course: string;
    /** A civil date or `none`. */
    readonly target_date: string;
    readonly time_zone: string;
    readonly [field: string]: string;
  };
  /** New dates, in order of time. */
  readonly moves: readonly { readonly at: Instant; readonly to: string }[];
};

/**
 * Every email from the confirmation until the person is erased, oldest first. Nothing is sent.
 * @param courses default: the compiled ones
 */
export async function playLife(
  { joined, fields, moves }: Described,
  env: Partial<Env> = {},
  courses?: Courses,
): Promise<readonly Mail[]> {
  const world = createWorld({
    start: joined,
    provider: { keep_bodies: true },
    env,
    links: testLinks,
    ...(courses && { courses }),
  });
  try {
    const id = await world.join(fields);
    for (const { at, to } of moves) {
      await world.play(at);
      const done = await world.reschedule(id, { target_date: to });
      if (done !== 'moved' && done !== 'same') throw cannotMove(at, to, done);
    }
    await world.play(lastInstant(world.now, [fields.target_date, ...moves.map(({ to }) => to)]));
    return world.provider.mails.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  } finally {
    world.close();
  }
}

/** Emails of one instant are sent side by side: notices first, as they explain the lessons. */
function keyOf(mail: Mail): string {
  const message = messageOf(mail);
  const isNotice = isSystemMessage(message) && message !== 'catch-up';
  return `${mail.accepted_at} ${isNotice ? 1 : 2} ${message}`;
}

/** Longer than the last question stays open, and than any lesson follows a date in practice. */
const lastInstant = (now: Instant, dates: readonly string[]): Instant =>
  Math.max(
    ...[new Date(now).toISOString().slice(0, 10), ...dates.filter((date) => date !== 'none')].map(
      (date) => Date.parse(shift(date, 'P1Y')),
    ),
  );

const cannotMove = (at: Instant, to: string, done: string): Trouble =>
  new Trouble(
    `The date can't move to ${to} on ${new Date(at).toISOString().slice(0, 10)}.`,
    done === 'gone' ? 'By then the person is erased.' : `The answer is "${done}".`,
    'Choose an earlier day for --moved.',
    2,
  );
