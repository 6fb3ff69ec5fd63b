import { Hono } from 'hono/tiny';
import type { CompiledCourse } from '../../course/compiled.ts';
import { dayInWords, listInWords } from '../../domain/locale.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { type AddressOf, FORMER } from '../../links/links.ts';
import { changeLink, unsubscribe as leave, leaveAll, stillTaken } from '../../usecases/leave.ts';
import { load } from '../../usecases/show.ts';
import { isInvited } from '../../usecases/sign-up/confirm.ts';
import {
  guard,
  linkOnly,
  ownPathFromMail,
  personIfAny,
  setLanguageOf,
} from '../middleware/person-link.tsx';
import { type AppContext, type AppEnv, wantsJson } from '../shared/context.ts';
import { i18nOf, Rich, useI18n } from '../shared/language.tsx';
import { MessagePage, OneButton, page } from '../shared/responses.tsx';

export const unsubscribe = new Hono<AppEnv>();

unsubscribe.get('/:token', guard('unsubscribe', personIfAny), async (c) => {
  const { link } = c.var;
  const { enrolment, course } = c.var.person;
  const { ports, courses } = c.var.services;
  const change = enrolment ? null : await changeLink(ports, link.subscription, addressOf(link));
  if (change === null) return ask(c, enrolment, course);
  if (change.can === 'refuse') return page(c, <NotMyWish />);
  if (change.can === 'nothing') return change.refused ? page(c, <Refused />) : gone(c, null, true);
  const owner = await load(ports, change.subscription);
  return ask(c, owner, owner && courses.find(owner.subscription.course));
});

/** Asks to unsubscribe, if there is something to unsubscribe from. */
function ask(
  c: LinkContext,
  enrolment: Enrolment | null,
  course: CompiledCourse | null | undefined,
) {
  if (!enrolment || !course || enrolment.subscription.status === 'left') {
    return gone(c, enrolment, true);
  }
  const { subscription } = enrolment;
  const pending = subscription.status === 'pending';
  const own = pending ? null : ownPathFrom(c, subscription);
  const { status, targetDate, timeZone } = subscription;
  const { now } = c.var.services;
  const mayPause =
    status === 'active' && targetDate !== null && targetDate > civilDay(now, timeZone);
  return page(
    c,
    <AskToLeave {...{ course, pending, own, mayPause }} invited={isInvited(enrolment)} />,
  );
}

/**
 * RFC 8058: email clients post here without a person, in either encoding and without cookies. The
 * body is ignored, because the link has all that is needed. Always 200, even after erasure.
 */
unsubscribe.post('/:token', guard('unsubscribe', linkOnly), async (c) => {
  const { link } = c.var;
  const { ports, now } = c.var.services;
  const { done, subscription } = await leave(ports, link.subscription, now, addressOf(link));
  const body = await c.req.parseBody().catch(() => undefined);
  const all = isChecked(body?.all);
  if (all) await leaveAll(ports, subscription, now);
  if (wantsJson(c)) return c.json({ status: 'left' });
  if (done === 'refused') return page(c, <Refused />);
  const after = await load(ports, subscription);
  return gone(c, after, done !== 'left' && !all);
});

type LinkContext = AppContext<{
  link: { readonly subscription: string; readonly version: number };
}>;

/** A link in an email about a change of address leads to nobody's page. */
const ownPathFrom = (c: LinkContext, subscription: Subscription): string | null =>
  c.var.link.subscription === subscription.id
    ? ownPathFromMail(c, subscription, c.var.link.version)
    : null;

/** Which address the email was sent to, if it is about a change of address. */
const addressOf = ({ version }: { readonly version: number }): AddressOf =>
  version === FORMER ? 'former' : 'new';

/** The page after unsubscribing, with the remaining options. */
async function gone(c: LinkContext, enrolment: Enrolment | null, again: boolean) {
  const { ports, courses } = c.var.services;
  if (!enrolment) return page(c, <Gone again={again} own={null} since={null} others={[]} />);
  setLanguageOf(c, enrolment.subscription);
  const { locale } = i18nOf(c);
  const { leftAt, timeZone } = enrolment.subscription;
  const others = await stillTaken(ports, enrolment);
  return page(
    c,
    <Gone
      again={again}
      own={ownPathFrom(c, enrolment.subscription)}
      since={leftAt === null ? null : dayInWords(civilDay(leftAt, timeZone), locale)}
      others={others.map((other) => courses.find(other, locale)?.title ?? null)}
    />,
  );
}

