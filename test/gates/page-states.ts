/**
 * Every page in every state. People in the test world act until the state is reached; opening the
 * page then changes nothing.
 */

import { createPerson, formOf, type Person } from '../../scripts/world/demo-person.ts';
import { linkTo } from '../../scripts/world/mail-links.ts';
import type { Mail } from '../../scripts/world/provider-types.ts';
import { type Addresses, switches } from '../../scripts/world/tick.ts';
import { catalog } from '../../src/course/catalog.ts';
import { capital } from '../../src/domain/locale.ts';

export type Locale = 'en-GB' | 'de-DE';

export type State = {
  /** Unique, for file names and failures. */
  readonly name: string;
  readonly path: string;
  readonly locale: Locale;
  /** The time of the request. */
  readonly at: number;
  readonly status: number;
  /** A copy of an email. */
  readonly isMail?: true;
  /** Its times are in UTC. */
  readonly isForOperators?: boolean;
  /** Form fields to POST; without them the page is opened with GET. */
  readonly fields?: Readonly<Record<string, string>>;
};

const SIGN_UP = Date.parse('2027-02-20T09:00Z');
const ONE_YEAR = Date.parse('2027-03-16T06:00Z');
const LATER = Date.parse('2027-03-20T09:00Z');
const TO_PARIS = { time_zone: 'Europe/Paris', send_hour: '7' };
const DATE = '2028-03-16';

/** The public pages, in a language. */
export function publicStates(locale: Locale): State[] {
  const [course] = catalog.all;
  const seen = (name: string, path: string, status = 200): State => ({
    locale,
    name,
    path: `${path}${path.includes('?') ? '&' : '?'}locale=${locale}`,
    at: SIGN_UP,
    status,
  });
  const plan = new URLSearchParams({
    target_date: '2027-05-16',
    time_zone: 'Europe/Paris',
    send_hour: '7',
  });
  return [
    seen('home', '/'),
    ...catalog.all.map(({ id }) => seen(`course-${id}`, `/c/${id}`)),
    seen('home-with-a-plan', `/?${plan}`),
    ...catalog.all.flatMap(({ id, lessons }) =>
      lessons.map((lesson) => seen(`lesson-${lesson.id}`, `/lessons/${id}/${lesson.id}`)),
    ),
    ...catalog.all.flatMap(({ id, pages }) =>
      pages.map((page) => seen(`page-${page.id}`, `/pages/${id}/${page.id}`)),
    ),
    seen('privacy', '/privacy'),
    seen('check-your-inbox', '/check-your-inbox'),
    seen('not-found', '/nothing/here', 404),
    seen('no-such-lesson', `/lessons/${course!.id}/nothing`, 404),
    seen('no-such-link', '/manage/AAAA_.nobody..AAAA', 404),
    {
      ...seen('form-with-mistakes', '/subscribe', 422),
      fields: {
        email: 'ada@nowhere',
        target_date: '2027-02-01',
        time_zone: 'Mars/Base',
        name: 'Ada <b>',
      },
    },
    {
      ...seen('form-with-a-typo', '/subscribe', 422),
      fields: { email: 'ada@gmial.con', target_date: DATE, no_date: 'yes', ...TO_PARIS },
    },
    {
      ...seen('form-with-the-hidden-field', '/subscribe', 422),
      fields: { email: 'ada@example.com', target_date: 'none', leave_empty: 'x', ...TO_PARIS },
    },
    {
      ...seen('inbox-with-the-address', '/subscribe'),
      fields: {
        ...{ email: `inbox-${locale}@gates.example`, show_address: 'yes', again: 'yes', locale },
        ...{ target_date: DATE, no_date: 'yes', ...TO_PARIS },
      },
    },
    ...embeddedStates(seen),
    {
      ...seen('form-of-today', '/subscribe', 422),
      fields: { email: 'ada@example.com', target_date: '2027-02-20', ...TO_PARIS },
    },
  ];
}

/** The form in another site's frame, and what follows it there. */
function embeddedStates(seen: (name: string, path: string, status?: number) => State): State[] {
  const [course] = catalog.all;
  return [
    seen('embed', `/embed/${course!.id}`),
    seen('embed-not-found', '/embed/nothing', 404),
    seen('embed-inbox', '/check-your-inbox?embed=yes'),
    {
      ...seen('embed-with-mistakes', '/subscribe?embed=yes', 422),
      fields: { email: 'ada@nowhere', target_date: '2027-02-01', time_zone: 'Mars/Base' },
    },
    {
      ...seen('embed-with-the-hidden-field', '/subscribe?embed=yes', 422),
      fields: { email: 'ada@example.com', target_date: 'none', leave_empty: 'x', ...TO_PARIS },
    },
  ];
}

