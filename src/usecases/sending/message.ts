import { catchUpSteps } from '../../domain/catch-up.ts';
import type { Course } from '../../domain/course.ts';
import { memoize } from '../../domain/memoize.ts';
import { toStored } from '../../domain/stored-values.ts';
import { namesOf, type Template, type Values } from '../../domain/template.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Links } from '../../links/links.ts';
import type { Message } from '../../mail/provider.ts';
import type { FrozenMail, Sender } from '../../storage/calls.ts';
import type { Due } from '../../storage/due.ts';
import type { Composed } from '../../storage/sending.ts';
import type { Ports } from '../ports.ts';
import { valuesOf } from './values.ts';

export type Frozen = {
  readonly mails: readonly Composed[];
  /** Rows whose email cannot be composed: a removed lesson, a slot without a value. */
  readonly broken: readonly Due[];
};

type Mail = Omit<FrozenMail, 'stored'> & { readonly values: Values };

/** What composing needs. */
type Composing = Pick<Ports, 'courses' | 'sender' | 'log'>;

/**
 * Composes the personal values of each email. One that cannot be composed does not stop the others.
 */
export function freeze(ports: Composing, due: readonly Due[], now: Instant): Frozen {
  const mails: Composed[] = [];
  const broken: Due[] = [];
  for (const row of due) {
    const mail = frozen(ports, row, now);
    if (mail !== null) mails.push(mail);
    else {
      ports.log('cannot_compose', { delivery: row.id });
      broken.push(row);
    }
  }
  return { mails, broken };
}

function frozen(ports: Composing, row: Due, now: Instant): Composed | null {
  const { course: id, locale, revision, linkVersion, targetDate } = row.person;
  const course = ports.courses.find(id, locale);
  const original = ports.courses.find(id);
  const template = ports.courses.template(id, row.message, locale);
  if (course === undefined || original === undefined || template === undefined) return null;
  try {
    const values = valuesOf(template, {
      ...{ course, original, due: row, now },
      baseUrl: ports.sender.baseUrl,
    });
    return {
      id: row.id,
      subscriptionId: row.subscriptionId,
      address: row.address,
      closesAt: row.closesAt,
      template: template.hash,
      values,
      stored: toStored(template, values),
      toldDate: targetDate,
      revision,
      linkVersion,
      carries: carriedNow(row, course, now),
    };
  } catch {
    // A zone that the runtime no longer supports, or a locale that it never did.
    return null;
  }
}

/** An email that is sent later than planned may have too little time left for some steps. */
function carriedNow({ facts, person }: Due, course: Course, now: Instant): string[] | null {
  const { targetDate, timeZone } = person;
  if (!facts.carries || targetDate === null) return null;
  const fitting = catchUpSteps(course, facts.carries, civilDay(now, timeZone), targetDate);
  if (fitting.length === facts.carries.length) return null;
  return fitting.map(({ lesson }) => lesson.id);
}

/** The messages of a call as they go to the provider, each with its own template. */
export const messagesOf = (
  mails: readonly Mail[],
  templates: ReadonlyMap<string, Template>,
  sender: Sender,
  linkKey: string,
  links: Links,
): Message[] =>
  mails.map((mail) => messageOf(mail, templates.get(mail.template)!, sender, linkKey, links));

/**
 * An email as it goes to the provider. It depends only on what the fence wrote, so that a retry has
 * the same bytes whatever was deployed or changed since.
 */
export function messageOf(
  mail: Mail,
  template: Template,
  sender: Sender,
  linkKey: string,
  links: Links,
): Message {
  const base = sender.baseUrl;
  const { from, replyTo } = { ...sender, ...sender.courses?.[template.course] };
  const unsubscribe = unsubscribeIn(mail, template, base, linkKey, links);
  return {
    from,
    to: mail.address,
    replyTo,
    template,
    values: {
      ...mail.values,
      ...personalLinks(mail, template, base, linkKey, links),
      address: mail.address,
      base_url: base,
      unsubscribe_url: unsubscribe,
      postal_address: sender.postalAddress,
      reply_to: replyTo,
    },
    unsubscribe,
    list: `${template.course}.${hostOf(base)}`,
    delivery: mail.id,
  };
}

const hostOf = memoize((base: string): string => new URL(base).hostname);

/** In an email about a change of address, the link is about that change, not about the course. */
function unsubscribeIn(
  mail: Mail,
  template: Template,
  base: string,
  key: string,
  links: Links,
): string {
  const change = changeIn(mail);
  if (change === null) return links.unsubscribe(base, key, mail.subscriptionId, versionIn(mail));
  const isFormer = template.message === 'address-changed';
  return links.rejectAddress(base, key, change, isFormer ? 'former' : 'new');
}

/**
 * Signing costs more than the rest of an email: only links that the template contains are signed.
 */
function personalLinks(
  mail: Mail,
  template: Template,
  base: string,
  key: string,
  links: Links,
): Values {
  const names = namesOf(template);
  const until = Number(mail.values.confirm_until);
  const change = changeIn(mail);
  const values: { [name: string]: string } = {};
  const { asked_for = '', asked_kind } = mail.values;
  if (names.has('confirm_url')) {
    values.confirm_url = links.confirm(base, key, mail.subscriptionId, until);
  }
  if (names.has('address_url') && change !== null) {
    values.address_url = links.confirmAddress(base, key, change, until);
  }
  if (names.has('restore_url') && change !== null) {
    values.restore_url = links.restoreAddress(base, key, change, until);
  }
  if (OWN_PAGE.some((name) => names.has(name))) {
    const manage = links.manage(base, key, mail.subscriptionId, versionIn(mail));
    values.manage_url = manage;
    values.move_url = `${manage}#move`;
    values.copy_url = `${manage}/mail/${mail.id}`;
    values.calendar_url = `${manage}#calendar`;
    const kind = asked_kind === undefined ? '' : `&date_kind=${asked_kind}`;
    values.change_url = `${manage}?target_date=${asked_for}${kind}`;
  }
  return values;
}

/** Links to the person's page or to a section of it. */
const OWN_PAGE = ['manage_url', 'move_url', 'copy_url', 'calendar_url'];

const versionIn = ({ values }: Mail): number => Number(values.link_version ?? 0);

const changeIn = ({ values }: Mail): string | null =>
  typeof values.change === 'string' ? values.change : null;