type AskProps = {
  readonly course: CompiledCourse;
  /** The sign-up is not confirmed yet. */
  readonly pending: boolean;
  /** An import asked them to confirm. */
  readonly invited: boolean;
  /** The path of the person's page, if this link may lead there. */
  readonly own: string | null;
  /** The date is ahead, and the lessons are not paused yet. */
  readonly mayPause: boolean;
};

/** The unsubscribe button comes first; the alternatives come after it. */
export const AskToLeave = ({ course, pending, invited, own, mayPause }: AskProps) => {
  const { manage, signUp } = useI18n().words;
  const { leave } = signUp;
  const [heading, lead, button] = invited
    ? [leave.notWanted, leave.notWantedText, leave.noThanks]
    : pending
      ? [leave.notYou, leave.notYouText, leave.notMe]
      : [leave.ask, leave.text(course.title), leave.title];
  return (
    <MessagePage title={leave.title} heading={heading} lead={lead}>
      <OneButton>{button}</OneButton>
      {own && (
        <aside class="aside">
          <h2>{leave.onlyDate}</h2>
          <p>
            <Rich text={leave.moveInstead} parts={{ move: `${own}#move` }} />
          </p>
          {mayPause && (
            <form method="post" action={`${own}/pause`}>
              <p>{leave.pauseInstead}</p>
              <button type="submit" class="quiet">
                {manage.pause.button}
              </button>
            </form>
          )}
        </aside>
      )}
    </MessagePage>
  );
};

type GoneProps = {
  /** They had unsubscribed before. */
  readonly again: boolean;
  /** The path of the person's page; null if the link belongs to no known person. */
  readonly own: string | null;
  /** When they unsubscribed, as text. */
  readonly since: string | null;
  /** The titles of their other active courses; null for one that is no longer offered. */
  readonly others: readonly (string | null)[];
};

export const Gone = ({ again, own, since, others }: GoneProps) => {
  const { to, words } = useI18n();
  const { leave } = words.signUp;
  const before = again && since !== null ? `${leave.leftOn(since)} ` : '';
  return (
    <MessagePage
      title={leave.goneTitle}
      heading={again ? leave.goneAlready : leave.gone}
      lead={before + (again ? leave.goneAlreadyText : leave.goneText)}
    >
      {others.length > 0 && <OtherCourses titles={others} />}
      <p>
        <Rich text={leave.slip} parts={{ again: to('/') }} />
      </p>
      {own && <WhatWeHold own={own} />}
    </MessagePage>
  );
};

/** The link unsubscribes from one course; here, from all of them. */
const OtherCourses = ({ titles }: { titles: GoneProps['others'] }) => {
  const { locale, words } = useI18n();
  const { leave } = words.signUp;
  const named = titles.map((title) => (title === null ? leave.otherCourse : leave.quoted(title)));
  return (
    <form class="state" method="post">
      <p>{leave.others(listInWords(named, locale))}</p>
      <input type="hidden" name="all" value="yes" />
      <button type="submit" class="quiet">
        {leave.all}
      </button>
    </form>
  );
};

const WhatWeHold = ({ own }: { own: string }) => {
  const { leave } = useI18n().words.signUp;
  return (
    <aside class="aside">
      <h2>{leave.hold}</h2>
      <p>
        <Rich
          text={leave.holdText}
          parts={{
            download: `${own}/export`,
            erase: `${own}/erase`,
          }}
        />
      </p>
    </aside>
  );
};

/** The answer to an address confirmation that the recipient did not request. */
export const NotMyWish = () => {
  const { leave } = useI18n().words.signUp;
  return (
    <MessagePage title={leave.wishTitle} heading={leave.notYou} lead={leave.wishText}>
      <OneButton>{leave.notMe}</OneButton>
    </MessagePage>
  );
};

export const Refused = () => {
  const { to, words } = useI18n();
  const { leave } = words.signUp;
  return (
    <MessagePage title={leave.thanksTitle} heading={leave.thanks} lead={leave.thanksText}>
      <p>
        <Rich text={leave.about} parts={{ course: to('/') }} />
      </p>
    </MessagePage>
  );
};
