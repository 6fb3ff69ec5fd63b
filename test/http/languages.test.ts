import { describe, expect, it } from 'vitest';
import { submit } from '../support/own-page.ts';
import { bindings, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' };

const page = async (path: string, headers: Record<string, string> = {}) => {
  const response = await request(path, NOW, { headers });
  const html = await response.text();
  const [, language, dir] = /<html lang="([^"]+)" dir="([^"]+)"/.exec(html) ?? [];
  return { response, html, language, dir };
};

describe('a public page speaks', () => {
  it.each([
    ['the language of its address', '/?locale=de', {}, 'de'],
    ['that rather than the browser’s', '/?locale=en', GERMAN, 'en'],
    ['what the browser asks for', '/', GERMAN, 'de'],
    [
      'the first of the browser’s languages that is there',
      '/',
      { 'accept-language': 'fr,de;q=0.5' },
      'de',
    ],
    ['none that the browser excludes', '/', { 'accept-language': 'de;q=0, fr' }, 'en'],
    ['the course’s for any other', '/', { 'accept-language': 'fr-FR' }, 'en'],
    ['the course’s by default', '/', {}, 'en'],
    ['a regional form of a language', '/?locale=de-CH', {}, 'de'],
    ['the browser’s where the address names nonsense', '/?locale=%3Cb%3E', GERMAN, 'de'],
    ['the browser’s where the address names what is not there', '/?locale=fr', GERMAN, 'de'],
    ['it on every page', '/lessons/ml-interviews/one-day?locale=de', {}, 'de'],
    ['it on pages that are not the course’s', '/privacy', GERMAN, 'de'],
    ['it when nothing is there', '/nowhere', GERMAN, 'de'],
  ])('%s', async (_, path, headers, expected) => {
    const { response, language, dir } = await page(path, headers as Record<string, string>);
    expect([language, dir]).toEqual([expected, 'ltr']);
    expect(response.headers.get('content-language')).toBe(expected);
    expect(response.headers.get('vary')).toContain('Accept-Language');
  });

  it('lists its other languages in the head, and links to them discreetly', async () => {
    const { html } = await page('/lessons/ml-interviews/one-day');
    const at = `${bindings.PUBLIC_URL}/lessons/ml-interviews/one-day?locale=`;
    expect(html).toContain(`<link rel="alternate" hreflang="de" href="${at}de"/>`);
    expect(html).toContain(`<link rel="alternate" hreflang="en" href="${at}en"/>`);
    expect(html).toMatch(/<a href="[^"]*\?locale=de" lang="de" hreflang="de">Deutsch<\/a>/);
    expect(html).not.toMatch(/>English<\/a>/);
  });

  it('keeps its language along its links, even if the browser prefers another', async () => {
    const { html } = await page('/?locale=de');
    expect(html).toContain('href="/lessons/ml-interviews/one-day?locale=de"');
    expect((await page('/', GERMAN)).html).toContain('href="/lessons/ml-interviews/one-day"');
  });

  it.each(['/lessons/ml-interviews/one-day', '/pages/ml-interviews/stories'])(
    'shows %s in German, without a note',
    async (path) => {
      const { html } = await page(`${path}?locale=de`);
      expect(html).toMatch(/<h1[^>]*>(Am Tag davor: gut schlafen|Wie es andere geschafft)/);
      expect(html).not.toContain('noch nicht auf Deutsch');
      expect(html).not.toContain('<div lang="en"');
    },
  );

  it("writes dates in the region's format", async () => {
    const january = 'target_date=2029-01-10&time_zone=Europe/Vienna';
    const fragment = async (locale: string) =>
      (await page(`/plan?${january}&locale=${locale}`)).html;
    expect(await fragment('de')).toContain('10. Januar 2029');
    expect(await fragment('de-AT')).toContain('10. Jänner 2029');
  });
});

describe('form errors are', () => {
  const wrong = { email: 'ada', target_date: '2027-02-14', time_zone: 'UTC' };
  const send = (fields: object, headers: Record<string, string> = {}) =>
    request('/subscribe', NOW, {
      method: 'POST',
      body: JSON.stringify({ ...wrong, ...fields }),
      headers: { 'content-type': 'application/json', ...headers },
    });

  it.each([
    ['in the language that the form names', { locale: 'de' }, {}],
    ['in the browser’s when it names none', {}, GERMAN],
  ])('%s', async (_, fields, headers) => {
    const answer = await send(fields, headers);
    const { errors } = (await answer.json()) as { errors: { message: string }[] };
    expect(answer.status).toBe(422);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Das ist heute.* Lies http.*one-day/),
      expect.stringContaining('Der Adresse fehlt das @.'),
    ]);
  });

  it("in English if the language isn't available", async () => {
    const { errors } = (await (await send({ locale: 'tlh' })).json()) as {
      errors: { message: string }[];
    };
    expect(errors[1]!.message).toContain('has no @');
  });

  it('shown on the form itself, which keeps its language', async () => {
    const html = await (await post('/subscribe', NOW, { ...wrong, locale: 'de-AT' })).text();
    expect(html).toContain('Der Adresse fehlt das @.');
    expect(html).toContain('name="locale" value="de-AT"');
  });
});

