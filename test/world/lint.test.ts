import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { lint } from '../../scripts/cli/lint.ts';
import { askWeb } from '../../scripts/course/ask-web.ts';
import { DAY } from '../../src/domain/time.ts';

const root = mkdtempSync(join(tmpdir(), 'milepost-lint-'));
const asked: string[] = [];

/** A site that answers with the number in the path; `/get/…` turns HEAD away. */
const site = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const [, kind, status] = request.url!.split('/');
  response.statusCode = kind === 'get' && request.method === 'HEAD' ? 405 : Number(status);
  response.end();
});
let host = '';

beforeAll(async () => {
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  host = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => {
  site.close();
  rmSync(root, { recursive: true });
});

const web = { fetch, pause: () => Promise.resolve() };

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const RACE = 'content/race/course.yaml';
const settings = (more = ''): string => `id: race
title: Your First Marathon
tagline: Lessons up to the day of your race
description: A free course for your first marathon.
target: race
author: Ada & Co
${more}`;
const LESSON = 'content/race/lessons/one-week.md';
const lesson = (body: string, links = ''): string => `---
id: one-week
offset: -P1W
title: One week to your race
minutes: 10
task: Lay out the clothes that you'll wear.
${links}---
${body}
`;

/** Runs the command; what it prints, and the error it ends with. */
async function run(...args: string[]): Promise<{ said: string; error?: string }> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    await lint(args, root, web);
    return { said: print.mock.calls.join('\n') };
  } catch (error) {
    return { said: print.mock.calls.join('\n'), error: (error as Error).message };
  } finally {
    print.mockRestore();
  }
}

test('words of the course that this one was copied from are mistakes', async () => {
  write(RACE, settings());
  write(LESSON, lesson('Run slowly.\n\nSleep well before your Interviews. HTML is fine.'));
  const { said, error } = await run();
  expect(error).toBe('1 mistake in content/.');
  expect(said).toMatch(`${LESSON}:10: "Interview" is a word of another course; change it`);
});

test('a course lists its own foreign words, and may list none', async () => {
  write(RACE, settings('foreign_words: [slowly]\n'));
  expect((await run()).said).toMatch(`${LESSON}:8: "slowly" is a word`);
  write(RACE, settings('foreign_words: []\n'));
  expect(await run()).toEqual({ said: expect.stringContaining('no mistake in race') });
});

test('words of another course in content/ are mistakes, unless both are about the same', async () => {
  write(RACE, settings());
  write(LESSON, lesson('Enjoy your recital.'));
  const music = (more: string) =>
    settings().replace('id: race', 'id: music').replace('target: race', `target: recital${more}`);
  write('content/music/lessons/one-week.md', lesson('Play.'));
  write('content/music/course.yaml', music('').replaceAll(/marathon|race/gi, 'piano'));
  expect((await run()).said).toMatch(`${LESSON}:8: "recital" is a word of another course`);
  write('content/music/course.yaml', music('').replace('Your First Marathon', 'Race'));
  expect((await run()).error).toBeUndefined();
  rmSync(join(root, 'content/music'), { recursive: true });
});

test('a link that is dead fails; a site that turns programs away could not be checked', async () => {
  const links = ['200', '404', '429', '403', '503']
    .map((status) => `  - { label: L, url: "${host}/x/${status}", status: unknown }\n`)
    .join('');
  write(
    LESSON,
    lesson('Run.', `links:\n${links}  - { label: L, url: "${host}/get/200", status: unknown }\n`),
  );
  const { said, error } = await run('--links');
  expect(error).toBe('1 mistake in content/.');
  expect(said).toMatch(`${LESSON}:9: ${host}/x/404 answers 404; correct or remove the link`);
  for (const [line, status] of [
    [10, 429],
    [11, 403],
    [12, 503],
  ]) {
    expect(said).toMatch(`${LESSON}:${line}: warning: couldn't check ${host}/x/${status}`);
  }
  expect(asked).toContain('GET /get/200');
  const cache = JSON.parse(readFileSync(join(root, '.milepost/links.json'), 'utf8'));
  expect(Object.keys(cache)).toEqual([`${host}/get/200`, `${host}/x/200`]);
});

test('a link that was live is asked for again after 30 days', async () => {
  const url = `${host}/x/200`;
  const now = Date.parse('2027-03-01T00:00Z');
  const first = await askWeb([url], {}, now, web);
  const soon = await askWeb([url], first.cache, now + 29 * DAY, web);
  const later = await askWeb([url], first.cache, now + 31 * DAY, web);
  expect([first.asked, soon.asked, later.asked]).toEqual([1, 0, 1]);
  expect(soon.answers.get(url)).toMatchObject({ is: 'live' });
});

test('requests to one host follow one another with a pause between', async () => {
  const log: string[] = [];
  const slow = {
    fetch: (async (url: string) => {
      log.push(`begin ${url.slice(-1)}`);
      await Promise.resolve();
      log.push(`end ${url.slice(-1)}`);
      return new Response(null, { status: 200 });
    }) as typeof fetch,
    pause: async () => void log.push('pause'),
  };
  await askWeb(['https://a.example/1', 'https://a.example/2'], {}, 0, slow);
  expect(log).toEqual(['begin 1', 'end 1', 'pause', 'begin 2', 'end 2']);
});

test('without a connection, no link is called dead', async () => {
  const offline = async () => {
    throw new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } });
  };
  const urls = ['https://a.example/', 'https://b.example/'];
  const { answers } = await askWeb(urls, {}, 0, { ...web, fetch: offline });
  expect([...answers.values()].map(({ is }) => is)).toEqual(['unclear', 'unclear']);
});

test.each([
  ['ENOTFOUND', 'dead'],
  ['CERT_HAS_EXPIRED', 'dead'],
  ['ECONNRESET', 'unclear'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unclear'],
])('a connection that fails with %s means: %s', async (code, is) => {
  const failing = async () => {
    throw new TypeError('fetch failed', { cause: { code } });
  };
  const { answers } = await askWeb(['https://a.example/'], {}, 0, { ...web, fetch: failing });
  expect(answers.get('https://a.example/')).toMatchObject({ is });
});