/** The pages that need a person's links. */
export async function personalStates(world: Addresses, locale: Locale): Promise<State[]> {
  const cast = await liveUpTo(world, locale);
  const { ada, pending, dateless, paused, finished, waiting, left, erased, mover, moved } = cast;
  const { today, goal, off } = cast;
  const own = (name: string, path: string, status = 200): State => ({
    locale,
    name,
    path,
    at: LATER,
    status,
  });
  return [
    { ...own('confirm', pending.confirm), at: SIGN_UP },
    {
      ...{ ...own('confirm-with-a-wrong-zone', pending.confirm, 422), at: SIGN_UP },
      fields: { time_zone: 'Mars/Base' },
    },
    { ...own('confirm-expired', pending.confirm, 410), at: SIGN_UP + 8 * 86_400_000 },
    own('confirm-expired-but-used', ada.confirm, 410),
    { ...own('refuse-unconfirmed', pending.leave), at: SIGN_UP },
    own('own-active', ada.manage),
    own('own-checklist', `${ada.manage}?saved=checked&lesson=one-year`),
    own(
      'own-move-preview',
      `${ada.manage}?target_date=2027-06-10&time_zone=Asia%2FTokyo&send_hour=20`,
    ),
    own('own-move-impossible', `${ada.manage}?target_date=2027-01-01`, 422),
    own('own-undo', `${mover.manage}?saved=moved`),
    own('own-without-date', dateless.manage),
    own('own-paused', paused.manage),
    own('own-finished', finished.manage),
    own('own-chosen-answer', `${finished.manage}?outcome=not_this_time`),
    own('own-waiting', `${waiting.manage}?saved=answered&reply=waiting`),
    own('own-the-day', today.manage),
    own('own-goal', goal.manage),
    own('own-goal-made-real', `${goal.manage}?target_date=2027-09-01&asks_kind=yes`),
    own('own-off', `${off.manage}?saved=off`),
    own('own-keep-chosen', `${mover.manage}?ending=kept`),
    { ...own('own-sent-mail', ada.copy), isMail: true },
    own('own-erase', `${ada.manage}/erase`),
    own('own-leave', ada.leave),
    own('own-left', left.manage, 409),
    own('own-left-again', left.leave),
    own('own-erased', erased.manage, 410),
    own('confirm-new-address', ada.newAddress),
    own('restore-address', moved.undo),
    { ...own('restore-address-expired', moved.undo, 410), at: LATER + 8 * 86_400_000 },
    own('own-links', `${ada.manage}/links`),
    own('own-lesson', `${ada.manage}/lessons/one-year?saved=checked`),
    own('own-lesson-to-come', `${ada.manage}/lessons/one-week`),
    {
      ...own('own-details-with-mistakes', `${ada.manage}/details`, 422),
      fields: { email: 'nowhere', name: 'x <', send_hour: '7' },
    },
    own('own-day-sheet', `${ada.manage}/sheet`),
    {
      ...own('own-notes-with-mistakes', `${ada.manage}/notes`, 422),
      fields: { time: 'x'.repeat(101), phone: '+1 555 0100', share: 'yes' },
    },
    {
      ...own('own-pause-with-mistakes', `${ada.manage}/pause`, 422),
      fields: { until: '2020-01-01' },
    },
  ];
}

type Links = { readonly confirm: string; readonly manage: string; readonly leave: string };

