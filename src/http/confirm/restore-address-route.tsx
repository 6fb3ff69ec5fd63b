import { Hono } from 'hono/tiny';
import {
  type FormerAddress,
  findFormer,
  restorable,
  restoreFormer,
} from '../../usecases/manage/confirm-address.ts';
import { forgotten, formerAddress, guard, ownPath } from '../middleware/person-link.tsx';
import { type AppContext, type AppEnv, wantsJson } from '../shared/context.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Button, MessagePage, OneButton } from '../shared/message-page.tsx';
import { page, problem } from '../shared/responses.tsx';

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
