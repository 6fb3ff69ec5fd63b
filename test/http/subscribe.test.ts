import { describe, expect, it } from 'vitest';
import { decoded } from '../support/entities.ts';
import { bindings, dump, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-03-20T12:00:00Z';

/** A valid sign-up; each test breaks one thing. */
const fields = (over: Record<string, string> = {}): Record<string, string> => ({
  email: 'ada@sign-up.example',
  target_date: '2027-11-03',
  time_zone: 'America/New_York',
  send_hour: '7',
  name: 'Ada',
  ...over,
});

const json = (path: string, body: unknown) =>
  request(path, NOW, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a valid sign-up redirects to its inbox page', () => {
  it('as a form', async () => {
    const response = await post('/subscribe', NOW, fields());
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/check-your-inbox');
    expect(await mailsTo('ada@sign-up.example')).toHaveLength(1);
  });

  it('as a form with parts', async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields({ email: 'multi@sign-up.example' }))) {
      body.set(name, value);
    }
    const response = await request('/subscribe', NOW, { method: 'POST', body });
    expect(response.status).toBe(303);
    expect(await mailsTo('multi@sign-up.example')).toHaveLength(1);
  });

  it('as JSON', async () => {
    const response = await json('/subscribe', {
      ...fields({ email: 'j@sign-up.example' }),
      send_hour: 7,
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'check_your_inbox' });
    expect(await mailsTo('j@sign-up.example')).toHaveLength(1);
  });

  it('as a form by a program that asks for JSON', async () => {
    const response = await request('/subscribe', NOW, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(fields({ email: 'p@sign-up.example' })),
    });
    expect(response.status).toBe(202);
  });

  it('without a date, by the checkbox', async () => {
    const response = await post(
      '/subscribe',
      NOW,
      fields({ email: 'nodate@sign-up.example', target_date: '', no_date: 'yes' }),
    );
    expect(response.status).toBe(303);
  });
});

