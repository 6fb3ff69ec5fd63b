/** The confirmation of imported people who have no proof of consent: it invites them. */
import { afterAll, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { importCsv } from '../support/in-process/imports.ts';

const worlds: World[] = [];
afterAll(() => {
  for (const world of worlds) world.close();
});

const ADA = 'ada@example.com';
const WORDS = {
  en: { invited: 'an earlier list kept by', signedUp: ['most likely you', "Wasn't you"] },
  de: { invited: 'aus einer früheren Liste', signedUp: ['höchstwahrscheinlich', 'Warst du das'] },
} as const;
type Language = keyof typeof WORDS;

/** With a person who is only invited, whose email has not been sent yet. */
async function inviting(language: Language, date: string): Promise<World> {
  const world = createWorld({ start: '2027-01-04T08:00:00Z', provider: { keep_bodies: true } });
  worlds.push(world);
  await importCsv(world, `email,target_date,time_zone\n${ADA},${date},UTC\n`, { language });
  return world;
}

const signUp = (world: World, locale: string) =>
  world.subscribe({ email: ADA, target_date: '2027-06-01', time_zone: 'UTC', locale });

/** What was sent, in one line each, with plain apostrophes. */
const texts = (world: World) =>
  world.mails({ to: ADA }).map(({ text }) => text.replace(/\s+/g, ' ').replaceAll('’', "'"));

it.each([
  ['en', '2027-06-01'],
  ['en', ''],
  ['de', '2027-06-01'],
] as const)(
  'an import never says that a person signed up: %s, date "%s"',
  async (language, date) => {
    const world = await inviting(language, date);
    await world.tick('2027-01-04T08:01:00Z');
    const [text, ...more] = texts(world);
    expect(more).toEqual([]);
    expect(text).toContain(WORDS[language].invited);
    expect(text).toMatch(/\b90\b/);
    for (const words of WORDS[language].signedUp) expect(text).not.toContain(words);
  },
);

it.each(['en', 'de'] as const)(
  'a person who signs up gets the words for a sign-up, before and after an invitation: %s',
  async (language) => {
    const waiting = await inviting(language, '2027-06-01');
    await signUp(waiting, language);
    const invited = await inviting(language, '2027-06-01');
    await invited.tick('2027-01-04T08:01:00Z');
    invited.advanceTo('2027-01-06T08:00:00Z');
    await signUp(invited, language);
    expect([texts(waiting).length, texts(invited).length]).toEqual([1, 2]);
    for (const text of [texts(waiting)[0]!, texts(invited)[1]!]) {
      expect(text).not.toContain(WORDS[language].invited);
      for (const words of WORDS[language].signedUp) expect(text).toContain(words);
    }
  },
);

it('an invited person who never confirms is erased with the invitation after 90 days', async () => {
  const world = await inviting('en', '2027-06-01');
  await world.play('2027-04-04T07:00:00Z');
  expect(world.rows('SELECT address FROM subscribers')).toEqual([{ address: ADA }]);
  await world.play('2027-04-06T00:00:00Z');
  expect(world.rows('SELECT address FROM subscribers')).toEqual([]);
  expect(world.rows('SELECT address FROM deliveries')).toEqual([]);
});
