import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { attack, extent, type Victim, victim } from './attack.ts';
import { ALL } from './payloads.ts';
import { METHODS, parametersOf, pathOf, ROUTES } from './routes.ts';
import { faultsOf } from './verdict.ts';

/** Random requests: any route, any field, any content. */

const RUNS = extent(400, 2_000, 5_000);
let person: Victim;

beforeAll(async () => {
  person = await victim('fuzzed');
});

beforeEach(() => {
  for (const say of ['log', 'error', 'warn'] as const) vi.spyOn(console, say).mockReturnValue();
});

/** Values that a field may have; an answer may contain them anyway. */
const OURS = ['one-week', 'none', 'Europe/Berlin', '8', 'offer', 'yes', 'ml-interviews'];

const word = fc.oneof(
  fc.constantFrom(...ALL),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.emailAddress(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom(...OURS),
);

const FIELDS = ['email', 'target_date', 'time_zone', 'send_hour', 'name', 'course', 'locale'];
const MORE = [
  'date_kind',
  'asks_kind',
  'ending',
  'reply',
  'no_date',
  'preview',
  'until',
  'outcome',
  'lesson',
  'step',
  'done',
  'saved',
  'embed',
  'text',
];
const field = fc.oneof(fc.constantFrom(...FIELDS, ...MORE), fc.string({ maxLength: 12 }));

const pairs = fc.array(fc.tuple(field, word), { maxLength: 12 });

const inForm = pairs.map((all) => ({
  type: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(all.map(([name, value]) => [name, value.toWellFormed()])).toString(),
}));

const inJson = fc
  .oneof(
    fc.json(),
    fc.dictionary(field, fc.oneof(word, fc.jsonValue())).map((all) => JSON.stringify(all)),
  )
  .map((body) => ({ type: 'application/json', body }));

const inBytes = fc
  .tuple(
    fc.constantFrom('application/json', 'multipart/form-data; boundary=x', 'text/plain', ''),
    fc.uint8Array({ maxLength: 400 }),
  )
  .map(([type, body]) => ({ type, body }));

const request = fc.record({
  route: fc.constantFrom(...ROUTES),
  method: fc.option(fc.constantFrom(...METHODS), { freq: 5 }),
  /** The path parameters to randomize, and their values. */
  made: fc.option(word, { freq: 3 }),
  query: fc.option(pairs, { freq: 3 }),
  accept: fc.constantFrom('text/html', 'application/json', '*/*', ''),
  content: fc.oneof(inForm, inJson, inBytes),
});

it(`${RUNS} random requests: no 5xx, no unescaped echo, full headers`, {
  timeout: 1_800_000,
}, async () => {
  const statuses = new Map<number, number>();
  const property = fc.asyncProperty(request, async (asked) => {
    const { route, made, query, accept, content } = asked;
    const method = asked.method ?? route.method;
    // Erasing ends the victim's links.
    if (
      method === 'POST' &&
      /erase|links|unsubscribe|(confirm|restore)-address/.test(route.pattern)
    )
      return;
    const own = person.at(route.pattern);
    const [parameter] = parametersOf(route.pattern);
    const values =
      made !== null && parameter
        ? { ...own, [parameter]: encodeURIComponent(made.toWellFormed()) }
        : own;
    const search = query?.length
      ? `?${new URLSearchParams(query.map(([name, value]) => [name, value.toWellFormed()]))}`
      : '';
    const path = `${pathOf(route.pattern, values)}${search}`;
    const hasBody = !['GET', 'HEAD'].includes(method);
    const answer = await attack(path, {
      method,
      headers: { accept, ...(hasBody && content.type ? { 'content-type': content.type } : {}) },
      ...(hasBody ? { body: content.body } : {}),
    });
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    // A short text, such as a quote, is on every page anyway.
    const sent = [made ?? '', ...(query ?? []).map(([, value]) => value)];
    const long = sent.filter((value) => value.length > 5 && !OURS.includes(value));
    const typed = long.find((value) => /[<>"]/.test(value)) ?? long[0];
    expect([answer.status, await faultsOf(path, answer, typed ?? '      ')]).toEqual([
      answer.status,
      [],
    ]);
  });
  await fc.assert(property, {
    numRuns: RUNS,
    ...extent({ seed: 20_261_122 }, {}, {}),
    verbose: 1,
  });
  vi.restoreAllMocks();
  console.log(`random requests, by status: ${JSON.stringify(Object.fromEntries(statuses))}`);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 404, 405, 422]));
});