describe("a person's language is used", () => {
  const email = 'ada@languages.example';
  const fields = { email, name: 'Ada', target_date: '2028-03-20', time_zone: 'Europe/Vienna' };

  it('from the first email to the last page, whatever the browser prefers', async () => {
    const answer = await post('/subscribe', NOW, { ...fields, locale: 'de-AT' });
    expect(answer.headers.get('location')).toBe('/check-your-inbox?locale=de-AT');
    const [confirmation] = await mailsTo(email);
    expect(confirmation!.subject).toBe('Bestätige deine Adresse: Interviews im Machine Learning');
    expect(confirmation!.text).toContain('Montag, 20. März 2028');
    const confirm = linkIn(confirmation!, 'confirm');
    expect((await page(confirm, { 'accept-language': 'en' })).html).toContain(
      'Ja, schickt mir den Kurs',
    );
    await post(confirm, NOW);
    const welcome = (await mailsTo(email)).at(-1)!;
    expect(welcome.text).toContain('Hallo Ada,');
    const own = linkIn(welcome, 'manage');
    const { html, response } = await page(own, { 'accept-language': 'en' });
    expect(html).toContain('<h1>Ada, dein Countdown</h1>');
    expect(html).toContain(`href="${own}/lessons/one-week"`);
    expect((await page(`${own}/lessons/one-week`, {})).html).toContain('Zu deiner Seite');
    expect(response.headers.get('content-language')).toBe('de');
    const calendar = /href="webcal:\/\/[^/]+(\/calendar\/[^"]+)"/.exec(html)![1]!;
    const ics = await (await request(calendar, NOW)).text();
    expect(ics).toContain('SUMMARY:Vorstellungsgespräch');
    expect(ics.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:Am Tag davor: gut schlafen\\, früh da sein',
    );
  });

  it('in every email', async () => {
    await tick('2027-03-20T08:00:00Z');
    const lesson = (await mailsTo(email)).at(-1)!;
    expect(lesson.subject).toBe('Noch ein Jahr: Baue etwas, das man sehen kann');
    expect(lesson.html).toMatch(/^<!DOCTYPE[^>]*><html dir="ltr" lang="de"/);
    expect(lesson.text).toContain('Lektion 1 von 4 · noch 366 Tage · Montag, 20. März 2028');
    expect(lesson.text).toContain('Abmelden:');
    expect(lesson.text).toContain('/pages/ml-interviews/routes?locale=de');
    expect(lesson.text).not.toMatch(/Unsubscribe|Hello Ada|\bthe\b/);
    await tick('2028-03-19T07:00:00Z');
    const translated = (await mailsTo(email)).at(-1)!;
    expect(translated.subject).toBe('Morgen: gut schlafen, früh da sein');
    expect(translated.text.replace(/\s+/g, ' ')).toContain(
      'Dein Vorstellungsgespräch ist morgen, am Montag, 20. März 2028.',
    );
    expect(translated.html).not.toContain('lang="en"');
  });

  it('until they choose another, which keeps its region', async () => {
    const own = linkIn((await mailsTo(email)).at(-1)!, 'manage');
    const { html } = await page(own);
    expect(html).toMatch(/<option value="de-AT" lang="de" selected=""?>Deutsch/);
    const saved = await submit(`${own}/details`, NOW, { locale: 'en-GB' });
    expect(saved).toContain('Saved. Your plan below is up to date.');
    expect(saved).toContain('Monday, 20 March 2028');
    expect(await submit(`${own}/details`, NOW, { locale: 'no such language!' })).toContain(
      'Nothing changed.',
    );
  });

  it("with the course's own language if theirs is missing, dates included", async () => {
    const other = 'fr@languages.example';
    await post('/subscribe', NOW, { ...fields, email: other, locale: 'fr-FR' });
    const [confirmation] = await mailsTo(other);
    expect(confirmation!.text).toContain('Monday, March 20, 2028');
    expect(confirmation!.text).not.toContain('mars');
    const { language } = await page(linkIn(confirmation!, 'confirm'), GERMAN);
    expect(language).toBe('en');
  });
});