async function liveUpTo(world: Addresses, locale: Locale) {
  // All of them sign up within one or two real seconds.
  await switches(world.mailboxUrl, 'settings', { rate_limit: null });
  const join = (name: string, target_date: string) =>
    joined({ ...world, locale }, name, target_date);
  const pending = await signedUp({ ...world, locale }, 'pending', DATE);
  const ada = await join('ada', DATE);
  const mover = await join('mover', '2027-09-01');
  const dateless = await join('dateless', 'none');
  const paused = await join('paused', '2027-09-01');
  const finished = await join('finished', '2027-03-18');
  const waiting = await join('waiting', '2027-03-15');
  const today = await join('today', '2027-03-20');
  const goal = await join('goal', '2027-09-01');
  const off = await join('off', '2027-09-01');
  const left = await join('left', DATE);
  const erased = await join('erased', DATE);
  const moved = await join('moved', DATE);
  const lesson = await firstMail(ada.person, ONE_YEAR);
  const post = (
    at: number,
    { person, links }: Joined,
    verb: string,
    fields: Record<string, string> = {},
  ) => person.submit(at, `${links.manage}/${verb}`, fields);
  await post(LATER, ada, 'checklist', { lesson: 'one-year', step: firstStep(), done: 'yes' });
  await post(LATER, ada, 'notes', {
    ...{ time: '10:30', place: 'https://meet.example/room', names: 'Grace', share: 'yes' },
  });
  await post(LATER, ada, 'details', {
    email: `ada.new@${locale.toLowerCase()}.example`,
    name: 'Ada',
    send_hour: '7',
    time_zone: 'Europe/Paris',
  });
  await post(LATER - 60_000, mover, 'reschedule', { target_date: '2027-10-01' });
  await post(LATER, paused, 'pause', { until: '2027-05-01' });
  await post(LATER, waiting, 'outcome', { outcome: 'waiting' });
  await post(LATER, goal, 'reschedule', { target_date: '2027-09-01', date_kind: 'goal' });
  await post(LATER, off, 'off', { ending: 'kept' });
  await left.person.submit(LATER - 60_000, left.links.leave);
  await post(LATER - 60_000, erased, 'erase');
  const undo = await movedTo(world, moved);
  const toNew = await createPerson(world, `ada.new@${locale.toLowerCase()}.example`).waitForMail();
  return {
    ada: {
      ...ada.links,
      copy: pathOf(`${ada.links.manage}/mail/${lesson.tags[0]!.value}`),
      newAddress: pathOf(linkTo(toNew[0]!, 'confirm-address')!),
    },
    pending,
    mover: mover.links,
    dateless: dateless.links,
    paused: paused.links,
    finished: finished.links,
    waiting: waiting.links,
    today: today.links,
    goal: goal.links,
    off: off.links,
    left: left.links,
    erased: erased.links,
    moved: { undo },
  };
}

/** Confirms a new address; returns the link that undoes it. */
async function movedTo(world: Addresses, { person, links }: Joined): Promise<string> {
  const email = person.address.replace('@', '.new@');
  const details = { email, send_hour: '7', time_zone: 'Europe/Paris' };
  await person.submit(LATER, `${links.manage}/details`, details);
  const [question] = await createPerson(world, email).waitForMail();
  await person.submit(LATER, pathOf(linkTo(question!, 'confirm-address')!));
  for (let batch = 0; batch < 5; batch++) {
    const mails = await person.waitForMail();
    const undo = mails.map((mail) => linkTo(mail, 'restore-address')).find(Boolean);
    if (undo) return pathOf(undo);
  }
  throw new Error(`${person.address} was not told of the new address.`);
}

/** On the free plan a run may end early; the next minute continues. */
async function firstMail(person: Person, from: number): Promise<Mail> {
  for (let minute = 0; minute < 10; minute += 1) {
    const [mail] = await person.tick(from + minute * 60_000);
    if (mail) return mail;
  }
  throw new Error(`Nothing came to ${person.address} at ${new Date(from).toISOString()}.`);
}

type House = Addresses & { readonly locale: Locale };
type Joined = { readonly person: Person; readonly links: Links };

async function joined(world: House, name: string, target_date: string): Promise<Joined> {
  const links = await signedUp(world, name, target_date);
  const { person, confirm } = links;
  const page = await person.open(SIGN_UP, confirm);
  await person.submit(SIGN_UP, formOf(page, /^\/confirm\//).action);
  const mails = await person.waitForMail();
  const welcome = mails.find((mail) => linkTo(mail, 'manage'))!;
  return { person, links: { ...links, manage: pathOf(linkTo(welcome, 'manage')!) } };
}

async function signedUp(world: House, name: string, target_date: string) {
  const person = createPerson(world, `${name}@${world.locale.toLowerCase()}.example`);
  const fields = {
    ...TO_PARIS,
    locale: world.locale,
    email: person.address,
    name: capital(name),
    target_date,
  };
  await person.submit(SIGN_UP, '/subscribe', fields);
  const [mail] = (await person.waitForMail()) as [Mail];
  return {
    person,
    confirm: pathOf(linkTo(mail, 'confirm')!),
    leave: pathOf(linkTo(mail, 'unsubscribe')!),
    manage: '',
  };
}

const firstStep = (): string =>
  catalog.all[0]!.lessons.find(({ id }) => id === 'one-year')!.steps[0]!.id;
const pathOf = (link: string): string => new URL(link, 'http://world').pathname;
