/** What the operator does with one person's data: the use-cases of the person's page. */
import type { Address } from '../../src/domain/address.ts';
import type { Difference } from '../../src/domain/difference.ts';
import { readMove } from '../../src/domain/parse/sign-up.ts';
import { leaveAll, unsubscribe } from '../../src/usecases/leave.ts';
import { reschedule } from '../../src/usecases/manage/reschedule.ts';
import { clockTime } from '../../src/usecases/operator/why.ts';
import { erase, exportForOperator } from '../../src/usecases/own-data.ts';
import { previewMove, shownAs } from '../../src/usecases/show.ts';
import { fieldErrorText, i18nFor } from '../../src/words/words.ts';
import { Trouble } from '../world/terminal.ts';
import { type Access, enrolmentIn, enrolmentsOf, type PersonFlags } from './person-access.ts';

export type ChangeFlags = PersonFlags & {
  readonly course?: string | undefined;
  readonly all?: boolean | undefined;
  readonly date?: string | undefined;
  readonly zone?: string | undefined;
  readonly hour?: string | undefined;
  readonly kind?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly yes?: boolean | undefined;
};

export type PersonCommand = (
  access: Access,
  address: Address,
  flags: ChangeFlags,
  usage: string,
) => Promise<{ readonly json: object; readonly text: string }>;

export const exportPerson: PersonCommand = async (access, address) => {
  const [first] = await enrolmentsOf(access, address);
  const json = (await exportForOperator(access.ports, first!, access.now)) ?? {};
  return { json, text: JSON.stringify(json, null, 2) };
};

export const erasePerson: PersonCommand = async (access, address, { yes, json }) => {
  const [first] = await enrolmentsOf(access, address);
  if (!yes && !json && process.stdin.isTTY) await reallyErase(address);
  await erase(access.ports, first!);
  const kept =
    first!.suppressed || first!.subscription.status !== 'pending'
      ? ' A keyed hash of the address is kept, so that no import signs it up again.'
      : '';
  return { json: { status: 'erased' }, text: `Erased, with all data.${kept}` };
};

async function reallyErase({ send }: Address): Promise<void> {
  const { confirm } = await import('@clack/prompts');
  if ((await confirm({ message: `Erase ${send} and all their data?` })) === true) return;
  throw new Trouble('Nothing was erased.', 'You answered no.', '');
}

export const leave: PersonCommand = async (access, address, { course, all }, usage) => {
  const { ports, now } = access;
  const enrolments = await enrolmentsOf(access, address);
  const { subscription } = all ? enrolments[0]! : enrolmentIn(enrolments, course, usage);
  const { done } = await unsubscribe(ports, subscription.id, now);
  if (all) await leaveAll(ports, subscription.id, now);
  const left = all ? 'every course' : `"${subscription.course}"`;
  return {
    json: { status: 'left' },
    text:
      done === 'already' && !all
        ? `They had unsubscribed from ${left} before. Nothing was changed.`
        : `Unsubscribed from ${left}. Nothing else is sent.`,
  };
};

export const move: PersonCommand = async (access, address, flags, usage) => {
  const { ports, now } = access;
  const enrolment = enrolmentIn(await enrolmentsOf(access, address), flags.course, usage);
  const { subscription } = enrolment;
  const course = ports.courses.find(subscription.course);
  if (course === undefined) {
    throw new Trouble(
      `The course "${subscription.course}" is no longer offered.`,
      'Without it, no plan can be made.',
      'Put its folder back into content/, and run npm run build.',
    );
  }
  const { status } = subscription;
  if (status === 'left' || status === 'pending') throw unable[status]();
  const wish = wishOf(flags, { ...subscription, course }, now, usage);
  const changes = previewMove(shownAs(enrolment, course, now), wish, now);
  const done = flags['dry-run']
    ? ('dry-run' as const)
    : (await reschedule(ports, enrolment, wish, now)).done;
  if (done === 'left' || done === 'pending' || done === 'gone') throw unable[done]();
  const { targetDate, timeZone } = wish;
  const lines = changes.map((one) => changeInWords(one, timeZone));
  return {
    json: { status: done, changes: changes.map(asJson) },
    text:
      done === 'same'
        ? 'That’s their date, zone and hour already. Nothing was changed.'
        : [
            `${done === 'moved' ? 'Moved' : 'This would move them'} to ${targetDate ?? 'no date'}. Times are in ${timeZone}.`,
            ...lines,
            ...(done === 'moved' ? ['Emails that are due now are sent by the next cron run.'] : []),
          ].join('\n'),
  };
};

type Standing = Parameters<typeof readMove>[1];

/** The rules and the words of the page's form. */
function wishOf(
  { date, zone, hour, kind }: ChangeFlags,
  { course, dateKind, timeZone, sendHour }: Standing,
  now: number,
  usage: string,
) {
  const input = { target_date: date, time_zone: zone, send_hour: hour, date_kind: kind };
  const move = readMove(input, { course, dateKind, timeZone, sendHour }, now);
  if (move.ok) return move.value;
  const { words } = i18nFor('en');
  const [first, ...more] = move.errors.map(
    (error) => `--${FLAG_OF[error.field] ?? error.field}: ${fieldErrorText(words, error)}`,
  );
  throw new Trouble(first!, more.join('\n'), usage, 2);
}

const FLAG_OF: Readonly<Record<string, string>> = {
  target_date: 'date',
  time_zone: 'zone',
  send_hour: 'hour',
  date_kind: 'kind',
};

const unable = {
  left: () =>
    new Trouble(
      'They have unsubscribed, so there is nothing to move.',
      'Only they can sign up again.',
      'Ask them to.',
    ),
  pending: () =>
    new Trouble(
      "They haven't confirmed their sign-up yet.",
      'Until they do, they have no plan.',
      'Ask them to press the button in the confirmation, or to sign up again with the new date.',
    ),
  gone: () => new Trouble('They were erased just now.', 'Nothing was changed.', ''),
};

function changeInWords(
  { lesson, effect, at, before, carrier }: Difference,
  timeZone: string,
): string {
  const when = (instant: number) => clockTime(instant, timeZone);
  const was = before === null ? 'not planned' : when(before);
  const is = at === null ? (carrier ? `key steps in "${carrier.message}"` : 'not sent') : when(at);
  return `  ${lesson.id}: ${effect === 'stays' || was === is ? is : `${was} → ${is}`}`;
}

const asJson = ({ lesson, effect, at, before }: Difference) => ({
  lesson: lesson.id,
  effect,
  before: before === null ? null : new Date(before).toISOString(),
  at: at === null ? null : new Date(at).toISOString(),
});
