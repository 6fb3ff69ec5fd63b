import { Hono } from 'hono/tiny';
import { isHanded } from '../../domain/delivery.ts';
import { dayInWords, timeInWords } from '../../domain/locale.ts';
import { maskAddress } from '../../domain/redact.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { erase, exportAll, newLinks } from '../../usecases/own-data.ts';
import { sendNow } from '../../usecases/sending/send-now.ts';
import { afterAnswer } from '../middleware/answer-first.ts';
import {
  forgotten,
  guard,
  person,
  records,
  replaced,
  setLanguageOf,
} from '../middleware/person-link.tsx';
import { type AppEnv, wantsJson } from '../shared/context.ts';
import { i18nOf, Rich, useI18n } from '../shared/language.tsx';
import { MessagePage, OneButton, PROBLEMS, page, problem } from '../shared/responses.tsx';
import { sheet } from './sheet.tsx';

/** The stored data of a person, to download or erase, also after unsubscribing. */
export const ownData = new Hono<AppEnv>();

ownData.get('/:token/export', guard('manage', records()), async (c) => {
  const { ports, now } = c.var.services;
  const all = await exportAll(ports, c.var.person, now);
  if (!all) return forgotten(c);
  const day = new Date(now).toISOString().slice(0, 10);
  c.header('Content-Disposition', `attachment; filename="my-data-${day}.json"`);
  c.header('Content-Type', 'application/json; charset=utf-8');
  return c.body(`${JSON.stringify(all, null, 2)}\n`);
});

ownData.get('/:token/sheet', guard('manage', person('pending')), (c) => sheet(c));

/** Only shows the effect and the button, because email scanners follow links. */
ownData.get('/:token/erase', guard('manage', records()), (c) => {
  const enrolment = c.var.person;
  const own = `/manage/${c.req.param('token')}`;
  const { course: id, locale } = enrolment.subscription;
  const course = c.var.services.courses.find(id, locale);
  setLanguageOf(c, enrolment.subscription);
  return page(c, <AskToErase enrolment={enrolment} course={course} own={own} />);
});

ownData.post('/:token/erase', guard('manage', records()), async (c) => {
  const enrolment = c.var.person;
  const { ports, now } = c.var.services;
  if ((await erase(ports, enrolment)) === 'gone') return forgotten(c);
  if (wantsJson(c)) return c.json({ status: 'erased' });
  setLanguageOf(c, enrolment.subscription);
  const { locale, words } = i18nOf(c);
  const { timeZone } = enrolment.subscription;
  const day = dayInWords(civilDay(now, timeZone), locale);
  const on = words.plan.dayAt(day, timeInWords(now, timeZone, locale));
  return page(c, <Erased on={on} suppressed={enrolment.suppressed} />);
});

ownData.get('/:token/links', guard('manage', records('left', 'pending')), (c) => {
  const enrolment = c.var.person;
  setLanguageOf(c, enrolment.subscription);
  const own = `/manage/${c.req.param('token')}`;
  return page(c, <AskForLinks address={enrolment.address} own={own} />);
});

/**
 * The new links are only emailed: whoever holds a forwarded email must not be able to lock its
 * owner out.
 */
ownData.post('/:token/links', guard('manage', records('left', 'pending')), async (c) => {
  const { ports, now, clock } = c.var.services;
  const enrolment = c.var.person;
  const { done, send } = await newLinks(ports, enrolment, now);
  setLanguageOf(c, enrolment.subscription);
  if (done === 'gone') return forgotten(c);
  if (done === 'replaced') return replaced(c);
  if (done === 'unreachable') {
    const details = `/manage/${c.req.param('token')}${PROBLEMS.unreachable.place}`;
    return problem(c, PROBLEMS.unreachable.status, (errors) => errors.unreachable, {
      href: details,
    });
  }
  afterAnswer(c, () => sendNow(ports, send, clock));
  if (wantsJson(c)) return c.json({ status: 'check_your_inbox' });
  return page(c, <LinksSent address={enrolment.address} />);
});

const AskForLinks = ({ address, own }: { readonly address: string; readonly own: string }) => {
  const said = useI18n().words.manage.links;
  return (
    <MessagePage
      title={said.button}
      heading={said.ask}
      lead={<Rich text={said.text} parts={{ address: () => <Masked address={address} /> }} />}
    >
      <p>{said.more}</p>
      <OneButton>{said.button}</OneButton>
      <p>
        <Rich text={said.back} parts={{ back: own }} />
      </p>
    </MessagePage>
  );
};

const LinksSent = ({ address }: { readonly address: string }) => {
  const said = useI18n().words.manage.links;
  return (
    <MessagePage
      title={said.sent}
      lead={<Rich text={said.sentText} parts={{ address: () => <Masked address={address} /> }} />}
    />
  );
};

const Masked = ({ address }: { readonly address: string }) => (
  <strong>{maskAddress(address)}</strong>
);

type AskProps = {
  readonly enrolment: Enrolment;
  /** Absent if the course is no longer offered. */
  readonly course: { readonly title: string } | undefined;
  /** The path of the person's page. */
  readonly own: string;
};

/** What will be erased, and the button. */
export const AskToErase = ({ enrolment, course, own }: AskProps) => {
  const { words } = useI18n();
  const { erase } = words.manage;
  const { address, ledger, checked, siblings, suppressed, subscription } = enrolment;
  const emails = ledger.filter(isHanded).length;
  return (
    <MessagePage title={words.manage.data.erase} heading={erase.ask} lead={erase.warning}>
      <ul>
        <li>{erase.address(maskAddress(address))}</li>
        <li>
          {erase.plan(course?.title ?? erase.yourCourse)}
          {emails > 0 && erase.emails(emails)}
          {checked.length > 0 && erase.checked(checked.length)}
          {subscription.notes.length > 0 && erase.notes}
        </li>
        {siblings.length > 0 && <li>{erase.others(siblings.length)}</li>}
      </ul>
      {suppressed && <p>{erase.suppressed}</p>}
      <OneButton>{erase.button}</OneButton>
      <aside class="aside">
        <h2>{erase.notSure}</h2>
        <p>
          <Rich
            text={erase.ways}
            parts={{
              download: `${own}/export`,
              back: own,
            }}
          />
        </p>
      </aside>
    </MessagePage>
  );
};

type ErasedProps = {
  /** The date, as text. */
  readonly on: string;
  readonly suppressed: boolean;
};

/** The receipt. It is shown only once, because nothing of it is stored. */
export const Erased = ({ on, suppressed }: ErasedProps) => {
  const { to, words } = useI18n();
  const { erase } = words.manage;
  return (
    <MessagePage title={erase.done} lead={erase.receipt(on)}>
      {suppressed && <p>{erase.mark}</p>}
      <p>{erase.keepIt}</p>
      <p>
        <Rich text={erase.thanks} parts={{ again: to('/') }} />
      </p>
    </MessagePage>
  );
};
