/** The sign-up form on another site: the printed form, our form in a frame, and JSON by script. */
import { createServer, type Server } from 'node:http';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { compiledCourse } from '../../scripts/cli/described.ts';
import { signUpSnippet } from '../../scripts/cli/embed-snippet.ts';
import { i18nFor } from '../../src/words/words.ts';
import { embedder, url } from './own-world.ts';
import { arrive, type Person, type Way } from './person.ts';
import { confirm, DAY } from './sign-up.ts';

/** The same server under a name that isn't in EMBED_ORIGINS. */
const unlisted = embedder.replace('127.0.0.1', 'localhost');
const course = compiledCourse(undefined, '');

const PAGES: Readonly<Record<string, string>> = {
  '/form': signUpSnippet(course, url, i18nFor('en')),
  '/frame': `<iframe src="${url}/embed/${course.id}" title="Sign up" width="600" height="900"></iframe>`,
  '/script': '<p>A page with a script of its own</p>',
};

let site: Server;

beforeAll(async () => {
  site = createServer(({ url: path = '' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>A blog</title><h1>A blog</h1>${PAGES[path] ?? ''}`,
    );
  });
  await new Promise<void>((resolve) => site.listen(Number(new URL(embedder).port), resolve));
});

afterAll(() => site.close());

const visit = (journey: string, way: Way) =>
  arrive(journey, { way, now: '2027-01-10 10:00', others: [embedder, unlisted] });

const WAYS: readonly Way[] = ['scripts', 'no scripts'];

test.each(WAYS)(
  'the printed form signs up from another site, and the confirm page asks for the zone (%s)',
  async (way) => {
    const ada = await visit('pasted', way);
    const { page } = ada;
    await page.goto(`${embedder}/form`);
    await ada.date(DAY, '2028-03-20');
    await ada.fill('Email address', 'ada@nowhere');
    await ada.press('Start my countdown');
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).origin).toBe(url);
    expect(await page.getByLabel(DAY).inputValue()).toBe('2028-03-20');
    await ada.fill('Email address', ada.address);
    await page.goto(`${embedder}/form`);
    await ada.date(DAY, '2028-03-20');
    await ada.fill('Email address', ada.address);
    await ada.press('Start my countdown');
    await ada.sees('Check your inbox');
    await page.getByText(`We’ve emailed ${ada.address}.`).waitFor();
    await ada.followIn(await ada.mail('confirm'), 'Confirm my email');
    await ada.sees('Start your countdown?');
    await page.getByText('We guessed your time zone').waitFor();
    await ada.choose('Your time zone', 'Berlin');
    await ada.picture('confirm');
    await ada.press('Yes, send me the course');
    await ada.sees('You’re in');
    await page.getByText('Berlin time').first().waitFor();
    expect((await ada.mail('welcome')).text).toContain('Monday, March 20, 2028');
    await seesNoTrouble(ada);
  },
);

test.each(WAYS)('our form in a frame signs up without leaving the page (%s)', async (way) => {
  const bob = await visit('framed', way);
  const { page } = bob;
  await page.goto(`${embedder}/frame`);
  const frame = page.frameLocator('iframe');
  await frame.getByLabel('Email address').fill('bob@nowhere');
  await frame.getByLabel(DAY).fill('2028-03-20');
  await bob.picture('form');
  await frame.getByRole('button', { name: 'Start my countdown' }).click();
  await frame.getByRole('alert').waitFor();
  expect(await frame.getByLabel(DAY).inputValue()).toBe('2028-03-20');
  await frame.getByLabel('Email address').fill(bob.address);
  await frame.getByRole('button', { name: 'Start my countdown' }).click();
  await frame.getByText(`We’ve emailed ${bob.address}.`).waitFor();
  await bob.picture('inbox');
  await bob.at('2027-01-10 10:11');
  await frame.getByRole('button', { name: 'Send it again' }).click();
  await frame.getByText('we’ll send another one').waitFor();
  expect(page.url()).toBe(`${embedder}/frame`);
  await bob.mail('confirm');
  await confirm(bob, await bob.mail('confirm'));
  await seesNoTrouble(bob);
});

test('a site that is not listed gets an empty frame', async () => {
  const eve = await visit('unlisted', 'scripts');
  await eve.page.goto(`${unlisted}/frame`);
  const blocked = eve.troubles.filter((trouble) => trouble.includes('frame-ancestors'));
  expect(blocked).toHaveLength(1);
  expect(await eve.page.frameLocator('iframe').getByLabel('Email address').count()).toBe(0);
  await eve.leave();
});

test('a script signs up in JSON from a listed site only, and never from a page without origin', async () => {
  // Without the others' interception of requests, which answers preflights by itself.
  const browser = await chromium.connect(inject('browser'));
  const page = await browser.newPage();
  await page.goto(`${embedder}/script`);
  expect(await signUpIn(page, 'json@embed.example')).toBe('202 {"status":"check_your_inbox"}');
  expect(await signUpIn(page, 'nowhere')).toMatch(/^422 \{"errors":\[\{"field":"email"/);
  await page.goto(`${unlisted}/script`);
  expect(await signUpIn(page, 'unlisted@embed.example')).toBe('Failed to fetch');
  await page.goto(`${embedder}/script`);
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<iframe sandbox="allow-scripts" srcdoc="<p>No origin</p>"></iframe>')`);
  const frame = page.frames().at(-1)!;
  await frame.getByText('No origin').waitFor();
  expect(await frame.evaluate('origin')).toBe('null');
  expect(await signUpIn(frame, 'null@embed.example')).toBe('Failed to fetch');
  expect(await page.context().cookies()).toEqual([]);
  await browser.close();
});

const signUpIn = (page: Pick<Page, 'evaluate'>, email: string): Promise<string> =>
  page.evaluate(`fetch('${url}/subscribe', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: '${email}', target_date: '2028-03-20', course: '${course.id}',
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  }).then(async (answer) => answer.status + ' ' + (await answer.text()), ({ message }) => message)`);

async function seesNoTrouble(person: Person): Promise<void> {
  expect(await person.page.context().cookies()).toEqual([]);
  // The form with its error is a 422.
  expect(person.troubles.filter((trouble) => !trouble.includes('422'))).toEqual([]);
  await person.leave();
}
