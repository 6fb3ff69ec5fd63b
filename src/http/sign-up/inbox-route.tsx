/** The page after a sign-up, which says where to look and can send again. */

import { Hono } from 'hono/tiny';
import { CONFIRMATIONS } from '../../domain/limits.ts';
import { dayInWords } from '../../domain/locale.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import { dateWins, type Input, type SignUp } from '../../domain/parse/sign-up.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import { sealWith } from '../../links/links.ts';
import { cachedForAll, keptNowhere } from '../middleware/headers.ts';
import { type AppContext, type AppEnv, isEmbedded } from '../shared/context.ts';
import { i18nOf, Rich, useI18n } from '../shared/language.tsx';
import { MessagePage, page } from '../shared/responses.tsx';
import { PersonCheck } from './person-check.tsx';
import { SHOW_ADDRESS, subscribeForm } from './sign-up-form.tsx';

export const inbox = new Hono<AppEnv>();

/** The button that sends the same sign-up again. */
const AGAIN = 'again';

/** What was typed, to be shown and sent again. */
type Sent = {
  readonly fields: Readonly<Record<string, string>>;
  readonly again: boolean;
  readonly dateWins: boolean;
};

/**
 * The page's path. Without scripts or cookies, only the URL can carry the address to the page; it is
 * encrypted, and readable for an hour. It contains only what was typed, whoever the address belongs
 * to.
 */
export function inboxPath(c: AppContext, input: Input, signUp: SignUp): string {
  const { to } = i18nOf(c);
  const query = new URLSearchParams(isEmbedded(c) ? { embed: 'yes' } : {});
  if (!isChecked(input[SHOW_ADDRESS])) return to(query.size > 0 ? `${PATH}?${query}` : PATH);
  const { config, now } = c.var.services;
  const sent: Sent = {
    fields: fieldsOf(signUp),
    again: isChecked(input[AGAIN]),
    dateWins: dateWins(input),
  };
  const sealed = sealWith(config.linkSecrets).close(JSON.stringify(sent), now + HOUR);
  query.set('sent', sealed);
  return to(`${PATH}?${query}`);
}

const PATH = '/check-your-inbox';

/** A sign-up as form fields. A time zone that was guessed is guessed again. */
const fieldsOf = (signUp: SignUp): Sent['fields'] => ({
  email: signUp.address.send,
  keep_email: signUp.address.send,
  target_date: signUp.targetDate ?? 'none',
  date_kind: signUp.dateKind,
  ...(!signUp.zoneGuessed && { time_zone: signUp.timeZone }),
  send_hour: String(signUp.sendHour),
  name: signUp.name,
  course: signUp.course,
  locale: signUp.locale,
});

/** Without an address, the page is the same for everyone. */
inbox.get(PATH, (c, next) => (c.req.query('sent') ? keptNowhere : cachedForAll)(c, next));

inbox.get(PATH, (c) => {
  const { config, courses, now } = c.var.services;
  const opened = sealWith(config.linkSecrets).open(c.req.query('sent') ?? '', now);
  const sent: Sent | null = opened && JSON.parse(opened);
  // Without the sign-up, it may be for any course.
  const all = sent ? [courses.find(sent.fields.course ?? '')] : courses.all;
  const senders = all.map((course) => course?.sender?.from ?? config.mailFrom);
  const replyTo = all[0]?.sender?.replyTo ?? config.replyTo;
  const { turnstile } = config;
  return page(c, <CheckYourInbox {...{ senders, replyTo, turnstile, sent }} />);
});

type InboxProps = {
  readonly senders: readonly string[];
  readonly replyTo: string;
  readonly turnstile: { readonly siteKey: string } | null;
  readonly sent: Sent | null;
};

const CheckYourInbox = ({ senders, replyTo, turnstile, sent }: InboxProps) => {
  const { to, words } = useI18n();
  const said = words.signUp.inbox;
  return (
    <MessagePage title={said.title} lead={<Lead sent={sent} />} description={said.text} prose>
      {sent && <News {...sent} />}
      <h2>{said.nothing}</h2>
      <ul>
        <li>
          <Rich
            text={said.spam}
            parts={{ from: () => <strong>{[...new Set(senders)].join(', ')}</strong> }}
          />
        </li>
        <li>{said.limit(PER_DAY, APART)}</li>
        <li>{said.slow}</li>
        <li>{sent ? said.slipTo : <Rich text={said.slip} parts={{ again: to('/') }} />}</li>
        <li>
          <Rich
            text={said.write}
            parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
          />
        </li>
      </ul>
      {sent && <SendAgain {...sent} check={turnstile && { ...turnstile, replyTo }} />}
    </MessagePage>
  );
};

const [{ within }, { most: PER_DAY }] = CONFIRMATIONS;
const APART = within / MINUTE;

const Lead = ({ sent }: Pick<InboxProps, 'sent'>) => {
  const said = useI18n().words.signUp.inbox;
  if (sent === null) return <>{said.text}</>;
  return <Rich text={said.textTo} parts={{ address: () => <b>{sent.fields.email}</b> }} />;
};

/** What the last press of a button did. */
const News = ({ fields, again, dateWins: date }: Sent) => {
  const { locale, words } = useI18n();
  const said = words.signUp.inbox;
  return (
    <>
      {again && <p role="status">{said.asked(APART)}</p>}
      {date && <p role="status">{said.dateWins(dayInWords(fields.target_date!, locale))}</p>}
    </>
  );
};

type AgainProps = Sent & { readonly check: Parameters<typeof PersonCheck>[0]['check'] };

const SendAgain = ({ fields, check }: AgainProps) => {
  const { embedded, words } = useI18n();
  const said = words.signUp.inbox;
  return (
    <form method="post" {...subscribeForm(embedded)}>
      {Object.entries({ ...fields, [SHOW_ADDRESS]: 'yes' }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <PersonCheck check={check} />
      <p class="acts">
        <button type="submit" name={AGAIN} value="yes">
          {said.send}
        </button>
        <button type="submit" name="preview" value="yes" class="quiet">
          {said.correct}
        </button>
      </p>
    </form>
  );
};
