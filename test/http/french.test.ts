/** A course with one lesson in French: French around everything, and a note where it's missing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalog, shelfOf } from '../../src/course/catalog.ts';
import { marathon } from '../support/marathon.ts';
import { linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const shipped = { ...catalog };
beforeAll(() => Object.assign(catalog, shelfOf(marathon)));
afterAll(() => Object.assign(catalog, shipped));

const START = '2028-01-10T12:00:00Z';
const EMAIL = 'zoe@french.example';

/** With ordinary spaces in place of no-break ones and line breaks. */
const spaced = (text: string): string => text.replace(/\s+/g, ' ');

const page = async (path: string, now = START) => {
  const response = await request(path, now, { headers: { 'accept-language': 'fr-FR' } });
  expect(response.headers.get('content-language')).toBe('fr');
  return (await response.text()).replaceAll('&#39;', "'");
};

it('a reader of French signs up and confirms in French', async () => {
  const home = await page('/');
  expect(home).toContain('Quand tombe votre marathon\u202f?');
  expect(home).toContain('Lancer mon compte à rebours');
  await post('/subscribe', START, {
    ...{ email: EMAIL, name: 'Zoé', locale: 'fr-FR' },
    ...{ target_date: '2028-03-20', time_zone: 'Europe/Paris', send_hour: '8' },
  });
  const [confirmation] = await mailsTo(EMAIL);
  expect(confirmation!.subject).toBe('Confirmez votre adresse\u202f: Votre premier marathon');
  expect(spaced(confirmation!.text)).toContain(
    'a inscrit zoe@french.example à « Votre premier marathon ».',
  );
  expect(confirmation!.text).toContain('lundi 20 mars 2028');
  const confirm = linkIn(confirmation!, 'confirm');
  expect(await page(confirm)).toContain('Oui, envoyez-moi le cours');
  await post(confirm, START);
});

it('their page is in French, with the titles of untranslated lessons as the author wrote them', async () => {
  const own = linkIn((await mailsTo(EMAIL)).at(-1)!, 'manage');
  const html = await page(own);
  expect(html).toContain('<h1>Zoé, votre compte à rebours</h1>');
  expect(html).toContain('Une semaine\u202f: moins courir, plus dormir');
  expect(html).toContain('Twelve weeks');
  expect(html).toContain('Les leçons sont envoyées à 8:00, heure de Paris.');
});

it('a translated lesson is in French, and another has the note', async () => {
  await tick('2028-02-21T07:00:00Z');
  const english = (await mailsTo(EMAIL)).at(-1)!;
  expect(english.html).toMatch(/l&#8217;original\.<\/p><div lang="en" dir="ltr">/);
  expect(spaced(english.text)).toMatch(
    /n’est pas encore traduite en français.*Hello Zoé,.*Se désinscrire/,
  );
  await tick('2028-03-13T07:00:00Z');
  const french = (await mailsTo(EMAIL)).at(-1)!;
  expect(french.subject).toBe('Encore 7\u00a0jours\u202f: moins courir, plus dormir');
  expect(french.text).toContain('Bonjour Zoé,');
  expect(spaced(french.text)).toContain(
    'Votre marathon, c’est dans 7 jours, le lundi 20 mars 2028.',
  );
  expect(french.html).not.toContain('lang="en"');
});