it('the response is the same for every address', async () => {
  const answers = [];
  for (const email of ['new@example.com', 'new@example.com', 'NEW@example.com']) {
    const response = await json('/subscribe', fields({ email }));
    answers.push([response.status, await response.text(), [...response.headers]]);
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

describe('invalid input shows the form again, with the reason and all input', () => {
  it.each<[Record<string, string>, string, string]>([
    [{ email: '' }, 'email', 'Enter your email address'],
    [{ email: 'ada@@example.com' }, 'email', 'isn’t an email address'],
    [{ email: 'ada@printer.local' }, 'email', 'an address with this ending'],
    [{ email: 'ada@mail.invalid' }, 'email', 'an address with this ending'],
    [{ email: 'ada@hidden.onion' }, 'email', 'an address with this ending'],
    [{ email: 'ada@example.com\r\nBcc: bob@example.com' }, 'email', 'invisible character'],
    [{ target_date: '2027-03-19' }, 'target_date', 'That day is over'],
    [{ target_date: '2027-03-20' }, 'target_date', 'That’s today'],
    [{ target_date: '2027-02-30' }, 'target_date', 'no such day'],
    [{ target_date: '2099-01-01' }, 'target_date', 'more than 20 years'],
    [{ target_date: 'soon' }, 'target_date', 'Write the date'],
    [{ time_zone: 'Mars/Phobos' }, 'time_zone', 'don’t know this time zone'],
    [{ send_hour: '99' }, 'send_hour', 'full hour'],
    [{ send_hour: '8x' }, 'send_hour', 'full hour'],
    [{ name: '<script>alert(1)</script>' }, 'name', 'can’t contain'],
    [{ name: 'Ada\nBcc: bob@example.com' }, 'name', 'on one line'],
    [{ name: 'evil.com' }, 'name', 'turn this into a link'],
  ])('%j', async (bad, field, words) => {
    const typed = fields({ email: 'kept@example.com', name: "$& O'Hara", ...bad });
    const before = await dump();
    const response = await post('/subscribe', NOW, typed);
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(words);
    expect(html).toContain(`href="#${field}"`);
    expect(html).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    for (const [name, value] of Object.entries(typed)) expect(keptIn(html, name)).toBe(value);
    expect(html).not.toContain('<script>alert');
    expect(await dump()).toBe(before);
  });

  it('names all errors at once', async () => {
    const html = await (await post('/subscribe', NOW, { email: 'x', target_date: 'y' })).text();
    for (const field of ['email', 'target_date', 'time_zone'])
      expect(html).toContain(`href="#${field}"`);
  });

  it('a date wins over "no date yet", and the form says so', async () => {
    const html = await (
      await post('/subscribe', NOW, fields({ email: '', no_date: 'yes' }))
    ).text();
    expect(keptIn(html, 'target_date')).toBe('2027-11-03');
    expect(html).not.toMatch(/name="no_date"[^>]*checked/);
    expect(html).toContain('so we’ll count down to it');
    expect(html).not.toContain('href="#target_date"');
  });

  it('"no date yet" alone stays checked', async () => {
    const none = { email: '', target_date: '', no_date: 'yes' };
    const html = await (await post('/subscribe', NOW, fields(none))).text();
    expect(html).toMatch(/name="no_date"[^>]*checked/);
    expect(html).not.toContain('so we’ll count down to it');
  });

  it('offers the last lesson if the date is today', async () => {
    const html = await (
      await post('/subscribe', NOW, fields({ target_date: '2027-03-20' }))
    ).text();
    expect(html).toContain('href="/lessons/ml-interviews/one-day"');
  });
});

describe('as JSON, invalid input gets its reasons', () => {
  it.each([
    [{ email: ['a'] }, 'email'],
    [{ email: { toString: 'x' } }, 'email'],
    [{ target_date: 7 }, 'target_date'],
    [{ target_date: null }, 'target_date'],
    [{ time_zone: true }, 'time_zone'],
    [{ send_hour: 1.5 }, 'send_hour'],
    [{ name: [] }, 'name'],
    [{ course: 'nope' }, 'course'],
  ])('%j', async (bad, field) => {
    const response = await json('/subscribe', { ...fields(), ...bad });
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: { field: string; message: string }[] };
    expect(errors).toEqual([{ field, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  it("for today the error has the last lesson's URL", async () => {
    const response = await json('/subscribe', fields({ target_date: '2027-03-20' }));
    expect(await response.text()).toContain(`${bindings.PUBLIC_URL}/lessons/ml-interviews/one-day`);
  });
});

describe('a malformed request gets a clear response', () => {
  const send = (type: string | null, body: string, accept = 'text/html') =>
    request('/subscribe', NOW, {
      method: 'POST',
      headers: { accept, ...(type === null ? {} : { 'content-type': type }) },
      body: new TextEncoder().encode(body),
    });

  it.each([
    [
      'a body that is too big',
      'application/x-www-form-urlencoded',
      `name=${'a'.repeat(10_000_000)}`,
      413,
    ],
    ['big JSON', 'application/json', `{"name":"${'a'.repeat(20_000)}"}`, 413],
    ['JSON that is none', 'application/json', '{"email":', 400],
    ['JSON that is a list', 'application/json', '[]', 400],
    ['JSON that is a word', 'application/json', '"email"', 400],
    ['no JSON at all', 'application/json', '', 400],
    ['broken parts', 'multipart/form-data; boundary=x', 'nonsense', 400],
    ['parts without a boundary', 'multipart/form-data', '--x--', 400],
    ['another type', 'text/csv', 'email\nada@example.com', 415],
    ['no type', null, 'email=ada@example.com', 415],
  ])('%s', async (_, type, body, status) => {
    const page = await send(type, body);
    expect(page.status).toBe(status);
    const answer = await send(type, body, 'application/json');
    expect(answer.status).toBe(status);
    const { errors } = (await answer.json()) as { errors: { field: null; message: string }[] };
    expect(errors).toEqual([{ field: null, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  it('a body without a declared length', async () => {
    for (const [size, status] of [
      [200, 422],
      [10_000, 413],
    ]) {
      const chunk = new TextEncoder().encode('a=b&'.repeat(10));
      let left = size!;
      const body = new ReadableStream({
        pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await request('/subscribe', NOW, { method: 'POST', headers, body });
      expect(response.status).toBe(status);
    }
  });

  it('shows people a page', async () => {
    const response = await send('text/csv', 'x');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<h1>');
  });
});

it('the plan can be previewed first, without scripts and without an address', async () => {
  const before = await dump();
  const response = await post('/subscribe', NOW, fields({ email: '', preview: 'yes' }));
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain('228 days');
  expect(keptIn(html, 'name')).toBe('Ada');
  expect(await dump()).toBe(before);
});

/** The value of a field on the page. */
function keptIn(html: string, name: string): string | undefined {
  const input = new RegExp(`<input id="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1];
  const select = new RegExp(`<select id="${name}".*?<option value="([^"]*)" selected`, 's').exec(
    html,
  )?.[1];
  const value = input ?? select;
  return value === undefined ? undefined : decoded(value);
}
