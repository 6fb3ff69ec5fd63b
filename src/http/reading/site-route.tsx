import { Hono } from 'hono/tiny';
import { durationInWords } from '../../domain/locale.ts';
import { PERSONAL_PAGES } from '../../domain/redact.ts';
import type { I18n } from '../../words/words.ts';
import { cachedForAll } from '../middleware/headers.ts';
import type { AppEnv } from '../shared/context.ts';
import { i18nOf, Rich, useI18n } from '../shared/language.tsx';
import { Layout } from '../shared/layout.tsx';
import { Message, page } from '../shared/responses.tsx';

export const site = new Hono<AppEnv>();

site.get('/privacy', cachedForAll, (c) => {
  const { config, courses } = c.var.services;
  const { postalAddress, replyTo } = config;
  const forgetAfter = courses.all.map((course) => course.forgetAfter);
  return page(c, <Privacy {...{ postalAddress, replyTo, forgetAfter }} />);
});

/** Where the personal links of test emails lead, also of one-click unsubscribing. */
site.on(['GET', 'POST'], '/test-link/*', (c) => {
  const { to, words } = i18nOf(c);
  const { testLink, toStart } = words.layout;
  return page(c, <Message {...testLink} next={{ href: to('/'), label: toStart }} />);
});

site.get('/robots.txt', cachedForAll, (c) => c.text(ROBOTS));

const ROBOTS = [
  'User-agent: *',
  // Calendar programs that follow a feed obey this file.
  ...PERSONAL_PAGES.filter((name) => name !== 'calendar').map((name) => `Disallow: /${name}/`),
  'Disallow: /plan',
  '',
].join('\n');

type PrivacyProps = {
  readonly postalAddress: string;
  readonly replyTo: string;
  /** How long after a date each course erases data. */
  readonly forgetAfter: readonly string[];
};

/** Must match what the program does: change both together. */
export const Privacy = ({ postalAddress, replyTo, forgetAfter }: PrivacyProps) => {
  const i18n = useI18n();
  const { privacy } = i18n.words;
  return (
    <Layout title={privacy.title} description={privacy.lead}>
      <article class="prose">
        <h1>{privacy.title}</h1>
        <p class="lead">{privacy.lead}</p>
        <h2>{privacy.keep}</h2>
        <List items={privacy.kept} />
        <h2>{privacy.not}</h2>
        <p>{privacy.notText}</p>
        <h2>{privacy.who}</h2>
        <p>{privacy.whoText}</p>
        <h2>{privacy.long}</h2>
        <p>{privacy.longText}</p>
        <List items={privacy.longs(inWords(forgetAfter, i18n))} />
        <p>{privacy.rights}</p>
        <h2>{privacy.us}</h2>
        <p>
          {postalAddress}
          <br />
          <Rich
            text={privacy.usText}
            parts={{ address: () => <a href={`mailto:${replyTo}`}>{replyTo}</a> }}
          />
        </p>
      </article>
    </Layout>
  );
};

const List = ({ items }: { items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

const inWords = (durations: readonly string[], i18n: I18n): string =>
  i18n.words.plan.or([
    ...new Set(durations.map((duration) => durationInWords(duration, i18n.locale))),
  ]);
