import { Hono } from 'hono/tiny';
import type { Enrolment } from '../../domain/subscription.ts';
import {
  confirmAddress as confirmNow,
  type FormerAddress,
  findChange,
  findFormer,
  type KnownChange,
  restorable,
  restoreFormer,
  standingOf,
} from '../../usecases/manage/confirm-address.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import {
  addressChange,
  departed,
  forgotten,
  formerAddress,
  guard,
  ownPath,
} from '../middleware/person-link.tsx';
import { type AppContext, type AppEnv, wantsJson } from '../shared/context.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Button, MessagePage, OneButton, page, problem } from '../shared/responses.tsx';

export const confirmAddress = new Hono<AppEnv>();

/** Only shows the button, because email scanners follow links. */
confirmAddress.get('/:token', guard('address', addressChange), (c) => {
  const known = c.var.person;
  const { change, enrolment } = known;
  const { course, locale } = enrolment.subscription;
  const standing = standingOf(change, enrolment);
  if (standing === 'left') return departed(c);
  if (standing === 'already') return changed(c, known);
  if (standing !== 'open') return takenBack(c);
  const { title } = c.var.services.courses.find(course, locale)!;
  return page(c, <AskForAddress address={change.address} course={title} />);
});

confirmAddress.post('/:token', guard('address', addressChange), async (c) => {
  const { ports, now, clock } = c.var.services;
  const known = c.var.person;
  const { done, send } = await confirmNow(ports, known, now);
  if (done === 'gone') return forgotten(c);
  if (done === 'left') return departed(c);
  if (done === 'taken') return taken(c);
  if (done === 'replaced' || done === 'refused') return takenBack(c);
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: done });
  const after = await findChange(ports, known.change.id);
  if (!after) return forgotten(c);
  return done === 'already' ? changed(c, after) : changed(c, after, known.enrolment);
});

/** `before`: the person until now; absent on later visits. */
function changed(c: AppContext, { change, enrolment }: KnownChange, before?: Enrolment) {
  // On later visits, this old link must not bypass replaced links.
  const own = before ? ownPath(c, enrolment.subscription) : null;
  const canUndo = before !== undefined && !before.suppressed;
  return page(c, <AddressChanged address={change.address} own={own} canUndo={canUndo} />);
}

const takenBack = (c: AppContext) => problem(c, 410, (errors) => errors.addressReplaced);

/** Only the owner of that mailbox has this link, so the answer discloses nothing to others. */
const taken = (c: AppContext) => problem(c, 409, (errors) => errors.addressTaken);

/** The link was sent to the new address: pressing the button proves that it is theirs. */
export const AskForAddress = ({ address, course }: { address: string; course: string }) => {
  const said = useI18n().words.signUp.address;
  return (
    <MessagePage
      title={said.title}
      heading={said.ask}
      lead={<Rich text={said.text(course)} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      <OneButton>{said.button}</OneButton>
      <p class="fine">{said.notYou}</p>
    </MessagePage>
  );
};

type ChangedProps = {
  readonly address: string;
  /** The path of the person's page; null if this link must no longer lead there. */
  readonly own: string | null;
  /** The old address has just been told. */
  readonly canUndo: boolean;
};

/** A second visit shows the same as the first: links are often clicked twice. */
export const AddressChanged = ({ address, own, canUndo }: ChangedProps) => {
  const { signUp } = useI18n().words;
  const said = signUp.address;
  return (
    <MessagePage
      title={said.newTitle}
      heading={own === null ? said.already : said.inUse}
      lead={<Rich text={said.goesTo} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      {canUndo && <p>{said.canUndo}</p>}
      {own === null ? (
        <p>{signUp.confirm.pageInEmails}</p>
      ) : (
        <Button href={own}>{signUp.confirm.toPage}</Button>
      )}
    </MessagePage>
  );
};

/** The link in the email to a former address. */
export const restoreAddress = new Hono<AppEnv>();

/** Only shows the button, because email scanners follow links. */
restoreAddress.get('/:token', guard('restore', formerAddress), (c) => {
  const former = c.var.person;
  const state = restorable(former, c.var.services.now);
  if (state === 'already') return restored(c, former, null);
  if (state === 'expired') return expired(c);
  return page(c, <AskToRestore address={former.address} another={former.another} />);
});

restoreAddress.post('/:token', guard('restore', formerAddress), async (c) => {
  const { ports, now } = c.var.services;
  const former = c.var.person;
  const done = await restoreFormer(ports, former, now);
  if (done === 'gone') return forgotten(c);
  if (done === 'expired') return expired(c);
  if (wantsJson(c)) return c.json({ status: done });
  const after = await findFormer(ports, former.change.id);
  if (!after) return forgotten(c);
  // Works once: on later visits, this link must not bypass replaced links.
  const own = done === 'restored' ? ownPath(c, after.enrolment.subscription) : null;
  return restored(c, after, own);
});

const expired = (c: AppContext) => problem(c, 410, (errors) => errors.restoreExpired);

const restored = (c: AppContext, { address }: FormerAddress, own: string | null) =>
  page(c, <Restored address={address} own={own} />);

type AskProps = {
  readonly address: string;
  /** The same address has signed up again since. */
  readonly another: boolean;
};

const AskToRestore = ({ address, another }: AskProps) => {
  const said = useI18n().words.signUp.restore;
  return (
    <MessagePage
      title={said.title}
      heading={said.ask}
      lead={<Rich text={said.text} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      {another && <p>{said.another}</p>}
      <OneButton>{said.button}</OneButton>
      <p class="fine">{said.notYou}</p>
    </MessagePage>
  );
};

type RestoredProps = {
  readonly address: string;
  /** The path of the person's page; null on later visits. */
  readonly own: string | null;
};

const Restored = ({ address, own }: RestoredProps) => {
  const { signUp } = useI18n().words;
  const said = signUp.restore;
  return (
    <MessagePage
      title={said.title}
      heading={own === null ? said.already : said.done}
      lead={<Rich text={said.goesTo} parts={{ address: () => <strong>{address}</strong> }} />}
    >
      {own === null ? (
        <p>{signUp.confirm.pageInEmails}</p>
      ) : (
        <Button href={own}>{signUp.confirm.toPage}</Button>
      )}
    </MessagePage>
  );
};
